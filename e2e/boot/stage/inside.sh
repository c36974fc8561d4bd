#!/bin/bash
# Runs a command in the machine. It runs in the namespaces of the stage.
# inside.sh COMMAND...
set -euo pipefail

nspawn=$(pgrep -x systemd-nspawn)
leader=$(pgrep -P "$nspawn" -x systemd)
exec nsenter --target "$leader" --mount --uts --ipc --net --pid --cgroup -- \
  /usr/bin/env --ignore-environment PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
