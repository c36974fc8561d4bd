import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { collect, ec2Stack, newGroup, newInstance, newTemplate, userDataOf } from './ec2-cases';
import { Ec2CollectorProps, Ec2Host } from '../../src';
import { resourcesOf, warningsOf } from '../fixtures';

const INSTANCE = 'AWS::EC2::Instance';
const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

jest.mock('../../src/hosts/private/linux/linux-script', () => jest.requireActual('./ec2-shown-scripts'));
jest.mock('../../src/hosts/private/windows/windows-script', () => jest.requireActual('./ec2-shown-scripts'));

describe('the signal', () => {
  test('is what an instance waits for', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack)), { signal: true });

    const [[id, resource]] = Object.entries(Template.fromStack(stack).findResources(INSTANCE));
    expect(resource.CreationPolicy).toEqual({ ResourceSignal: { Count: 1, Timeout: 'PT15M' } });
    expect(userDataOf(stack)).toContain(`# signal Stack ${id} <{"Ref":"AWS::Region"}>`);
  });

  test('names an instance that is replaced by its logical id', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack, { userDataCausesReplacement: true, userData: ec2.UserData.custom('#cloud-config\n{}') })), { signal: true });

    expect(userDataOf(stack)).toContain(`# signal Stack ${Object.keys(resourcesOf(stack, INSTANCE))[0]} `);
  });

  test.each<[string, Partial<autoscaling.AutoScalingGroupProps>, unknown]>([
    ['its smallest size', { minCapacity: 2, maxCapacity: 4 }, 2],
    ['the desired size', { minCapacity: 1, maxCapacity: 4, desiredCapacity: 3 }, 3],
  ])('is sent by as many instances of a group as %s', (_name, props, count) => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, props)), { signal: true, signalTimeout: Duration.minutes(30) });

    Template.fromStack(stack).hasResource(GROUP, { CreationPolicy: { ResourceSignal: { Count: count, Timeout: 'PT30M' } } });
  });

  test('is sent by as many as a parameter says', () => {
    const stack = ec2Stack();
    const minCapacity = new CfnParameter(stack, 'Size', { type: 'Number' }).valueAsNumber;
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { minCapacity, maxCapacity: 9 })), { signal: true });

    expect(JSON.stringify(Object.values(Template.fromStack(stack).findResources(GROUP))[0].CreationPolicy)).toContain('{"Ref":"Size"}');
  });

  test('is not waited for by a group without instances', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { minCapacity: 0, maxCapacity: 1 })), { signal: true });

    Template.fromStack(stack).hasResource(GROUP, { CreationPolicy: Match.absent() });
  });

  test('leaves a creation policy of the user as it is', () => {
    const stack = ec2Stack();
    const signals = autoscaling.Signals.waitForCount(5, { timeout: Duration.minutes(7) });
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { signals })), { signal: true });

    Template.fromStack(stack).hasResource(GROUP, { CreationPolicy: { ResourceSignal: { Count: 5, Timeout: 'PT7M' } } });
  });

  test.each<[string, (stack: Stack) => Ec2Host, Partial<Ec2CollectorProps>, RegExp]>([
    ['a launch template', (stack) => Ec2Host.launchTemplate(newTemplate(stack)), { signal: true }, /signal must be left out for this launch template/],
    ['an imported group', (stack) => Ec2Host.autoScalingGroup(autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'workers')), { signal: true },
      /signal must be left out for this auto scaling group/],
    ['a timeout alone', (stack) => Ec2Host.instance(newInstance(stack)), { signalTimeout: Duration.minutes(3) },
      /signalTimeout must be left out without signal: true, got 3 minutes/],
    ['a timeout beside a policy', (stack) => Ec2Host.instance(newInstance(stack, { resourceSignalTimeout: Duration.minutes(5) })),
      { signal: true, signalTimeout: Duration.minutes(3) }, /signalTimeout must be left out, got 3 minutes: this instance has a creation policy/],
    ['a timeout of a day', (stack) => Ec2Host.instance(newInstance(stack)), { signal: true, signalTimeout: Duration.days(1) },
      /signalTimeout must be between 1 second and 12 hours, got 1 day/],
    ['no time', (stack) => Ec2Host.instance(newInstance(stack)), { signal: true, signalTimeout: Duration.seconds(0) }, /between 1 second and 12 hours, got 0/],
    ['a second signal', (stack) => Ec2Host.autoScalingGroup(signalling(stack)), { signal: true }, /signal must be left out: the user data of this auto scaling group/],
  ])('is an error with %s', (_name, makeHost, props, message) => {
    const stack = ec2Stack();
    const host = makeHost(stack);

    expect(() => collect(stack, host, props)).toThrow(message);
    expect(warningsOf(stack).filter((warning) => warning.includes('Collector'))).toEqual([]);
  });

  test('may be waited for as long as a token says', () => {
    const stack = ec2Stack();
    const amount = new CfnParameter(stack, 'Amount', { type: 'Number' }).valueAsNumber;
    collect(stack, Ec2Host.instance(newInstance(stack)), { signal: true, signalTimeout: Duration.minutes(amount) });

    const [{ CreationPolicy }] = Object.values(Template.fromStack(stack).findResources(INSTANCE));
    expect(CreationPolicy.ResourceSignal.Timeout).toEqual({ 'Fn::Join': ['', ['PT', { Ref: 'Amount' }, 'M']] });
    expect(() => collect(stack, Ec2Host.instance(newInstance(stack, {}, 'Other')), { signal: true, signalTimeout: Duration.millis(amount) }, 'Second'))
      .toThrow(/signalTimeout must be whole seconds or more/);
  });
});

function signalling(stack: Stack): autoscaling.AutoScalingGroup {
  const group = newGroup(stack, { signals: autoscaling.Signals.waitForMinCapacity() });
  group.userData.addSignalOnExitCommand(group);
  return group;
}
