#!/usr/bin/env bash
# Runs a program in the process group that this script leads. The other end of file descriptor 3 is told the program's number and how it ended, and then the
# whole group ends; it does so, too, when that other end is closed: when the process that holds it dies, however that happens.
set -euo pipefail
"$@" <&0 3>&- &
program=$!
echo "number $program" >&3
{
  cat <&3 >/dev/null || true
  kill -KILL -- "-$$"
} &
status=0
wait "$program" || status=$?
echo "status $status" >&3
kill -KILL -- "-$$"
