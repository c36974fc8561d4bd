import { IConstruct } from 'constructs';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { OPENTELEMETRY_COLLECTOR_VERSION } from '../../../collectors/versions';
import { Installation } from '../installation';
import { obtain } from './obtain';
import { AGENT_SOURCE, OPENTELEMETRY_SOURCE, sourceLines } from './source';
import { AGENT_CTL, AGENT_FILE, AGENT_HAS_MORE, agentMode, putConfiguration, REPLACE_PACKAGED_DAEMON, replaceOther, SERVICES, start } from './steps';

const OPENTELEMETRY_CTL = '/opt/aws/aws-otel-collector/bin/aws-otel-collector-ctl';
const OPENTELEMETRY_FILE = '/opt/aws/aws-otel-collector/etc/config.yaml';

/** The systems whose packages are known to work; the others are left alone. */
function system(title: string): string {
  return `os() { awk -F= -v key="$1" '$1 == key { gsub(/"/, "", $2); print $2 }' /etc/os-release; }
case "$(os ID) $(os VERSION_ID)" in
  'amzn 2023'*) kind=rpm folder=amazon_linux ;;
  'ubuntu '*) kind=deb folder=ubuntu ;;
  *) die "the ${title} is put on Amazon Linux 2023 and Ubuntu only, this is $(os ID) $(os VERSION_ID)" ;;
esac
case $(uname -m) in
  x86_64) folder=$folder/amd64 ;;
  aarch64 | arm64) folder=$folder/arm64 ;;
  *) die "there is no ${title} for $(uname -m)" ;;
esac`;
}

const INSTALL_PACKAGE = `if [ "$kind" = rpm ]; then
  timeout 240 dnf -q -y install "$work/$package"
else
  DEBIAN_FRONTEND=noninteractive timeout 240 apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=90 \\
    -o Dpkg::Options::=--force-confold install "$work/$package"
fi >>"$log" 2>&1 || die "$package could not be installed"`;

/** The CloudWatch agent: its package with the detached signature that AWS publishes beside it. */
export function agentSteps(scope: IConstruct, installation: Installation): string[] {
  const { place } = installation;
  return [
    ...sourceLines(scope, installation, AGENT_SOURCE),
    system('CloudWatch agent'),
    'package=amazon-cloudwatch-agent.$kind',
    'path=$folder/latest/$package',
    obtain({
      title: 'CloudWatch agent',
      program: AGENT_CTL,
      isCurrent: 'fetch "$path.sig" && cmp -s "$work/$package.sig" /etc/cdk-xray/package.sig',
      paths: ['assets/amazon-cloudwatch-agent.gpg', '"$path.sig"', '"$path"'],
      isSigned: 'signed amazon-cloudwatch-agent.gpg "$package.sig" "$package"',
      install: `${INSTALL_PACKAGE}\nput "$package.sig" /etc/cdk-xray/package.sig 0644 root`,
    }),
    putConfiguration(installation, AGENT_FILE, 'root'),
    ...installation.awsConfig === undefined ? [] : [environment('cloudwatch-agent', installation)],
    replaceOther('cloudwatch-agent', place),
    REPLACE_PACKAGED_DAEMON,
    // What the user has configured the agent for stays.
    `action=fetch-config
if ${AGENT_HAS_MORE}; then action=append-config; fi`,
    start('cloudwatch-agent', `systemctl daemon-reload && ${AGENT_CTL} -a "$action" -m ${agentMode(place)} -c file:${AGENT_FILE} -s`),
  ];
}

/** AWS's distribution of the OpenTelemetry collector: its package, in the version that the image has too. */
export function openTelemetrySteps(scope: IConstruct, installation: Installation): string[] {
  return [
    ...sourceLines(scope, installation, OPENTELEMETRY_SOURCE),
    system('OpenTelemetry collector'),
    'package=aws-otel-collector.$kind',
    obtain({
      title: 'OpenTelemetry collector',
      program: OPENTELEMETRY_CTL,
      isCurrent: `grep -qxF ${OPENTELEMETRY_COLLECTOR_VERSION} /opt/aws/aws-otel-collector/bin/VERSION`,
      paths: ['aws-otel-collector.gpg', `"$folder/${OPENTELEMETRY_COLLECTOR_VERSION}/$package"`],
      isSigned: 'signed_inside aws-otel-collector.gpg "$package"',
      install: INSTALL_PACKAGE,
    }),
    'group=root',
    'if getent group aoc >/dev/null; then group=aoc; fi',
    putConfiguration(installation, OPENTELEMETRY_FILE, '"$group"'),
    environment('otel-collector', installation),
    replaceOther('otel-collector', installation.place),
    REPLACE_PACKAGED_DAEMON,
    start('otel-collector', `systemctl daemon-reload && ${OPENTELEMETRY_CTL} -c file:${OPENTELEMETRY_FILE} -a start`),
  ];
}

/** What the package's own unit has to know beside its configuration. */
function environment(kind: CollectorFacts['kind'], { awsConfig }: Installation): string {
  return `cat >"$work/environment" <<UNIT
[Service]
Environment=AWS_REGION=$region
${awsConfig === undefined ? '' : 'Environment=AWS_CONFIG_FILE=/etc/cdk-xray/aws-config AWS_SDK_LOAD_CONFIG=1\n'}UNIT
put environment /etc/systemd/system/${SERVICES[kind]}.d/cdk-xray.conf 0644 root`;
}
