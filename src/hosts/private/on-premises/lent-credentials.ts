import { SERVICES } from '../linux/steps';

/**
 * The AWS SDK never reads a credentials file again, and what the Systems Manager agent writes there is good for an hour (aws/amazon-ecs-agent#2665).
 * So the collector gets them by a credential process, which it asks again every five minutes; on Linux through a timer, for only root can read them.
 */
export const LENT_ON_LINUX = '/bin/cat /run/xray-credentials/credentials.json';

/** The units that get the group that may read what is lent; the CloudWatch agent reads the Systems Manager agent's file itself. */
const UNITS = [SERVICES['xray-daemon'], SERVICES['otel-collector']];

export const LEND_ON_LINUX = `
getent group xray-credentials >/dev/null || groupadd --system xray-credentials
mkdir -p /usr/local/sbin
cat >/usr/local/sbin/xray-lend-credentials <<'END_OF_SCRIPT'
#!/bin/sh
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
END_OF_SCRIPT
chmod 0755 /usr/local/sbin/xray-lend-credentials
cat >/etc/systemd/system/xray-credentials.service <<'END_OF_UNIT'
[Unit]
Description=Lends the credentials of the Systems Manager agent to the collector of traces

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/xray-lend-credentials
END_OF_UNIT
cat >/etc/systemd/system/xray-credentials.timer <<'END_OF_UNIT'
[Unit]
Description=Lends the credentials of the Systems Manager agent every minute

[Timer]
OnBootSec=5s
OnActiveSec=1s
OnUnitActiveSec=1min
AccuracySec=1s

[Install]
WantedBy=timers.target
END_OF_UNIT
for unit in ${UNITS.join(' ')}; do
  mkdir -p "/etc/systemd/system/$unit.d"
  printf '[Service]\\nSupplementaryGroups=xray-credentials\\n' >"/etc/systemd/system/$unit.d/credentials.conf"
done
systemctl daemon-reload
systemctl enable --now xray-credentials.timer
systemctl start xray-credentials.service
`;

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
