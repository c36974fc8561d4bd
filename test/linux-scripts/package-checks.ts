import { createHash } from 'crypto';
import { Check, equal, holds, match, same } from './checks';
import { Machine } from './machine';
import { ar, Answer } from './stand-in';
import { TraceCollector } from '../../src/collectors/trace-collector';
import { OPENTELEMETRY_COLLECTOR_VERSION } from '../../src/collectors/versions';

const AMAZON_LINUX_2023 = 'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\n';
const UBUNTU = 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n';
const DEBIAN = 'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';
const PORT_IN_USE = '  12: 0100007F:10DD 00000000:0000 0A 00000000:00000000\n';

const AGENT_SERVICE = 'amazon-cloudwatch-agent.service';
const AGENT = 'opt/aws/amazon-cloudwatch-agent';
const OPENTELEMETRY_SERVICE = 'aws-otel-collector.service';
const OPENTELEMETRY = 'opt/aws/aws-otel-collector';
const DROP_IN = `etc/systemd/system/${OPENTELEMETRY_SERVICE}.d/cdk-xray.conf`;

/** What happens when the scripts that install packages really run; the package managers are stand-ins. */
export function packageChecks(make: () => Machine): Check[] {
  const check = (name: string, os: string, run: (machine: Machine) => Promise<void>): Check => ({
    name,
    run: async () => {
      const machine = make();
      machine.write('etc/os-release', os);
      ['dnf', 'apt-get'].forEach((manager) => machine.stub(manager, installing(machine)));
      machine.stub('rpmkeys', 'case "$*" in *--checksig*) echo "x.rpm: ${RPM:-digests signatures OK}" ;; esac');
      try {
        await run(machine);
      } finally {
        machine.remove();
      }
    },
  });
  return [...agentChecks(check), ...openTelemetryChecks(check)];
}

type Making = (name: string, os: string, run: (machine: Machine) => Promise<void>) => Check;

/** What the packages bring: programs, and that of the agent starts its service. */
function installing(machine: Machine): string {
  const stub = (path: string, service: string): string =>
    `mkdir -p ${machine.root}/${path}/bin
printf '%s\\n' '#!/bin/bash' 'printf "%q " "\${0##*/}" "$@" >>"$STATE/calls"; echo >>"$STATE/calls"; touch "$STATE/active/${service}"' >${machine.root}/${path}/bin/$name
chmod 755 ${machine.root}/${path}/bin/$name`;
  return `case "$*" in
*amazon-cloudwatch-agent*) name=amazon-cloudwatch-agent-ctl; ${stub(AGENT, AGENT_SERVICE)} ;;
*aws-otel-collector*) name=aws-otel-collector; ${stub(OPENTELEMETRY, OPENTELEMETRY_SERVICE)}
echo ${OPENTELEMETRY_COLLECTOR_VERSION} >${machine.root}/${OPENTELEMETRY}/bin/VERSION ;;
esac`;
}

function serveAgent(machine: Machine, path: string, differences: Record<string, Answer> = {}): void {
  const content = Buffer.from('a package');
  machine.downloads.serve({
    '/mirror/assets/amazon-cloudwatch-agent.gpg': machine.signer.publicKey(),
    [`/mirror/${path}`]: content,
    [`/mirror/${path}.sig`]: machine.signer.signature(content),
    ...differences,
  });
}

function agentChecks(check: Making): Check[] {
  const collector = TraceCollector.cloudWatchAgent();
  const rpm = 'amazon_linux/amd64/latest/amazon-cloudwatch-agent.rpm';
  const deb = 'ubuntu/amd64/latest/amazon-cloudwatch-agent.deb';
  const required = { collector, required: true };
  return [
    check('CloudWatch agent: on Amazon Linux 2023 it is installed, configured and started; a second run changes nothing', AMAZON_LINUX_2023, async (machine) => {
      serveAgent(machine, rpm);

      const { code, output } = await machine.install(required);

      equal(code, 0, output);
      holds(machine.runs(AGENT_SERVICE));
      equal(machine.calls('dnf').length, 1);
      match(machine.calls('amazon-cloudwatch-agent-ctl')[0], /-a fetch-config -m ec2 -c file:\S+\/etc\/cdk-xray\/cdk-xray\.json -s$/);
      equal(machine.read('etc/cdk-xray/cdk-xray.json'), collector._file({ listen: '127.0.0.1', region: 'eu-central-1', localMode: false }).text);
      const again = await machine.install(required);
      equal(again.code, 0, again.output);
      match(again.output, /nothing has changed/);
      same([machine.calls('dnf'), machine.calls('amazon-cloudwatch-agent-ctl')], [[], []]);
    }),
    check('CloudWatch agent: on Ubuntu and outside of EC2, with credentials of its own', UBUNTU, async (machine) => {
      serveAgent(machine, deb);

      const place = { listen: '127.0.0.1', region: 'eu-central-1', localMode: true };
      const { code, output } = await machine.install({ ...required, place, awsConfig: '[default]\n' });

      equal(code, 0, output);
      equal(machine.calls('apt-get').length, 1);
      match(machine.calls('amazon-cloudwatch-agent-ctl')[0], /-m onPremise/);
      match(machine.read(`etc/systemd/system/${AGENT_SERVICE}.d/cdk-xray.conf`), /AWS_CONFIG_FILE=\S+\/aws-config/);
    }),
    check('CloudWatch agent: a wrong signature installs nothing', AMAZON_LINUX_2023, async (machine) => {
      serveAgent(machine, rpm, { [`/mirror/${rpm}`]: Buffer.from('another') });

      const { code, output } = await machine.install(required);

      equal(code, 1);
      match(output, /FAILED: the signature/);
      same(machine.calls('dnf'), []);
      holds(machine.isUntouched());
    }),
    check('CloudWatch agent: what the user has configured it for stays', AMAZON_LINUX_2023, async (machine) => {
      serveAgent(machine, rpm);
      machine.service(AGENT_SERVICE);
      machine.write(`${AGENT}/etc/amazon-cloudwatch-agent.d/file_metrics.json`, '{}');

      equal((await machine.install(required)).code, 0);

      match(machine.calls('amazon-cloudwatch-agent-ctl')[0], /-a append-config/);
    }),
    check('CloudWatch agent: what the user has put there by hand stays', AMAZON_LINUX_2023, async (machine) => {
      serveAgent(machine, rpm);
      machine.write(`${AGENT}/etc/amazon-cloudwatch-agent.json`, '{}');

      equal((await machine.install(required)).code, 0);

      match(machine.calls('amazon-cloudwatch-agent-ctl')[0], /-a append-config/);
    }),
    check('CloudWatch agent: Debian is not supported, and left alone', DEBIAN, async (machine) => {
      const { code, output } = await machine.install(required);

      equal(code, 1);
      match(output, /this is debian 12/);
      holds(machine.isUntouched());
    }),
    check('CloudWatch agent: it replaces the X-Ray daemon of such a script, and waits for the ports of OTLP', AMAZON_LINUX_2023, async (machine) => {
      await machine.install({ required: true });
      serveAgent(machine, rpm);
      machine.write('proc/net/tcp', PORT_IN_USE);
      match((await machine.install(required)).output, /port 4317 is in use/);
      holds(machine.runs('cdk-xray.service'), 'what was here goes on where there is no room for its successor');
      machine.write('proc/net/tcp', '');

      equal((await machine.install(required)).code, 0);

      holds(!machine.has('state/active/cdk-xray.service') && !machine.has('state/enabled/cdk-xray.service') && machine.runs(AGENT_SERVICE));
    }),
  ];
}

function debSigned(machine: Machine, how: 'list' | 'whole' | 'none', spoil = ''): Buffer {
  const members = { 'debian-binary': Buffer.from('2.0\n'), 'control.tar.xz': Buffer.from('control'), 'data.tar.xz': Buffer.from('data') };
  const list = Object.entries(members).map(([name, content]) => `\t${hash('md5', content)} ${hash('sha1', content)} ${content.length} ${name}\n`).join('');
  const signatures = {
    list: () => ({ _gpgorigin: machine.signer.clearSigned(Buffer.from(`Version: 4\nRole: origin\nFiles: \n${list}`)) }),
    whole: () => ({ _gpgorigin: machine.signer.signature(Buffer.concat(Object.values(members))) }),
    none: () => ({}),
  };
  return ar({ ...members, 'data.tar.xz': Buffer.from(`data${spoil}`), ...signatures[how]() });
}

function hash(algorithm: string, content: Buffer): string {
  return createHash(algorithm).update(content).digest('hex');
}

function openTelemetryChecks(check: Making): Check[] {
  const required = { collector: TraceCollector.openTelemetry(), required: true };
  const serve = (machine: Machine, folder: string, content: Buffer): void => machine.downloads.serve({
    '/mirror/aws-otel-collector.gpg': machine.signer.publicKey(),
    [`/mirror/${folder}/amd64/${OPENTELEMETRY_COLLECTOR_VERSION}/aws-otel-collector.${folder === 'ubuntu' ? 'deb' : 'rpm'}`]: content,
  });
  return [
    check('OpenTelemetry collector: on Amazon Linux 2023 it is installed, configured and started; a second run needs no network', AMAZON_LINUX_2023, async (machine) => {
      serve(machine, 'amazon_linux', Buffer.from('a package'));

      const { code, output } = await machine.install(required);

      equal(code, 0, output);
      holds(machine.runs(OPENTELEMETRY_SERVICE));
      match(machine.read('etc/cdk-xray/config.yaml'), /^receivers:$/m);
      match(machine.read(DROP_IN), /^Environment=AWS_REGION=eu-central-1$/m);
      match(machine.read(DROP_IN), /^ExecStart=\nExecStart=\S+\/bin\/aws-otel-collector --config \S+\/etc\/cdk-xray\/config\.yaml$/m);
      machine.downloads.serve({});
      const again = await machine.install(required);
      equal(again.code, 0, again.output);
      match(again.output, /nothing has changed/);
      same(machine.downloads.requests, []);
    }),
    check('OpenTelemetry collector: an rpm without a signature is not installed, though rpm accepts it', AMAZON_LINUX_2023, async (machine) => {
      serve(machine, 'amazon_linux', Buffer.from('a package'));

      const { code } = await machine.install(required, { RPM: 'digests OK' });

      equal(code, 1);
      same(machine.calls('dnf'), []);
      holds(machine.isUntouched());
    }),
    check('OpenTelemetry collector: a deb is installed when its signature is valid', UBUNTU, async (machine) => {
      for (const how of ['list', 'whole'] as const) {
        machine.drop(OPENTELEMETRY);
        serve(machine, 'ubuntu', debSigned(machine, how));

        const { code, output } = await machine.install(required);

        equal(code, 0, output + machine.log());
        equal(machine.calls('apt-get').length, 1);
      }
    }),
    check('OpenTelemetry collector: a deb is not installed when its signature is not valid, or there is none', UBUNTU, async (machine) => {
      for (const content of [debSigned(machine, 'list', 'x'), debSigned(machine, 'whole', 'x'), debSigned(machine, 'none'), Buffer.from('none')]) {
        serve(machine, 'ubuntu', content);

        equal((await machine.install(required)).code, 1);
        same(machine.calls('apt-get'), []);
      }
      holds(machine.isUntouched());
    }),
    check('OpenTelemetry collector: one of the user\'s own goes on, and everything of it stays', UBUNTU, async (machine) => {
      serve(machine, 'ubuntu', debSigned(machine, 'list'));
      machine.service(OPENTELEMETRY_SERVICE);
      machine.write(`${OPENTELEMETRY}/etc/config.yaml`, 'own: true\n');

      const { code, output } = await machine.install(required);

      equal(code, 1);
      match(output, /FAILED: aws-otel-collector\.service is not from here/);
      holds(machine.runs(OPENTELEMETRY_SERVICE) && machine.isUntouched());
      same(machine.calls('apt-get'), []);
      equal(machine.read(`${OPENTELEMETRY}/etc/config.yaml`), 'own: true\n');
    }),
    check('OpenTelemetry collector: a configuration of the user\'s own stays, and the one from here goes with it', UBUNTU, async (machine) => {
      serve(machine, 'ubuntu', debSigned(machine, 'list'));
      machine.write(`${OPENTELEMETRY}/etc/config.yaml`, 'own: true\n');
      await machine.install(required);
      machine.serveDaemon();

      equal((await machine.install({ required: true })).code, 0);

      equal(machine.read(`${OPENTELEMETRY}/etc/config.yaml`), 'own: true\n');
      holds(machine.runs('cdk-xray.service') && !machine.has('state/active/' + OPENTELEMETRY_SERVICE));
      holds(!machine.has(DROP_IN), 'the user\'s own would run by it');
    }),
    check('OpenTelemetry collector: a program on one of its ports keeps it, and nothing is installed', UBUNTU, async (machine) => {
      serve(machine, 'ubuntu', debSigned(machine, 'list'));
      machine.write('proc/net/tcp', PORT_IN_USE);

      const { code, output } = await machine.install(required);

      equal(code, 1);
      match(output, /FAILED: port 4317 is in use/);
      same(machine.calls('apt-get'), []);
      holds(machine.isUntouched());
    }),
    check('OpenTelemetry collector: a key with another fingerprint installs nothing', UBUNTU, async (machine) => {
      serve(machine, 'ubuntu', debSigned(machine, 'list'));

      const { code } = await machine.install({ ...required, mirror: { baseUrl: `${machine.url}/mirror`, keyFingerprint: 'A'.repeat(40) } });

      equal(code, 1);
      holds(machine.isUntouched());
    }),
  ];
}
