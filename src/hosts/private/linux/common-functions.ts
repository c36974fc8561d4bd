/** Says what it does: to the log of the machine's first boot, to a file, and to the system's log. */
export const LOGGING = `log=/var/log/cdk-xray-install.log

say() {
  printf '%s cdk-xray: %s\\n' "$(date -u +%FT%TZ)" "$1" | tee -a "$log" 2>/dev/null
  if command -v logger >/dev/null; then logger -t cdk-xray -- "$1"; fi
}

die() {
  say "FAILED: $1"
  exit 1
}`;

/** A program that the script can't do without; what is not there is installed, within a bound of its own. */
export const NEED = `# need PROGRAM DEB RPM
need() {
  command -v "$1" >/dev/null && return
  say "$1 is missing: installing it"
  {
    if command -v apt-get; then
      timeout 60 apt-get -qq update
      DEBIAN_FRONTEND=noninteractive timeout 120 apt-get -qq -y -o DPkg::Lock::Timeout=90 install "$2"
    elif command -v dnf; then
      timeout 180 dnf -q -y install "$3"
    else
      timeout 180 yum -q -y install "$3"
    fi
  } >>"$log" 2>&1
  command -v "$1" >/dev/null || die "$1 is missing and could not be installed"
}`;

/** The deadline bounds all downloads together; a server that does not send is left after 15 seconds. */
export const DOWNLOAD = `# fetch PATH...: all of them from the first place that has them all
fetch() {
  local base path pause
  for pause in 2 5 0; do
    for base in "\${bases[@]}"; do
      for path; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        curl -fsSL --proto =http,https --connect-timeout 10 --speed-limit 1 --speed-time 15 --max-time $((deadline - SECONDS)) \\
          -o "$work/$(basename "$path")" "$base/$path" 2>>"$log" || continue 2
      done
      return 0
    done
    sleep "$pause"
  done
  return 1
}`;

/** A signature counts only when the key that made it has the fingerprint; what else the key's file holds does not matter. */
export const VERIFY = `# signed KEY SIGNATURE FILE
signed() {
  gpg --batch -q --import "$work/$1" 2>>"$log"
  gpg --batch --status-fd 1 --verify "$work/$2" "$work/$3" 2>>"$log" |
    awk -v want="$fingerprint" '$2 == "GOODSIG" { good = 1 } $2 == "VALIDSIG" && $NF == want { ours = 1 } END { exit !(good && ours) }'
}`;

/** Files are replaced as a whole, and only when something in them changes. */
export const PUT = `# put FILE TARGET MODE GROUP
put() {
  cmp -s "$work/$1" "$2" && return
  if install -D -m 0600 "$work/$1" "$2.new" && chown "root:$4" "$2.new" && chmod "$3" "$2.new" && mv -f "$2.new" "$2"; then
    changed=1
  else
    die "$2 could not be written"
  fi
}`;

/** A collector that was here before is stopped only when its successor is ready; what it had from here goes with it. */
export const DISPLACE = `# in_use SERVICE: it runs, or would after a reboot
in_use() {
  [[ $(systemctl is-active "$1") == activ* ]] || systemctl -q is-enabled "$1" 2>/dev/null
}

# displace SERVICE
displace() {
  in_use "$1" || return 0
  say "stopping and disabling $1: it is replaced"
  systemctl disable "$1" >>"$log" 2>&1
  systemctl stop "$1" >>"$log" 2>&1 || die "$1 could not be stopped"
  rm -f "/etc/systemd/system/$1.d/cdk-xray.conf"
}`;

/** Programs that listen there already keep their ports. */
export const FREE = `# free PORTS
free() {
  local port
  for port in $1; do
    ! cat /proc/net/udp* /proc/net/tcp* 2>/dev/null |
      awk -v end="$(printf ':%04X$' "$port")" '$2 ~ end && $4 ~ /^(07|0A)$/ { n++ } END { exit !n }' ||
      die "port $port is in use by another program: there is no room for the collector"
  done
}`;

/** Where the collector gets its credentials by files, it would run without them and send nothing. */
export const MAY = `# may TEST FILE
may() {
  runuser -u "$owner" -- test "$1" "$2" ||
    die "the user $owner can't use $2, or it is missing: give it to the group $owner, open the folders above it, and run this again"
}`;
