import { IConstruct } from 'constructs';
import { CollectorKind } from '../../../collectors/private/collector-facts';
import { OPENTELEMETRY_COLLECTOR_VERSION } from '../../../collectors/versions';
import { Installation } from '../installation';
import { obtain } from './obtain';
import { AGENT_SOURCE, OPENTELEMETRY_SOURCE, sourceLines } from './source';
import { AGENT_CTL, AGENT_FILE, AGENT_HAS_MORE, agentMode, configure, credentialLines, replaceOthers, SERVICES, start } from './steps';

const OPENTELEMETRY = '/opt/aws/aws-otel-collector/bin/aws-otel-collector';
const OPENTELEMETRY_FILE = '/etc/cdk-xray/config.yaml';

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
    'owner=root',
    configure(scope, installation, AGENT_FILE),
    ...installation.awsConfig === undefined ? [] : [dropIn('cloudwatch-agent', installation)],
    replaceOthers('cloudwatch-agent', place),
    // What the user has configured the agent for stays.
    `action=fetch-config
if ${AGENT_HAS_MORE}; then action=append-config; fi`,
    start('cloudwatch-agent', `systemctl daemon-reload && ${AGENT_CTL} -a "$action" -m ${agentMode(place)} -c file:${AGENT_FILE} -s`),
  ];
}

/**
 * AWS's distribution of the OpenTelemetry collector: its package, in the version that the image has too. It runs by a file of ours, for its own program
 * would put that in the place of a configuration that is there.
 */
export function openTelemetrySteps(scope: IConstruct, installation: Installation): string[] {
  return [
    ...sourceLines(scope, installation, OPENTELEMETRY_SOURCE),
    system('OpenTelemetry collector'),
    'package=aws-otel-collector.$kind',
    obtain({
      title: 'OpenTelemetry collector',
      program: OPENTELEMETRY,
      isCurrent: `grep -qxF ${OPENTELEMETRY_COLLECTOR_VERSION} /opt/aws/aws-otel-collector/bin/VERSION`,
      paths: ['aws-otel-collector.gpg', `"$folder/${OPENTELEMETRY_COLLECTOR_VERSION}/$package"`],
      isSigned: 'signed_inside aws-otel-collector.gpg "$package"',
      install: INSTALL_PACKAGE,
    }),
    'owner=aoc',
    'getent passwd aoc >/dev/null || owner=root',
    configure(scope, installation, OPENTELEMETRY_FILE),
    dropIn('otel-collector', installation, `ExecStart=\nExecStart=${OPENTELEMETRY} --config ${OPENTELEMETRY_FILE}`),
    replaceOthers('otel-collector', installation.place),
    start('otel-collector', `systemctl daemon-reload && systemctl restart ${SERVICES['otel-collector']}`),
  ];
}

/** What is different from the package's own unit. */
function dropIn(kind: CollectorKind, installation: Installation, ...lines: string[]): string {
  return `cat >"$work/drop-in" <<UNIT
${['[Service]', 'Environment=AWS_REGION=$region', ...credentialLines(installation), ...lines].join('\n')}
UNIT
put drop-in /etc/systemd/system/${SERVICES[kind]}.d/cdk-xray.conf 0644 root`;
}
