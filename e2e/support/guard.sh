#!/usr/bin/env bash
# Runs a program in the process group that this script leads, and ends the whole group when standard input closes: it does
# when the process that holds the other end dies, however that happens.
set -euo pipefail
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{
  cat <&3 >/dev/null || true
  kill -KILL -- "-$$"
} &
trap 'kill -TERM "$program" 2>/dev/null || true' TERM
status=0
wait "$program" || status=$?
# What the program left behind ends with it; so does this script, so its status is said first.
echo "ended with status ${status}" >&2
kill -KILL -- "-$$"
