import { spawnSync } from 'child_process';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { collect, ec2Stack, newInstance, partsOf, userDataOf, WINDOWS } from './ec2-cases';
import { Ec2Host, TraceCollector } from '../../src';

/** What is left for the user's own commands. */
const ROOM = 4096;

describe.each<[string, TraceCollector]>([
  ['X-Ray daemon', TraceCollector.xrayDaemon()],
  ['CloudWatch agent', TraceCollector.cloudWatchAgent()],
  ['OpenTelemetry collector', TraceCollector.openTelemetry()],
])('user data with the script of the %s', (_name, collector) => {
  const render = (props: Partial<ec2.InstanceProps>): string => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack, { ...props, userDataCausesReplacement: true })), { collector, required: true, signal: true });
    return userDataOf(stack);
  };

  test.each<[string, Partial<ec2.InstanceProps>]>([
    ['a script', {}],
    ['cloud-config', { userData: ec2.UserData.custom('#cloud-config\n{}') }],
    ['PowerShell', { machineImage: WINDOWS }],
  ])('leaves room where it is %s', (_kind, props) => {
    expect(Buffer.byteLength(render(props))).toBeLessThan(16_384 - ROOM);
  });

  test('is understood by bash', () => {
    const [, { body }] = partsOf(render({ userData: ec2.UserData.custom('#cloud-config\n{}') }));

    [render({}), body].forEach((script) => expect(spawnSync('bash', ['-n'], { input: script })).toMatchObject({ status: 0, stderr: Buffer.from('') }));
  });

  test('is plain, so that nothing has to be encoded', () => {
    expect(render({ userData: ec2.UserData.custom('#cloud-config\n{}') })).toMatch(/^[ -~\s]*$/);
  });
});
