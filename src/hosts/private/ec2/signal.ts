import { Duration, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { fail } from '../../../errors';
import { InstallationSignal } from '../installation';
import { Machines, Waiting } from './machines';

const DEFAULT_TIMEOUT = Duration.minutes(15);
const MAX_TIMEOUT = Duration.hours(12);
/** How ISO 8601 writes a duration of which the amount is known at deployment only. */
const ISO: Record<string, readonly [string, string] | undefined> = { seconds: ['PT', 'S'], minutes: ['PT', 'M'], hours: ['PT', 'H'], days: ['P', 'D'] };

/** What the user said of CloudFormation's waiting. */
export interface SignalOptions {
  readonly signal?: boolean;
  readonly signalTimeout?: Duration;
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
  if (waiting.resource.cfnOptions.creationPolicy?.resourceSignal) {
    if (signalTimeout !== undefined) {
      fail(scope, `signalTimeout must be left out, got ${describe(signalTimeout)}: this ${title} has a creation policy with a timeout of its own already`);
    }
    if (machines.some(({ userData }) => userData?.render().includes('cfn-signal'))) {
      fail(scope, `signal must be left out: the user data of this ${title} sends a signal already, and CloudFormation would go on after the first of the two`);
    }
  }
  return waiting;
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
  const { stackName, region } = Stack.of(resource);
  return { stack: stackName, logicalId: resource.logicalId, region };
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
