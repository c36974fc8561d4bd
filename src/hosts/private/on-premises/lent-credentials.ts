import { writeFile } from '../linux/shell-text';

/**
 * The AWS SDK never reads a credentials file again, and what the Systems Manager agent writes there is good for an hour (aws/amazon-ecs-agent#2665).
 * So the collector gets them by a credential process, which it asks again every five minutes; on Linux through a timer, for only root can read them.
 */
export const LENT_ON_LINUX = '/bin/cat /run/xray-credentials/credentials.json';

/** The group that may read them. */
export const LENT_TO = 'xray-credentials';

const SCRIPT = '/usr/local/sbin/xray-lend-credentials';
const UNIT = '/etc/systemd/system/xray-credentials';

export const LENDING_SCRIPT = `#!/bin/sh
# Lends what the Systems Manager agent has in /root/.aws/credentials to the group xray-credentials, as the answer of a credential process.
set -eu
umask 077
folder=\${1:-/run/xray-credentials}
source=\${2:-/root/.aws/credentials}
mkdir -p "$folder"
chgrp xray-credentials "$folder"
chmod 0750 "$folder"
awk -v expiration="$(date -u -d '+5 minutes' +%Y-%m-%dT%H:%M:%SZ)" '
  /^[ \\t]*\\[/ { ours = ($0 ~ /^[ \\t]*\\[default\\][ \\t]*$/) }
  ours && /=/ {
    name = $0
    sub(/=.*/, "", name)
    gsub(/[ \\t]/, "", name)
    value = $0
    sub(/^[^=]*=[ \\t]*/, "", value)
    sub(/[ \\t\\r]+$/, "", value)
    values[name] = value
  }
  END {
    if (values["aws_access_key_id"] == "" || values["aws_secret_access_key"] == "") exit 1
    printf "{ \\"Version\\": 1, \\"AccessKeyId\\": \\"%s\\", ", values["aws_access_key_id"]
    printf "\\"SecretAccessKey\\": \\"%s\\", ", values["aws_secret_access_key"]
    printf "\\"SessionToken\\": \\"%s\\", \\"Expiration\\": \\"%s\\" }\\n", values["aws_session_token"], expiration
  }' "$source" >"$folder/new"
chgrp xray-credentials "$folder/new"
chmod 0640 "$folder/new"
mv -f "$folder/new" "$folder/credentials.json"
`;

const LENDING_SERVICE = `[Unit]
Description=Lends the credentials of the Systems Manager agent to the collector of traces

[Service]
Type=oneshot
ExecStart=${SCRIPT}
`;

const LENDING_TIMER = `[Unit]
Description=Lends the credentials of the Systems Manager agent every minute

[Timer]
OnBootSec=5s
OnActiveSec=1s
OnUnitActiveSec=1min
AccuracySec=1s

[Install]
WantedBy=timers.target
`;

/** Steps of bash that begin to lend, and are the first to do so. */
export const LEND_ON_LINUX = `getent group ${LENT_TO} >/dev/null || groupadd --system ${LENT_TO} || die 'the group ${LENT_TO} could not be made'
${writeFile('lend', LENDING_SCRIPT)}
put lend ${SCRIPT} 0755 root
${writeFile('lend.service', LENDING_SERVICE)}
put lend.service ${UNIT}.service 0644 root
${writeFile('lend.timer', LENDING_TIMER)}
put lend.timer ${UNIT}.timer 0644 root
{ systemctl daemon-reload && systemctl enable --now xray-credentials.timer && systemctl start xray-credentials.service; } >>"$log" 2>&1 ||
  die 'the credentials of the Systems Manager agent could not be lent: see journalctl -u xray-credentials'`;

/** Steps of bash that end it, for a collector that has its credentials from elsewhere. */
export const STOP_LENDING_ON_LINUX = `if [ -e ${UNIT}.timer ]; then
  say 'the credentials of the Systems Manager agent are no longer lent'
  systemctl disable --now xray-credentials.timer >>"$log" 2>&1 || die 'the timer xray-credentials could not be stopped'
  rm -rf ${UNIT}.timer ${UNIT}.service ${SCRIPT} /run/xray-credentials
  changed=1
fi`;

/** What runs on Windows as a credential process, by LocalSystem, whose credentials file the Systems Manager agent writes. */
export const LEND_ON_WINDOWS = `$ErrorActionPreference = 'Stop'
$values = @{}
$ours = $false
foreach ($line in [IO.File]::ReadAllLines((Join-Path $env:SystemRoot 'System32\\config\\systemprofile\\.aws\\credentials'))) {
  if ($line -match '^\\s*\\[(.+)\\]\\s*$') { $ours = $Matches[1] -eq 'default' }
  elseif ($ours -and $line -match '^\\s*(\\w+)\\s*=\\s*(.*?)\\s*$') { $values[$Matches[1]] = $Matches[2] }
}
ConvertTo-Json -Compress @{
  Version = 1
  AccessKeyId = $values['aws_access_key_id']
  SecretAccessKey = $values['aws_secret_access_key']
  SessionToken = $values['aws_session_token']
  Expiration = (Get-Date).ToUniversalTime().AddMinutes(5).ToString('s') + 'Z'
}
`;

/** Encoded, for the SDK hands the command to cmd.exe, where quotes go wrong (aws/aws-sdk-go-v2#3208). */
export const LENT_ON_WINDOWS = 'powershell.exe -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand '
  + Buffer.from(LEND_ON_WINDOWS, 'utf16le').toString('base64');
