import { Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { insightEvent, isMatched, isMembers, Members } from './event-matcher';
import { FilterExpression, InsightState, ITraceGroup, OnInsightOptions, TraceGroup } from '../../src';
import { newApp, newFunction, newStack, onlyOne } from '../fixtures';

const RULE = 'AWS::Events::Rule';
const ENVIRONMENT = { env: { account: '111122223333', region: 'eu-west-1' } };

function newGroup(stack = newStack(), name = 'orders'): ITraceGroup {
  return TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: name });
}

function ruleWith(options?: OnInsightOptions): Stack {
  const stack = newStack();
  newGroup(stack).onInsight('Rule', options);
  return stack;
}

function patternOf(stack: Stack): Members {
  const { EventPattern: pattern } = onlyOne(stack, RULE);
  if (!isMembers(pattern)) {
    throw new Error('a rule has a pattern');
  }
  return pattern;
}

/** For what only users without types can write. */
function untyped<T>(value: unknown): T {
  const result: T = JSON.parse(JSON.stringify(value));
  return result;
}

describe('a rule on insights', () => {
  test('looks for the insights of its group, in all states', () => {
    expect(patternOf(ruleWith())).toEqual({
      'source': ['aws.xray'],
      'detail-type': ['AWS X-Ray Insight Update'],
      'detail': { GroupName: ['orders'], State: ['ACTIVE', 'CLOSED'], Categories: ['FAULT'] },
    });
  });

  test('stands in the scope of the group', () => {
    const group = newGroup();

    expect(group.onInsight('Rule').node.path).toBe('Stack/Group/Rule');
  });

  test('finds an event as X-Ray sends it', () => {
    const pattern = patternOf(ruleWith());

    expect(isMatched(pattern, insightEvent())).toBe(true);
    expect(isMatched(pattern, insightEvent({ State: 'CLOSED' }))).toBe(true);
  });

  test('does not find that of another group, another state, another source or another type', () => {
    const pattern = patternOf(ruleWith({ states: [InsightState.ACTIVE] }));

    expect(isMatched(pattern, insightEvent())).toBe(true);
    expect(isMatched(pattern, insightEvent({ GroupName: 'other' }))).toBe(false);
    expect(isMatched(pattern, insightEvent({ State: 'CLOSED' }))).toBe(false);
    expect(isMatched(pattern, { ...insightEvent(), source: 'aws.ec2' })).toBe(false);
    expect(isMatched(pattern, { ...insightEvent(), 'detail-type': 'Other' })).toBe(false);
  });

  test('has not the Category of the X-Ray Developer Guide, which no event has', () => {
    const documented = { 'source': ['aws.xray'], 'detail-type': ['AWS X-Ray Insight Update'], 'detail': { State: ['ACTIVE'], Category: ['FAULT'] } };

    expect(isMatched(documented, insightEvent())).toBe(false);
    expect(JSON.stringify(patternOf(ruleWith()))).not.toContain('"Category"');
  });

  test('looks for some states only', () => {
    expect(patternOf(ruleWith({ states: [InsightState.CLOSED] }))).toMatchObject({ detail: { State: ['CLOSED'] } });
  });

  test('has what can be said of rules', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    newGroup(stack).onInsight('Rule', { description: 'Somebody look', ruleName: 'orders', target: new LambdaFunction(fn) });

    Template.fromStack(stack).hasResourceProperties(RULE, {
      Description: 'Somebody look',
      Name: 'orders',
      State: 'ENABLED',
      Targets: [{ Arn: stack.resolve(fn.functionArn), Id: 'Target0' }],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', { Principal: 'events.amazonaws.com' });
  });

  test('stands where it is told to, for a target in another stack', () => {
    const app = newApp();
    const stack = newStack(app, 'Stack', ENVIRONMENT);
    const other = newStack(app, 'Other', ENVIRONMENT);
    newGroup(stack).onInsight('Rule', { crossStackScope: other, target: new LambdaFunction(newFunction(other)) });

    Template.fromStack(stack).resourceCountIs(RULE, 0);
    Template.fromStack(other).hasResourceProperties(RULE, { EventPattern: Match.objectLike({ source: ['aws.xray'] }) });
  });

  test('looks for what else a user looks for, without a change of what he gave', () => {
    const eventPattern = { account: ['111122223333'], detail: { Summary: [{ exists: true }] } };
    const stack = newStack();
    newGroup(stack).onInsight('Rule', { eventPattern });

    expect(patternOf(stack)).toEqual({
      'account': ['111122223333'],
      'source': ['aws.xray'],
      'detail-type': ['AWS X-Ray Insight Update'],
      'detail': { Summary: [{ exists: true }], GroupName: ['orders'], State: ['ACTIVE', 'CLOSED'], Categories: ['FAULT'] },
    });
    expect(eventPattern).toEqual({ account: ['111122223333'], detail: { Summary: [{ exists: true }] } });
  });

  test('takes the source and the type once more', () => {
    const same = { source: ['aws.xray'], detailType: ['AWS X-Ray Insight Update'] };

    expect(patternOf(ruleWith({ eventPattern: same }))).toMatchObject({ source: ['aws.xray'] });
  });
});

describe('a rule on insights, where something is known at deployment only', () => {
  test('takes a name', () => {
    const stack = newStack();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    newGroup(stack, name).onInsight('Rule');

    expect(patternOf(stack)).toMatchObject({ detail: { GroupName: [{ Ref: 'Name' }] } });
  });

  test('takes states', () => {
    const stack = newStack();
    const states = new CfnParameter(stack, 'States', { type: 'CommaDelimitedList' }).valueAsList;
    newGroup(stack).onInsight('Rule', untyped({ states }));

    expect(patternOf(stack)).toMatchObject({ detail: { State: { Ref: 'States' } } });
  });

  test('takes one state among others', () => {
    expect(patternOf(ruleWith(untyped({ states: ['ACTIVE', Aws.REGION] })))).toMatchObject({ detail: { State: ['ACTIVE', { Ref: 'AWS::Region' }] } });
  });

  test('takes a group of which the Region is not known', () => {
    const stack = newStack(newApp(), 'Stack', ENVIRONMENT);
    const arn = new CfnParameter(stack, 'Arn').valueAsString;
    TraceGroup.fromGroupArn(stack, 'Group', arn).onInsight('Rule');

    expect(patternOf(stack)).toMatchObject({ source: ['aws.xray'] });
  });
});

describe('what a rule on insights refuses', () => {
  test.each<[string, unknown, string]>([
    ['no states', { states: [] }, '[Stack/Group] states must be of ACTIVE, CLOSED, got none: leave it out for all of them'],
    ['a state that there is not', { states: ['OPEN'] }, '[Stack/Group] states must be of ACTIVE, CLOSED, got "OPEN": leave it out for all of them'],
    ['a state in small letters', { states: ['active'] }, '[Stack/Group] states must be of ACTIVE, CLOSED, got "active": leave it out for all of them'],
    ['null for a state', { states: [null] }, '[Stack/Group] states must be of ACTIVE, CLOSED, got null: leave it out for all of them'],
    ['a state twice', { states: ['ACTIVE', 'ACTIVE'] }, '[Stack/Group] states must have each state once, got "ACTIVE" twice: remove one'],
    ['one state without a list', { states: 'ACTIVE' }, '[Stack/Group] states must be a list, got "ACTIVE": write for example [InsightState.ACTIVE]'],
    ['no options', null, '[Stack/Group] options must be an object, got null: write for example { target: new targets.SnsTopic(topic) }'],
    ['no pattern', { eventPattern: 'x' }, '[Stack/Group] eventPattern must be an object, got "x": write for example { detail: { Summary: [{ exists: true }] } }'],
    [
      'the Category of the X-Ray Developer Guide', { eventPattern: { detail: { Category: ['FAULT'] } } },
      '[Stack/Group] eventPattern.detail.Category must be left out, got ["FAULT"]: no event has it, whatever the X-Ray Developer Guide shows; the rule matches Categories',
    ],
    [
      'states in the pattern', { eventPattern: { detail: { State: ['ACTIVE'] } } },
      '[Stack/Group] eventPattern.detail.State must be left out, got ["ACTIVE"]: write it as states: [InsightState.ACTIVE]',
    ],
    [
      'another group in the pattern', { eventPattern: { detail: { GroupName: ['other'] } } },
      '[Stack/Group] eventPattern.detail.GroupName must be left out, got ["other"]: the rule is for this group only',
    ],
    [
      'another source', { eventPattern: { source: ['aws.ec2'] } },
      '[Stack/Group] eventPattern.source must be left out, got ["aws.ec2"]: insights have "aws.xray"',
    ],
    [
      'another type', { eventPattern: { detailType: ['Other'] } },
      '[Stack/Group] eventPattern.detailType must be left out, got ["Other"]: insights have "AWS X-Ray Insight Update"',
    ],
  ])('%s', (_what, options, message) => {
    const stack = newStack();

    expect(() => newGroup(stack).onInsight('Rule', untyped(options))).toThrow(new Error(message));
    Template.fromStack(stack).resourceCountIs(RULE, 0);
  });

  test('a group in another Region or account, whose events are there', () => {
    const stack = newStack(newApp(), 'Stack', ENVIRONMENT);
    const arnOf = (place: string): string => `arn:aws:xray:${place}:group/orders/ABC`;

    expect(() => TraceGroup.fromGroupArn(stack, 'Region', arnOf('us-east-1:111122223333')).onInsight('Rule')).toThrow(
      '[Stack/Region] the group must be in the Region of its stack for a rule on its insights, got us-east-1 and not eu-west-1');
    expect(() => TraceGroup.fromGroupArn(stack, 'Account', arnOf('eu-west-1:999999999999')).onInsight('Rule')).toThrow(
      '[Stack/Account] the group must be in the account of its stack for a rule on its insights, got 999999999999 and not 111122223333');
    TraceGroup.fromGroupArn(stack, 'Here', arnOf('eu-west-1:111122223333')).onInsight('Rule');
    Template.fromStack(stack).resourceCountIs(RULE, 1);
  });
});

test('what is no target leaves no rule behind', () => {
  const stack = newStack();
  const group = new TraceGroup(stack, 'Group', { filter: FilterExpression.fault() });
  const target = {} as never;

  expect(() => group.onInsight('Rule', { target })).toThrow('target must be a target of EventBridge');
  expect(group.node.tryFindChild('Rule')).toBeUndefined();
});

test('an option that is called otherwise is refused, for it would have no effect', () => {
  const group = new TraceGroup(newStack(), 'Group', { filter: FilterExpression.fault() });
  const options: object = { state: [InsightState.ACTIVE] };

  expect(() => Reflect.apply(group.onInsight, group, ['Rule', options])).toThrow('the option "state" must be called states: as it stands it has no effect');
});
