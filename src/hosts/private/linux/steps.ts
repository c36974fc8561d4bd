import { IConstruct } from 'constructs';
import { CollectorFacts, CollectorPlace } from '../../../collectors/private/collector-facts';
import { Installation } from '../installation';
import { shellValue, writeFile } from './shell-text';

/** The name of a collector's service, which the machine remembers in /etc/cdk-xray/service. */
export const SERVICES: Record<CollectorFacts['kind'], string> = {
  'xray-daemon': 'cdk-xray.service',
  'cloudwatch-agent': 'amazon-cloudwatch-agent.service',
  'otel-collector': 'aws-otel-collector.service',
};

export const AGENT_CTL = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';
export const AGENT_FILE = '/etc/cdk-xray/cdk-xray.json';

/** Whether the agent has a configuration that is not from here. */
export const AGENT_HAS_MORE =
  "find /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d -type f ! -name '*cdk-xray*' 2>/dev/null | grep -q .";

/** Outside of EC2, the agent must not ask for the metadata of an instance. */
export function agentMode({ localMode }: CollectorPlace): string {
  return localMode ? 'onPremise' : 'ec2';
}

/** What has to be so before anything is done. */
export function prepare(scope: IConstruct, region: string): string {
  return `[ "$(id -u)" = 0 ] || die 'it must run as root'
[ -d /run/systemd/system ] || die 'this system does not run systemd'
work=$(mktemp -d) || die 'no temporary folder could be made'
trap 'rm -rf "$work"' EXIT
export GNUPGHOME="$work/gnupg"
mkdir -m 0700 "$GNUPGHOME"
changed=0
region=${shellValue(scope, region)}
case $region in '' | *[!a-z0-9-]*) die "not a Region: $region" ;; esac`;
}

/** Files that the collector's user reads and nobody else: its configuration, and where its credentials come from. */
export function putConfiguration({ collector, place, awsConfig }: Installation, target: string, group: string): string {
  return [
    writeFile('configuration', collector._file(place).text),
    `put configuration ${target} 0640 ${group}`,
    ...awsConfig === undefined ? [] : [writeFile('aws-config', awsConfig), `put aws-config /etc/cdk-xray/aws-config 0640 ${group}`],
  ].join('\n');
}

/** Stops the collector that an earlier run of such a script has put here, where that was another one. */
export function replaceOther(kind: CollectorFacts['kind'], place: CollectorPlace): string {
  return `before=$(cat /etc/cdk-xray/service 2>/dev/null)
case $before in
  '' | ${SERVICES[kind]}) ;;
${kind === 'cloudwatch-agent' ? '' : agentThatStays(place)}  *) displace "$before" ;;
esac`;
}

/** The agent may do other things for the user: then it only loses what it got from here. */
function agentThatStays(place: CollectorPlace): string {
  return `  ${SERVICES['cloudwatch-agent']})
    if ${AGENT_HAS_MORE}; then
      ${AGENT_CTL} -a remove-config -m ${agentMode(place)} -c file:${AGENT_FILE} -s >>"$log" 2>&1
    else
      displace "$before"
    fi
    ;;
`;
}

/** The packages' own daemon starts with the settings of the package, and not after a reboot. */
export const REPLACE_PACKAGED_DAEMON = `if systemctl cat xray.service 2>/dev/null | grep -q '^ExecStart=/usr/bin/xray'; then
  displace xray.service
fi`;

/** Starts the service now and at every boot, unless it runs already and nothing has changed. */
export function start(kind: CollectorFacts['kind'], command: string): string {
  const service = SERVICES[kind];
  const ours = `systemctl -q is-active ${service}`;
  // An agent that runs may be the user's own, and something else may have the ports.
  const holdsPorts = kind === 'xray-daemon' ? ours : `{ [ "$before" = ${service} ] && ${ours}; }`;
  const ports = kind === 'xray-daemon' ? '07D0' : '(07D0|10DD|10DE)';
  const names = kind === 'xray-daemon' ? 'port 2000' : 'port 2000, 4317 or 4318';
  return `${holdsPorts} ||
  ! cat /proc/net/udp* /proc/net/tcp* 2>/dev/null | awk '$2 ~ /:${ports}$/ && $4 ~ /^(07|0A)$/ { n++ } END { exit !n }' ||
  die '${names} is in use by another program: not started'
echo ${service} >"$work/service"
put service /etc/cdk-xray/service 0644 root
if [ "$changed" = 0 ] && ${ours}; then
  say '${service} runs, and nothing has changed'
  exit 0
fi
{ ${command}; } >>"$log" 2>&1 || die '${service} could not be started'
systemctl enable ${service} >>"$log" 2>&1 || die '${service} could not be enabled'
sleep 3
${ours} || die '${service} does not keep running: see journalctl -u ${service}'
say '${service} runs'`;
}
