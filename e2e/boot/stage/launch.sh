#!/bin/bash
# Starts stage.sh in namespaces and control groups of its own. Nothing outlives the process that this one becomes: the kernel ends what is in the
# namespaces together with them, and what is left of the control groups is removed by a process that waits for just that.
# launch.sh ARGUMENTS-OF-STAGE
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
name=cdk-xray-e2e.$$
groups=()
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
  [ -e "$hierarchy/cgroup.procs" ] || continue
  mkdir "$hierarchy/$name"
  groups+=("$hierarchy/$name")
  echo $$ >"$hierarchy/$name/cgroup.procs"
done

# The pipe has its end when the last process that holds the other side of it is gone.
exec 9> >(exec setsid "$here/remove-groups.sh" "${groups[@]}")
exec unshare --mount --pid --net --fork --kill-child=KILL --mount-proc --propagation private "$here/stage.sh" "$@"
