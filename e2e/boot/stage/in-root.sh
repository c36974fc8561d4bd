#!/bin/bash
# Runs a script in a copy of the root file system, in namespaces of its own; the copy goes when the script ends.
# in-root.sh ROOT FOLDER SCRIPT: the folder is /mnt for the script
set -euo pipefail

if [ "$1" != inside ]; then
  exec unshare --mount --pid --net --fork --kill-child=KILL --mount-proc --propagation private "$0" inside "$@"
fi
root=$2 folder=$3 script=$4

mkdir "$folder/space"
mount -t tmpfs -o size=1g,mode=0755 copy "$folder/space"
mkdir "$folder/space/"{upper,work,copy}
copy=$folder/space/copy
mount -t overlay -o "lowerdir=$root,upperdir=$folder/space/upper,workdir=$folder/space/work" copy "$copy"
mount --bind "$folder" "$copy/mnt"
mount -t proc proc "$copy/proc"
# its temporary folder is not that of this machine
env --unset=TMPDIR chroot "$copy" /bin/bash <"$script"
