import { execFileSync } from 'child_process';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { CfnParameter } from 'aws-cdk-lib';
import { Check, equal, holds } from './checks';
import { Machine } from './machine';
import { TraceCollector } from '../../src/collectors/trace-collector';
import { LEND_ON_LINUX, LENT_TO, STOP_LENDING_ON_LINUX } from '../../src/hosts/private/on-premises/lent-credentials';
import { newStack } from '../fixtures';
import { render } from '../hosts/private/linux/rendering';
import { findProgram } from '../hosts/private/linux/sandbox';

type Differences = Parameters<typeof render>[0];

const COLLECTORS = {
  'X-Ray daemon': TraceCollector.xrayDaemon(),
  'CloudWatch agent': TraceCollector.cloudWatchAgent(),
  'OpenTelemetry collector': TraceCollector.openTelemetry(),
};

function variants(): Record<string, string> {
  const stack = newStack();
  const text = (name: string): string => new CfnParameter(stack, name).valueAsString;
  const mirror = { baseUrl: 'https://mirror.example.com/xray', keyFingerprint: 'A'.repeat(40) };
  const signal = { stack: 'Stack', logicalId: 'Group', region: 'eu-central-1' };
  const known: Record<string, Differences> = {
    'as it is': {},
    'required, with a signal': { required: true, signal },
    'with a mirror': { mirror },
    'with credentials of its own': { awsConfig: '[default]\n', place: { listen: '127.0.0.1', region: 'eu-central-1', localMode: true } },
    'with credentials that are lent': { awsConfig: '[default]\n', linuxIdentity: { steps: LEND_ON_LINUX, group: LENT_TO } },
    'with a certificate': { awsConfig: '[default]\n', linuxIdentity: { steps: STOP_LENDING_ON_LINUX, program: '/opt/helper', files: ['/opt/key.pem'] } },
    'with deploy-time values': {
      urlSuffix: stack.urlSuffix,
      awsConfig: text('Config'),
      place: { listen: '127.0.0.1', region: stack.region, localMode: false },
      mirror: { baseUrl: text('Url'), keyFingerprint: text('Key') },
      signal: { stack: stack.stackName, logicalId: 'Group', region: stack.region },
    },
  };
  const behindProxy = [['a proxy', 'http://proxy.example.com:3128'], ['a proxy that a parameter names', text('Proxy')]];
  return Object.fromEntries([
    ...behindProxy.map(([name, proxy]) => [`X-Ray daemon, with ${name}`, render({ collector: TraceCollector.xrayDaemon({ proxy }) }, stack)]),
    ...Object.entries(COLLECTORS).flatMap(([title, collector]) =>
      Object.entries(known).map(([name, differences]) => [`${title}, ${name}`, render({ collector, ...differences }, stack)])),
  ]);
}

/** Whether others' tools find fault with what is rendered. */
export function textChecks(shellcheck: string, make: () => Machine): Check[] {
  return [
    ...Object.entries(variants()).map(([name, script]) => ({
      name: `shellcheck has nothing to say of the script: ${name}`,
      run: () => {
        execFileSync(shellcheck, ['--shell=bash', '--enable=quote-safe-variables', '-'], { input: script, stdio: ['pipe', 'inherit', 'inherit'] });
      },
    })),
    ...(findProgram('systemd-analyze') === undefined ? [] : [undefined, '[default]\n']).map((awsConfig) => ({
      name: `systemd-analyze has nothing to say of the unit ${awsConfig === undefined ? 'with the machine\'s credentials' : 'with credentials of its own'}`,
      run: async () => {
        const machine = make();
        try {
          await machine.install({ awsConfig });
          const unit = join(machine.root, 'cdk-xray.service');
          // There is no such user here.
          writeFileSync(unit, machine.read('etc/systemd/system/cdk-xray.service').replace(/=xray$/gm, '=root'));
          equal(execFileSync('sh', ['-c', `systemd-analyze verify '${unit}' 2>&1`]).toString(), '');
          holds(machine.runs('cdk-xray.service'));
        } finally {
          machine.remove();
        }
      },
    })),
  ];
}
