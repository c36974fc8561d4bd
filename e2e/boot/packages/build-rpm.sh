#!/bin/bash
# Makes a package as AWS's of the OpenTelemetry collector is: with a user, a unit that it neither enables nor starts, and a signature inside.
# It runs in a copy of the root: /mnt has collector.py, version, fingerprint and gnupg, and gets aws-otel-collector.rpm.
set -euo pipefail

version=$(cat /mnt/version)
home=/opt/aws/aws-otel-collector
install -D -m 0755 /mnt/collector.py "/tmp/tree$home/bin/aws-otel-collector"
echo "$version" >"/tmp/tree$home/bin/VERSION"
install -d "/tmp/tree$home/etc" /tmp/tree/etc/systemd/system
echo 'receivers: {}' >"/tmp/tree$home/etc/config.yaml"
cat >/tmp/tree/etc/systemd/system/aws-otel-collector.service <<UNIT
[Service]
User=aoc
ExecStart=$home/bin/aws-otel-collector --config $home/etc/config.yaml
[Install]
WantedBy=multi-user.target
UNIT
cat >/tmp/spec <<SPEC
Name: aws-otel-collector
Version: ${version#v}
Release: 1
Summary: For a test
License: Apache-2.0
BuildArch: noarch
AutoReqProv: no
%description
For a test.
%pre
getent passwd aoc >/dev/null || useradd --system --no-create-home --shell /bin/false aoc
%install
cp -r /tmp/tree/. %{buildroot}/
%files
$home
/etc/systemd/system/aws-otel-collector.service
SPEC
rpmbuild --quiet -bb --define '_rpmdir /tmp/made' --define '_rpmfilename package.rpm' /tmp/spec
cp /tmp/made/package.rpm /mnt/unsigned.rpm
GNUPGHOME=/mnt/gnupg rpmsign --addsign --define '__gpg /usr/bin/gpg' --define "_gpg_name $(cat /mnt/fingerprint)" /tmp/made/package.rpm
cp /tmp/made/package.rpm /mnt/aws-otel-collector.rpm
