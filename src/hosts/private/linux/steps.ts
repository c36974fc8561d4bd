import { IConstruct } from 'constructs';
import { CollectorKind, CollectorPlace } from '../../../collectors/private/collector-facts';
import { Installation } from '../installation';
import { shellValue, writeFile } from './shell-text';

/** The name of a collector's service, which the machine remembers in /etc/cdk-xray/service. */
export const SERVICES: Record<CollectorKind, string> = {
  'xray-daemon': 'cdk-xray.service',
  'cloudwatch-agent': 'amazon-cloudwatch-agent.service',
  'otel-collector': 'aws-otel-collector.service',
};

export const AGENT_CTL = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';
export const AGENT_FILE = '/etc/cdk-xray/cdk-xray.json';

/** Whether the agent has a configuration that is not from here: put there by its own program, or by hand. */
export const AGENT_HAS_MORE =
  "find /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.{json,d} -type f ! -name '*cdk-xray*' 2>/dev/null | grep -q .";

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

/**
 * Gives up before anything is changed where there is no room: what gives way may have its ports still, and nobody else any.
 * The packages' own daemon, which starts with the settings of the package and not after a reboot, gives way. An OpenTelemetry collector of the user's
 * own does not; an agent takes our configuration beside the user's.
 */
export function makeRoom(kind: CollectorKind): string {
  const service = SERVICES[kind];
  return `before=$(cat /etc/cdk-xray/service 2>/dev/null)
packaged=
if systemctl cat xray.service 2>/dev/null | grep -q '^ExecStart=/usr/bin/xray'; then packaged=xray.service; fi
${kind === 'otel-collector' ? `if [ "$before" != ${service} ] && in_use ${service}; then
  die '${service} is not from here: disable and stop it, or leave it as the one collector of this machine'
fi
` : ''}ports='${kind === 'xray-daemon' ? '2000' : '2000 4317 4318'}'
wanted=$ports
for service in $before $packaged; do
  if systemctl -q is-active "$service"; then
    case $service in *xray.service) wanted=\${wanted#2000} ;; *) wanted= ;; esac
  fi
done
free "$wanted"`;
}

/** Files that the collector's user, $owner, reads and nobody else: its configuration, and where its credentials come from. */
export function configure(scope: IConstruct, { collector, place, awsConfig, linuxIdentity }: Installation, target: string): string {
  const { steps = '', program, files = [] } = linuxIdentity ?? {};
  return [
    ...program === undefined ? [] : [`may -x ${shellValue(scope, program)}`],
    ...files.map((file) => `may -r ${shellValue(scope, file)}`),
    ...steps === '' ? [] : [steps],
    writeFile('configuration', collector._file(place).text),
    `put configuration ${target} 0640 "$owner"`,
    ...awsConfig === undefined ? [] : [writeFile('aws-config', awsConfig), 'put aws-config /etc/cdk-xray/aws-config 0640 "$owner"'],
  ].join('\n');
}

/** Lines of a unit that let the collector have the credentials of its own. */
export function credentialLines({ awsConfig, linuxIdentity }: Installation): string[] {
  return [
    ...awsConfig === undefined ? [] : ['Environment=AWS_CONFIG_FILE=/etc/cdk-xray/aws-config AWS_SDK_LOAD_CONFIG=1'],
    ...linuxIdentity?.group === undefined ? [] : [`SupplementaryGroups=${linuxIdentity.group}`],
  ];
}

/** Stops the collector that an earlier run of such a script has put here, where that was another one, and the packages' own daemon. */
export function replaceOthers(kind: CollectorKind, place: CollectorPlace): string {
  return `case $before in
  '' | ${SERVICES[kind]}) ;;
${kind === 'cloudwatch-agent' ? '' : agentThatStays(place)}  *) displace "$before" ;;
esac
[ -z "$packaged" ] || displace "$packaged"`;
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

/** Starts the service now and at every boot, unless it runs already and nothing has changed. */
export function start(kind: CollectorKind, command: string): string {
  const service = SERVICES[kind];
  const runs = `systemctl -q is-active ${service}`;
  return `[ "$before" = ${service} ] || free "$ports"
echo ${service} >"$work/service"
put service /etc/cdk-xray/service 0644 root
if [ "$changed" = 0 ] && ${runs}; then
  say '${service} runs, and nothing has changed'
  exit 0
fi
{ ${command}; } >>"$log" 2>&1 || die '${service} could not be started'
systemctl enable ${service} >>"$log" 2>&1 || die '${service} could not be enabled'
sleep 3
${runs} || die '${service} does not keep running: see journalctl -u ${service}'
say '${service} runs'`;
}
