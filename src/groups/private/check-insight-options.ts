import { Token } from 'aws-cdk-lib';
import { EventPattern, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { checkList, checkObject, shown } from '../../input/check-number';
import { Complain } from '../../input/complain';
import { checkOptionNames, OptionNames } from '../../input/option-names';
import { isRecord } from '../../references';
import { ITraceGroup } from '../i-trace-group';
import { InsightState } from '../insight-state';
import { OnInsightOptions } from '../on-insight-options';

/** What the pattern of a rule has already, and what to do instead. */
const TAKEN = new Map([
  ['GroupName', 'the rule is for this group only'],
  ['State', 'write it as states: [InsightState.ACTIVE]'],
  ['Categories', 'the rule has it, and there is none but FAULT'],
  ['Category', 'no event has it, whatever the X-Ray Developer Guide shows; the rule matches Categories'],
]);

/** Beside these a rule has what every event of the CDK has. */
const OPTION_NAMES: OptionNames = {
  known: ['states', 'target', 'description', 'ruleName', 'eventPattern', 'crossStackScope'],
  elsewhere: new Map([['state', 'states'], ['targets', 'target'], ['pattern', 'eventPattern'], ['name', 'ruleName']]),
};

export function checkInsightOptions(complain: Complain, group: ITraceGroup, options: OnInsightOptions): void {
  checkObject(complain, 'options', options, '{ target: new targets.SnsTopic(topic) }');
  checkOptionNames(complain, options, OPTION_NAMES);
  checkTarget(complain, options.target);
  checkStates(complain, options.states);
  checkPattern(complain, options.eventPattern);
  checkPlace(complain, group);
}

export function checkTopic(complain: Complain, topic: ITopic): void {
  checkObject(complain, 'topic', topic, 'new sns.Topic(this, \'OnCall\')');
  if (topic.fifo === true) {
    complain('topic must not be a FIFO topic, got one: EventBridge names no message group, so use a standard topic');
  }
}

function checkTarget(complain: Complain, target: IRuleTarget | undefined): void {
  if (target !== undefined && (!isRecord(target) || typeof target.bind !== 'function')) {
    complain(`target must be a target of EventBridge, got ${shown(target)}: write for example new targets.SnsTopic(topic)`);
  }
}

function checkStates(complain: Complain, states: readonly InsightState[] | undefined): void {
  if (states === undefined || Token.isUnresolved(states)) {
    return;
  }
  checkList(complain, 'states', states, '[InsightState.ACTIVE]');
  const known: readonly string[] = Object.values(InsightState);
  const unknown = states.find((state) => !Token.isUnresolved(state) && !known.includes(state));
  if (states.length === 0 || unknown !== undefined) {
    complain(`states must be of ${known.join(', ')}, got ${states.length === 0 ? 'none' : shown(unknown)}: leave it out for all of them`);
  }
  const twice = states.find((state, index) => states.indexOf(state) < index);
  if (twice !== undefined) {
    complain(`states must have each state once, got ${shown(twice)} twice: remove one`);
  }
}

/** The CDK would look for what either of two lists has, which is more than each of them says. */
function checkPattern(complain: Complain, pattern: EventPattern | undefined): void {
  if (pattern === undefined) {
    return;
  }
  checkObject(complain, 'eventPattern', pattern, '{ detail: { Summary: [{ exists: true }] } }');
  checkSame(complain, 'source', pattern.source, 'aws.xray');
  checkSame(complain, 'detailType', pattern.detailType, 'AWS X-Ray Insight Update');
  for (const [name, remedy] of TAKEN) {
    if (isRecord(pattern.detail) && pattern.detail[name] !== undefined) {
      complain(`eventPattern.detail.${name} must be left out, got ${JSON.stringify(pattern.detail[name])}: ${remedy}`);
    }
  }
}

function checkSame(complain: Complain, name: string, value: readonly string[] | undefined, own: string): void {
  if (value !== undefined && JSON.stringify(value) !== JSON.stringify([own])) {
    complain(`eventPattern.${name} must be left out, got ${JSON.stringify(value)}: insights have ${JSON.stringify(own)}`);
  }
}

/** Events stay in the account and Region of their group. */
function checkPlace(complain: Complain, { env, stack }: ITraceGroup): void {
  for (const [name, here, there] of [['account', stack.account, env.account], ['Region', stack.region, env.region]]) {
    if (!Token.isUnresolved(here) && !Token.isUnresolved(there) && here !== there) {
      complain(`the group must be in the ${name} of its stack for a rule on its insights, got ${there} and not ${here}: X-Ray sends them to EventBridge there, `
        + 'so import the group in a stack of that environment');
    }
  }
}
