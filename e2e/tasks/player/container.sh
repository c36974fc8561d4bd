#!/bin/bash
# Becomes a container's first process: a root file system of its image's, made of this machine's programs and what the image adds.
# It is the first process of namespaces of its own (unshare --mount --pid --fork).
# container.sh FOLDER READ-ONLY USER COMMAND...: FOLDER has `hosts`, `binds` (source, target)
# and `scratch` (path, options); columns are separated by tabs
set -euo pipefail

folder=$1 read_only=$2 user=$3
shift 3
root=$folder/root

lend() {
  mount --rbind "$1" "$2"
  mount -o remount,bind,ro "$2"
}

mkdir "$root"
mount -t tmpfs -o mode=0755 root "$root"
for path in /bin /sbin /lib /lib32 /lib64 /libx32 /usr /etc; do
  if [ -L "$path" ]; then
    cp -P "$path" "$root$path"
  elif [ -d "$path" ]; then
    mkdir "$root$path"
    lend "$path" "$root$path"
  fi
done
while IFS=$'\t' read -r source target; do
  mkdir -p "$(dirname "$root$target")"
  if [ -d "$source" ]; then mkdir -p "$root$target"; else : >>"$root$target"; fi
  lend "$source" "$root$target"
done <"$folder/binds"
lend "$folder/hosts" "$root/etc/hosts"
while IFS=$'\t' read -r path options; do
  mkdir -p "$root$path"
  mount -t tmpfs -o "$options" scratch "$root$path"
done <"$folder/scratch"
mkdir "$root/proc" "$root/dev"
mkdir -m 1777 "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
if [ "$read_only" = true ]; then mount -o remount,ro "$root"; fi

cd "$root"
exec chroot --userspec="$user" --groups= "$root" "$@"
