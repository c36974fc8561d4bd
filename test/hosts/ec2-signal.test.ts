import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { collect, ec2Stack, linux, newGroup, newInstance, newTemplate, userDataOf } from './ec2-cases';
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

describe('a rolling update', () => {
  const updateOf = (options: autoscaling.RollingUpdateOptions, props: Partial<Ec2CollectorProps> = {}): unknown => {
    const stack = ec2Stack();
    const group = newGroup(stack, { updatePolicy: autoscaling.UpdatePolicy.rollingUpdate(options) });
    collect(stack, Ec2Host.autoScalingGroup(group), { signal: true, ...props });
    return Object.values(Template.fromStack(stack).findResources(GROUP))[0].UpdatePolicy.AutoScalingRollingUpdate;
  };

  test.each<[Duration | undefined, string]>([
    [undefined, 'PT15M'],
    [Duration.minutes(20), 'PT20M'],
    [Duration.hours(2), 'PT1H'],
  ])('waits for the signals as well, with a timeout of %s for %s', (signalTimeout, pauseTime) => {
    expect(updateOf({ maxBatchSize: 2 }, { signalTimeout })).toMatchObject({ WaitOnResourceSignals: true, PauseTime: pauseTime, MaxBatchSize: 2 });
  });

  test('that pauses as the user said keeps that', () => {
    expect(updateOf({ pauseTime: Duration.minutes(3) })).toEqual(updateOf({ pauseTime: Duration.minutes(3) }, { signal: false }));
  });

  test('that was told at its L1 not to wait does not wait', () => {
    const stack = ec2Stack();
    const group = newGroup(stack);
    const { defaultChild } = group.node;
    if (autoscaling.CfnAutoScalingGroup.isCfnAutoScalingGroup(defaultChild)) {
      defaultChild.cfnOptions.updatePolicy = { autoScalingRollingUpdate: { waitOnResourceSignals: false } };
    }
    collect(stack, Ec2Host.autoScalingGroup(group), { signal: true });

    const update = { WaitOnResourceSignals: false, PauseTime: Match.absent() };
    Template.fromStack(stack).hasResource(GROUP, { UpdatePolicy: { AutoScalingRollingUpdate: update } });
  });
});

describe('a signal of the user\'s own', () => {
  const OWN = '/opt/aws/bin/cfn-signal -e $? --stack s --resource r --region eu-central-1';

  type Prepare = (group: autoscaling.AutoScalingGroup, collectIt: () => void) => void;

  function problemsOf(prepare: Prepare, props: Partial<Ec2CollectorProps>): () => void {
    const stack = ec2Stack();
    const group = newGroup(stack);
    return () => {
      prepare(group, () => collect(stack, Ec2Host.autoScalingGroup(group), props));
      Template.fromStack(stack);
    };
  }

  test.each<[string, (group: autoscaling.AutoScalingGroup) => void]>([
    ['at the end', (group) => group.userData.addSignalOnExitCommand(group)],
    ['in a command', (group) => group.userData.addCommands(OWN)],
    ['over several lines', (group) => group.userData.addCommands('if true; then\n  cfn-signal \\\n    -r r\nfi')],
    ['by the AWS CLI', (group) => group.userData.addCommands('aws cloudformation signal-resource --stack-name s')],
  ])('%s beside ours is an error, before the collector and after it, with a creation policy or without', (_name, send) => {
    const message = /signal must be left out: the user data of this auto scaling group sends a signal already/;

    expect(problemsOf((group, collectIt) => { send(group); collectIt(); }, { signal: true })).toThrow(message);
    expect(problemsOf((group, collectIt) => { collectIt(); send(group); }, { signal: true })).toThrow(message);
  });

  test.each([true, false])('of cfn-init is one too, whichever was said first: %s', (first) => {
    const stack = ec2Stack();
    const instance = newInstance(stack);
    const steps = [
      (): void => instance.applyCloudFormationInit(ec2.CloudFormationInit.fromElements(ec2.InitPackage.yum('httpd'))),
      (): unknown => collect(stack, Ec2Host.instance(instance), { signal: true }),
    ];

    expect(() => {
      (first ? steps : steps.reverse()).forEach((step) => step());
      Template.fromStack(stack);
    }).toThrow(/signal must be left out: the user data of this instance sends a signal already \(cfn-init's does as well\)/);
  });

  test.each(['cfn-signal -e 0 "https://wait.example.com"', '# cfn-signal --resource r', 'yum install aws-cfn-bootstrap # has cfn-signal'])(
    'is not %j', (command) => {
      expect(problemsOf((group, collectIt) => { group.addUserData(command); collectIt(); }, { signal: true })).not.toThrow();
      expect(problemsOf((group, collectIt) => { group.addUserData(command); collectIt(); }, { required: true })).not.toThrow();
    });

  test('that may be sent before a required collector is tried is an error', () => {
    const message = /required must be left out: the user data of this auto scaling group signals CloudFormation by a command of its own/;

    expect(problemsOf((group, collectIt) => { group.addUserData(OWN); collectIt(); }, { required: true })).toThrow(message);
    expect(problemsOf((group, collectIt) => { collectIt(); group.addUserData(OWN); }, { required: true })).toThrow(message);
    expect(problemsOf((group, collectIt) => { group.addUserData(OWN); collectIt(); }, { required: false })).not.toThrow();
  });

  test.each([true, false])('at the end tells of a required collector, whichever was said first: %s', (first) => {
    const stack = ec2Stack();
    const group = newGroup(stack);
    const steps = [
      (): void => group.userData.addSignalOnExitCommand(group),
      (): unknown => collect(stack, Ec2Host.autoScalingGroup(group), { required: true }),
    ];
    (first ? steps : steps.reverse()).forEach((step) => step());

    expect(userDataOf(stack, 'AWS::EC2::LaunchTemplate')).toMatch(/^function exitTrap.*\nexitCode=\$\?\nbash -s [^]*exitCode=1[^]*cfn-signal [^]* -e \$exitCode /m);
  });

  test('beside a required collector in a document of its own is an error', () => {
    const stack = ec2Stack();
    const userData = linux('trap "true" ERR');
    const group = newGroup(stack, { userData });
    userData.addSignalOnExitCommand(group);
    collect(stack, Ec2Host.autoScalingGroup(group), { required: true });

    expect(() => Template.fromStack(stack)).toThrow(/required must be left out/);
  });
});

function signalling(stack: Stack): autoscaling.AutoScalingGroup {
  const group = newGroup(stack, { signals: autoscaling.Signals.waitForMinCapacity() });
  group.userData.addSignalOnExitCommand(group);
  return group;
}
