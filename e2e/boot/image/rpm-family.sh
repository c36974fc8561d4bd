#!/bin/bash
# Makes the machine that this runs in (before it boots) one of the rpm family: no apt and no dpkg, bash as its sh, and a repository of dnf's. As on a
# minimal image, gpg is not there; it is in the repository, as a package that dnf has to install.
set -euo pipefail

cat >/etc/os-release <<'RELEASE'
NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
RELEASE
ln -sf bash /bin/sh

# package NAME [FILE]: an rpm that holds the file, or provides the shell
package() {
  cat >"/tmp/$1.spec" <<SPEC
Name: $1
Version: 1
Release: 1
Summary: For a test
License: Apache-2.0
BuildArch: noarch
AutoReqProv: no
$([ $# = 2 ] || echo 'Provides: /bin/sh /bin/bash')
%description
For a test.
%install
$([ $# = 1 ] || echo "install -D -m 0755 $2 %{buildroot}$2")
%files
${2:-}
SPEC
  rpmbuild --quiet -bb --define '_binaries_in_noarch_packages_terminate_build 0' --define "_rpmdir $repository" "/tmp/$1.spec"
}

repository=/srv/repository
mkdir -p "$repository" /etc/yum.repos.d
package shell
rpm -U --nodeps "$repository/noarch/shell-1-1.noarch.rpm"
package gnupg2 /usr/bin/gpg
createrepo_c --quiet "$repository"
printf '[test]\nname=test\nbaseurl=file://%s\ngpgcheck=0\n' "$repository" >/etc/yum.repos.d/test.repo

rm -f /usr/bin/gpg /usr/bin/apt* /usr/bin/dpkg*
