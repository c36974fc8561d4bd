import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TraceCollector, XRayTracing } from '../../src';
import { closedRole, newApp, newStack, onlyOne, SAMPLING_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';
import { DAEMON, newTask } from './task-fixtures';

const ROLE = 'AWS::IAM::Role';
const collector = TraceCollector.cloudWatchAgent();

describe('A daemon that the user wrote by hand', () => {
  function withDaemon(stack: Stack, more: Partial<ecs.ContainerDefinitionOptions> = {}, props: ecs.FargateTaskDefinitionProps = {}): void {
    newTask(stack, 'Task', props).addContainer('xray', { image: DAEMON, essential: false, ...more });
  }

  test('gets the permission by enable(), once, also in the mode permissions-only, and not without', () => {
    for (const [mode, policies] of [['on', 1], ['permissions-only', 1], ['off', 0]] as const) {
      const app = newApp({ context: { 'cdk-xray:mode': mode } });
      const stack = newStack(app);
      withDaemon(stack);
      XRayTracing.of(app).enable();

      expect(onlyOne(stack, ROLE).Policies ?? []).toEqual(policies ? [xrayPolicy(...SAMPLING_ACTIONS)] : []);
    }
  });

  test.each([['a role of another account', { command: ['--role-arn', 'arn:aws:iam::111122223333:role/X'] }], ['keys', { environment: { AWS_ACCESS_KEY_ID: 'x' } }]])(
    'sends with %s, and needs none', (_, more) => {
      const app = newApp();
      const stack = newStack(app);
      withDaemon(stack, more);
      XRayTracing.of(app).enable();

      expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
    });

  test('in an L1 gets the permission as well, and none is looked for where there is no role', () => {
    const app = newApp();
    const stack = newStack(app);
    const role = new ecs.FargateTaskDefinition(stack, 'Other').taskRole;
    const containerDefinitions = [{ name: 'xray', image: 'amazon/aws-xray-daemon:3.6.6' }];
    new ecs.CfnTaskDefinition(stack, 'WithRole', { networkMode: 'awsvpc', taskRoleArn: role.roleArn, containerDefinitions });
    new ecs.CfnTaskDefinition(stack, 'WithoutRole', { networkMode: 'awsvpc', containerDefinitions });
    XRayTracing.of(app).enable();

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('with a closed role is reported', () => {
    const app = newApp();
    const stack = newStack(app);
    withDaemon(stack, {}, { taskRole: closedRole(stack) });
    XRayTracing.of(app).enable();

    expect(warningsOf(stack)).toEqual(['/Stack/Task/Resource collectorRoleNotWritable']);
  });

  test('is checked in the scope of enable(), each finding once, and not where it is excluded, disabled or elsewhere', () => {
    const app = newApp();
    const stacks = ['In', 'Excluded', 'Disabled'].map((id) => newStack(app, id));
    stacks.forEach((stack) => withDaemon(stack, { essential: true, image: ecs.ContainerImage.fromRegistry('amazon/aws-xray-daemon') }));
    const outside = newStack(newApp(), 'Outside');
    withDaemon(outside, { essential: true });
    XRayTracing.of(app).enable();
    XRayTracing.of(stacks[0]).enable({ collector });
    XRayTracing.of(app).exclude(stacks[1], { reason: 'it goes away' });
    XRayTracing.of(stacks[2]).disable();

    expect(stacks.map(warningsOf)).toEqual([['/In/Task/xray unpinnedImage', '/In/Task/xray essentialCollector'], [], []]);
    expect(warningsOf(outside)).toEqual([]);
  });
});
