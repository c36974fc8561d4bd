#!/bin/bash
# Makes the root file system that every machine under test starts from. The folder is named by a hash of this file.
# build-root.sh FOLDER
set -euo pipefail

folder=$1
packages=(
  systemd systemd-sysv dbus libpam-systemd udev cloud-init
  ca-certificates curl gnupg iproute2 openssl procps python3
  createrepo-c dnf rpm
)

include=$(IFS=,; echo "${packages[*]}")
mmdebstrap --quiet --variant=minbase --mode=root --format=directory --include="$include" bookworm "$folder"

: >"$folder/etc/resolv.conf"
: >"$folder/etc/machine-id"
echo box >"$folder/etc/hostname"
rm -rf "$folder/var/cache/apt" "$folder/var/lib/apt/lists" "$folder/usr/share/doc" "$folder/usr/share/locale" "$folder/usr/share/man"
mkdir -p "$folder/var/lib/apt/lists/partial" "$folder/var/cache/apt/archives/partial"
