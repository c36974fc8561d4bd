#!/bin/bash
# Plays one machine and everything that it talks to. It is the first process of namespaces of its own (unshare --mount --pid --net --fork), which take
# all processes and mounts with them when it ends.
# stage.sh ROOT WORK PYTHON: the root file system (is not changed), the folder of this machine, the interpreter for the stand-ins
set -euo pipefail

root=$1 work=$2 python=$3
here=$(dirname "$(readlink -f "$0")")

mount -t tmpfs -o size=2g,mode=0755 stage "$work/space"
mkdir "$work/space/"{upper,work,box}
box=$work/space/box
mount -t overlay -o "lowerdir=$root,upperdir=$work/space/upper,workdir=$work/space/work" box "$box"
cp -r "$work/files/." "$box/"
cat "$work/tls/authority.pem" >>"$box/etc/ssl/certs/ca-certificates.crt"
if [ -e "$work/prepare.sh" ]; then env --unset=TMPDIR chroot "$box" /bin/bash -eu <"$work/prepare.sh" >"$work/prepare.log" 2>&1; fi

ip link set lo up
ip address add 169.254.169.254/32 dev lo
"$python" -B "$here/../stand-ins" "$work" >"$work/stand-ins.log" 2>&1 &
for _ in {1..400}; do
  [ -e "$work/ready" ] && break
  sleep 0.05
done
[ -e "$work/ready" ]

# nspawn ends with 133 when the machine reboots
outcome=133
while [ "$outcome" = 133 ]; do
  outcome=0
  systemd-nspawn --quiet --register=no --keep-unit --settings=no --link-journal=no --resolv-conf=off --timezone=off --console=pipe \
    --machine=box --directory="$box" --boot </dev/null >>"$work/console.log" 2>&1 || outcome=$?
done
exit "$outcome"
