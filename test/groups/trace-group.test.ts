import { Aws, CfnParameter, CfnResource, Lazy, Stack, Tags, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { FILTER, GROUP, newGroup } from './groups';
import { TraceGroup } from '../../src';
import { FilterExpression } from '../../src/filters/filter-expression';
import { newApp, newStack, onlyOne, resourcesOf } from '../fixtures';

/** A group with options that TypeScript would not let through. */
function fromJavaScript(options: object | undefined): () => void {
  return () => Reflect.construct(TraceGroup, [newStack(), 'Group', options]);
}

function insightsOf(stack: Stack): unknown {
  return onlyOne(stack, GROUP).InsightsConfiguration;
}

describe('what a TraceGroup makes', () => {
  test('a group without insights, and nothing else', () => {
    const { stack } = newGroup({ groupName: 'orders' });

    expect(Object.values(Template.fromStack(stack).toJSON().Resources)).toEqual([{
      Type: GROUP,
      Properties: {
        GroupName: 'orders',
        FilterExpression: FILTER.render(),
        InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: false },
      },
    }]);
  });

  test('tags of its own, and those of its stack', () => {
    const { stack, group } = newGroup({ tags: { team: 'orders', empty: '' } });
    Tags.of(group).add('cost', '1');
    Tags.of(stack).add('team', 'other');

    expect(onlyOne(stack, GROUP).Tags).toEqual([{ Key: 'cost', Value: '1' }, { Key: 'empty', Value: '' }, { Key: 'team', Value: 'orders' }]);
  });

  test('attributes by which others find it', () => {
    const { stack, group } = newGroup({ groupName: 'orders' });

    const [id] = Object.keys(resourcesOf(stack, GROUP));
    expect(group.groupName).toBe('orders');
    expect(stack.resolve(group.groupArn)).toEqual({ Ref: id });
    expect(stack.resolve(group.groupRef)).toEqual({ groupArn: { Ref: id } });
    expect(group.node.defaultChild).toBeInstanceOf(CfnGroup);
  });
});

describe('the ARN of a TraceGroup', () => {
  test('is exported to other stacks', () => {
    const app = newApp({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
    const { stack, group } = newGroup({}, newStack(app, 'Groups'));
    const user = newStack(app, 'User');
    new CfnResource(user, 'User', { type: 'Test::User', properties: { Arn: group.groupArn } });

    const [id] = Object.keys(resourcesOf(stack, GROUP));
    expect(Object.values(Template.fromStack(stack).findOutputs('*'))).toEqual([{ Value: { Ref: id }, Export: { Name: expect.stringContaining(id) } }]);
    expect(onlyOne(user, 'Test::User').Arn).toEqual({ 'Fn::ImportValue': expect.stringContaining(id) });
  });

  test('is what statements take in another account and Region, where nobody knows its id', () => {
    const app = newApp();
    const { group } = newGroup({}, newStack(app, 'Here', { env: { account: '111122223333', region: 'eu-west-1' } }));
    const there = newStack(app, 'There', { env: { account: '444455556666', region: 'us-east-1' } });
    new CfnResource(there, 'User', { type: 'Test::User', properties: { Arn: group.groupArn } });

    expect(onlyOne(there, 'Test::User').Arn).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:xray:eu-west-1:111122223333:group/${group.groupName}/*`]],
    });
  });
});

describe('the filter of a TraceGroup', () => {
  test('may hold tokens, which keep their quotation marks', () => {
    const { stack } = newGroup({ filter: FilterExpression.parse(`service("${Aws.STACK_NAME}") AND http.url CONTAINS "${Aws.REGION}.example"`) });

    expect(onlyOne(stack, GROUP).FilterExpression).toEqual({
      'Fn::Join': ['', ['service("', { Ref: 'AWS::StackName' }, '") AND http.url CONTAINS "', { Ref: 'AWS::Region' }, '.example"']],
    });
  });

  test('is read when the template is written', () => {
    let service = 'early';
    const { stack } = newGroup({ filter: FilterExpression.parse(`service("${Lazy.uncachedString({ produce: () => service })}")`) });
    stack.resolve(onlyChild(stack).filterExpression);
    service = 'late';

    expect(onlyOne(stack, GROUP).FilterExpression).toBe('service("late")');
  });

  test.each<[string, unknown, string]>([
    ['a text', 'service("orders")', '"service(\\"orders\\")": write filter: FilterExpression.parse("service(\\"orders\\")")'],
    ['nothing', undefined, 'undefined: write filter: FilterExpression.parse("…")'],
    ['null', null, 'null: write filter: FilterExpression.parse("…")'],
    ['an empty text', '', '"": write filter: FilterExpression.parse("…")'],
    ['an object', { text: 'fault' }, 'write filter: FilterExpression.parse("…")'],
    ['a text that is a token', Aws.STACK_NAME, 'write filter: FilterExpression.parse("…")'],
  ])('is not %s', (_title, filter, got) => {
    expect(fromJavaScript({ filter })).toThrow(/^\[Stack\/Group\] filter must be a FilterExpression, got /);
    expect(fromJavaScript({ filter })).toThrow(got);
  });
});

describe('the insights of a TraceGroup', () => {
  test.each([
    ['are off unless asked for', {}, false, false],
    ['can be on without anybody being told', { insights: true }, true, false],
    ['can be sent to rules of others', { insights: true, insightNotifications: true }, true, true],
    ['are on where they are sent', { insightNotifications: true }, true, true],
    ['can be off in so many words', { insights: false, insightNotifications: false }, false, false],
  ])('%s', (_title, options, InsightsEnabled, NotificationsEnabled) => {
    expect(insightsOf(newGroup(options).stack)).toEqual({ InsightsEnabled, NotificationsEnabled });
  });

  test('are on and sent where somebody listens', () => {
    const { stack, group } = newGroup();
    group.onInsight('Rule');
    expect(insightsOf(stack)).toEqual({ InsightsEnabled: true, NotificationsEnabled: true });

    const other = newGroup();
    other.group.notifyOnInsight('Tell', new Topic(other.stack, 'Topic'));
    expect(insightsOf(other.stack)).toEqual({ InsightsEnabled: true, NotificationsEnabled: true });
  });

  test('are not turned on by a call that fails', () => {
    const { stack, group } = newGroup();

    expect(() => group.onInsight('Rule', { states: [] })).toThrow('states');
    expect(insightsOf(stack)).toEqual({ InsightsEnabled: false, NotificationsEnabled: false });
  });

  test.each([
    [{ insights: false }, 'insights must be true or left out where onInsight() is used, got false: X-Ray looks for none then'],
    [{ insightNotifications: false }, 'insightNotifications must be true or left out where onInsight() is used, got false: X-Ray sends nothing then'],
  ])('can not be listened to with %j', (options, message) => {
    const { stack, group } = newGroup(options);

    expect(() => group.onInsight('Rule')).toThrow(`[Stack/Group] ${message}`);
    expect(() => group.notifyOnInsight('Tell', new Topic(stack, 'Topic'))).toThrow('where notifyOnInsight() is used');
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 0);
  });

  test('can not be sent where there are none', () => {
    expect(() => newGroup({ insights: false, insightNotifications: true })).toThrow('insightNotifications must be false or left out where insights is false');
  });

  test.each([['insights', 'true'], ['insightNotifications', 1], ['insights', null]])('%s can not be %j', (name, value) => {
    expect(fromJavaScript({ filter: FILTER, [name]: value })).toThrow(`${name} must be true or false, got`);
  });

  test('may be decided at deployment, and are sent only where there are any', () => {
    const stack = newStack();
    const insights = Token.asAny({ 'Fn::If': ['IsProd', true, false] });
    const group: unknown = Reflect.construct(TraceGroup, [stack, 'Group', { filter: FILTER, insights }]);
    if (group instanceof TraceGroup) {
      group.onInsight('Rule');
    }

    const decided = { 'Fn::If': ['IsProd', true, false] };
    expect(insightsOf(stack)).toEqual({ InsightsEnabled: decided, NotificationsEnabled: decided });
  });
});

describe('the name of a TraceGroup', () => {
  test.each(['orders', 'a', 'x'.repeat(32), 'Orders of ACME', 'orders_eu', '注文', '😀'.repeat(32), 'default-2'])('can be %j', (groupName) => {
    expect(onlyOne(newGroup({ groupName }).stack, GROUP).GroupName).toBe(groupName);
  });

  test('can be known at deployment only', () => {
    const stack = newStack();
    newGroup({ groupName: `a-name-that-is-long-enough-for-everyone-${new CfnParameter(stack, 'Stage').valueAsString}` }, stack);

    expect(onlyOne(stack, GROUP).GroupName).toEqual({ 'Fn::Join': ['', ['a-name-that-is-long-enough-for-everyone-', { Ref: 'Stage' }]] });
  });

  test.each([
    ['', 'must have 1 to 32 characters, got 0: leave it out for a generated name'],
    ['x'.repeat(33), 'must have 1 to 32 characters, got 33'],
    ['orders\uD83D', 'must be well-formed text'],
    [5, 'must be a text, got 5'],
    [null, 'must be a text, got null'],
    ['Default', 'must not be "Default", got "Default": X-Ray has that group of all traces already, and nobody can make it; use TraceGroup.fromDefaultGroup()'],
    ['default', 'must not be "Default", got "default"'],
  ])('can not be %j', (groupName, message) => {
    expect(fromJavaScript({ filter: FILTER, groupName })).toThrow(`[Stack/Group] groupName ${message}`);
  });
});

describe('the options of a TraceGroup', () => {
  test.each([undefined, null, 'orders', []])('are not %j', (options) => {
    expect(() => Reflect.construct(TraceGroup, [newStack(), 'Group', options])).toThrow(/^\[Stack\/Group\] props must be an object, got .*FilterExpression\.parse/);
  });

  test.each([
    ['name', 'groupName'], ['groupname', 'groupName'], ['filterExpression', 'filter'], ['expression', 'filter'],
    ['insightsEnabled', 'insights'], ['notificationsEnabled', 'insightNotifications'],
  ])('are not called %s', (wrong, right) => {
    expect(fromJavaScript({ filter: FILTER, [wrong]: 'x' })).toThrow(`the option "${wrong}" must be called ${right}: as it stands it has no effect`);
  });

  test('may be those of a construct that passes them on', () => {
    expect(fromJavaScript({ filter: FILTER, retention: 5, name: undefined })).not.toThrow();
  });

  test('have tags that X-Ray takes', () => {
    expect(() => newGroup({ tags: Object.fromEntries(Array.from({ length: 51 }, (_none, index) => [`k${index}`, 'v'])) })).toThrow('tags must have at most 50 members');
    expect(() => newGroup({ tags: { '': 'v' } })).toThrow('a key of tags');
    expect(() => newGroup({ tags: { [Aws.REGION]: Aws.REGION } })).not.toThrow();
  });
});

function onlyChild(stack: Stack): CfnGroup {
  const resource = stack.node.findAll().find((node) => node instanceof CfnGroup);
  if (!(resource instanceof CfnGroup)) {
    throw new Error('the stack has a group');
  }
  return resource;
}
