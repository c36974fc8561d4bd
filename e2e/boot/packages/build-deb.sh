#!/bin/bash
# Makes a package as AWS's of the CloudWatch agent is. It runs in a copy of the root: /mnt has agent.py and agent-ctl.sh, and gets
# amazon-cloudwatch-agent.deb.
set -euo pipefail

home=/opt/aws/amazon-cloudwatch-agent
install -D -m 0755 /mnt/agent.py "/tmp/tree$home/bin/amazon-cloudwatch-agent"
install -D -m 0755 /mnt/agent-ctl.sh "/tmp/tree$home/bin/amazon-cloudwatch-agent-ctl"
install -d /tmp/tree/DEBIAN /tmp/tree/etc/systemd/system "/tmp/tree$home/etc"
cat >/tmp/tree/etc/systemd/system/amazon-cloudwatch-agent.service <<UNIT
[Service]
ExecStart=$home/bin/amazon-cloudwatch-agent
[Install]
WantedBy=multi-user.target
UNIT
cat >/tmp/tree/DEBIAN/control <<'CONTROL'
Package: amazon-cloudwatch-agent
Version: 1
Architecture: all
Maintainer: A test <test@example.com>
Description: For a test
CONTROL
dpkg-deb --build /tmp/tree /mnt/amazon-cloudwatch-agent.deb
