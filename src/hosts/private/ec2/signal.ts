import { CfnResource, Duration, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { fail } from '../../../errors';
import { InstallationSignal } from '../installation';
import { Machine, Machines, Waiting } from './machines';
import { plainText } from './user-data-text';

const DEFAULT_TIMEOUT = Duration.minutes(15);
const MAX_TIMEOUT = Duration.hours(12);
/** Source: AWS CloudFormation user guide, UpdatePolicy attribute, PauseTime. */
const MAX_PAUSE = Duration.hours(1);
/** How ISO 8601 writes a duration of which the amount is known at deployment only. */
const ISO: Record<string, readonly [string, string] | undefined> = { seconds: ['PT', 'S'], minutes: ['PT', 'M'], hours: ['PT', 'H'], days: ['P', 'D'] };

/** What the user said of CloudFormation's waiting. */
export interface SignalOptions {
  readonly signal?: boolean;
  readonly signalTimeout?: Duration;
  readonly required?: boolean;
}

/** Refuses what CloudFormation could not wait for; the result is what it is to wait with. */
export function checkSignal(scope: IConstruct, options: SignalOptions, { title, waiting, machines }: Machines): Waiting | undefined {
  const { signal, signalTimeout } = options;
  if (!signal) {
    return signalTimeout === undefined ? undefined : fail(scope, `signalTimeout must be left out without signal: true, got ${describe(signalTimeout)}`);
  }
  if (!waiting) {
    fail(scope, `signal must be left out for this ${title}: only instances and auto scaling groups of this app can wait; for a launch template, `
      + 'name the group that it belongs to: Ec2Host.autoScalingGroup(group)');
  }
  checkTimeout(scope, signalTimeout);
  if (signalTimeout !== undefined && waiting.resource.cfnOptions.creationPolicy?.resourceSignal) {
    fail(scope, `signalTimeout must be left out, got ${describe(signalTimeout)}: this ${title} has a creation policy with a timeout of its own already`);
  }
  if (machines.some(({ userData }) => userData && sendsSignal(userData.render()))) {
    fail(scope, secondSignal(title));
  }
  return waiting;
}

/** What is wrong with the signals of the user's own, asked when they are all there. */
export function signalProblem(options: SignalOptions, { title }: Machines, { userData, resource }: Machine, apart: string): string | undefined {
  if (options.signal) {
    return userData && sendsSignal(plainText(userData.render(), resource)) ? secondSignal(title) : undefined;
  }
  return options.required && sendsSignal(apart)
    ? `required must be left out: the user data of this ${title} signals CloudFormation by a command of its own, which does not know how the collector was installed; `
      + 'send the signal by userData.addSignalOnExitCommand(), or have the collector send it (signal: true) in its place'
    : undefined;
}

function secondSignal(title: string): string {
  return `signal must be left out: the user data of this ${title} sends a signal already (cfn-init's does as well), and CloudFormation would go on after the `
    + 'first of the two';
}

/** Whether commands signal a resource; a wait condition has a URL instead. */
function sendsSignal(commands: string): boolean {
  const joined = commands.replace(/[\\`]\r?\n/g, ' ');
  return /^(?!\s*#).*\b(cfn-signal\b.*\s(--resource|-r)\b|cloudformation\s+signal-resource\b)/m.test(joined);
}

/** Has CloudFormation wait for one signal of each machine, unless the user has said how it waits. */
export function awaitSignal({ resource, count }: Waiting, timeout = DEFAULT_TIMEOUT): InstallationSignal {
  const { creationPolicy } = resource.cfnOptions;
  if (!creationPolicy?.resourceSignal && count !== '0') {
    resource.cfnOptions.creationPolicy = {
      ...creationPolicy,
      resourceSignal: { count: count === undefined ? 1 : numberOf(count), timeout: isoOf(timeout) },
    };
  }
  awaitInUpdates(resource, timeout);
  const { stackName, region } = Stack.of(resource);
  return { stack: stackName, logicalId: resource.logicalId, region };
}

/** Instances that a rolling update starts signal as well; the user may have said how it pauses. */
function awaitInUpdates({ cfnOptions }: CfnResource, timeout: Duration): void {
  const { updatePolicy } = cfnOptions;
  const rolling = updatePolicy?.autoScalingRollingUpdate;
  if (rolling && rolling.waitOnResourceSignals === undefined && rolling.pauseTime === undefined) {
    const tooLong = !timeout.isUnresolved() && timeout.toSeconds({ integral: false }) > MAX_PAUSE.toSeconds();
    const pauseTime = isoOf(tooLong ? MAX_PAUSE : timeout);
    cfnOptions.updatePolicy = { ...updatePolicy, autoScalingRollingUpdate: { ...rolling, waitOnResourceSignals: true, pauseTime } };
  }
}

function checkTimeout(scope: IConstruct, timeout: Duration | undefined): void {
  if (timeout === undefined) {
    return;
  }
  if (timeout.isUnresolved()) {
    return ISO[timeout.unitLabel()] ? undefined : fail(scope, 'signalTimeout must be whole seconds or more where it is a token, got milliseconds');
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds < 1 || seconds > MAX_TIMEOUT.toSeconds()) {
    fail(scope, `signalTimeout must be between 1 second and 12 hours, got ${describe(timeout)}: CloudFormation waits no longer`);
  }
}

function numberOf(count: string): number {
  return Token.isUnresolved(count) ? Token.asNumber(count) : Number(count);
}

function isoOf(timeout: Duration): string {
  const [period, designator] = (timeout.isUnresolved() && ISO[timeout.unitLabel()]) || [];
  return period === undefined ? timeout.toIsoString() : `${period}${timeout.formatTokenToNumber().split(' ')[0]}${designator}`;
}

function describe(timeout: Duration): string {
  return timeout.isUnresolved() ? 'a token' : timeout.toHumanString();
}
