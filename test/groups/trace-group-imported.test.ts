import { Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ITraceGroup, TraceGroup } from '../../src';
import { newStack } from '../fixtures';

const ARN = 'arn:aws-cn:xray:cn-north-1:111122223333:group/orders/ABCDEF';

function groupByName(groupName: string, stack: Stack = newStack()): ITraceGroup {
  return TraceGroup.fromGroupAttributes(stack, 'Group', { groupName });
}

describe('a TraceGroup that is there already', () => {
  test.each(['orders', 'Orders of ACME', 'a/b', 'a:b', '注文'])('has what its ARN says: %s', (name) => {
    const arn = ARN.replace('orders', name);
    const stack = newStack();
    const group = TraceGroup.fromGroupArn(stack, 'Group', arn);

    expect(group.groupName).toBe(name);
    expect(group.groupArn).toBe(arn);
    expect(group.groupRef).toEqual({ groupArn: arn });
    expect(group.env).toEqual({ account: '111122223333', region: 'cn-north-1' });
    Template.fromStack(stack).templateMatches({ Resources: Match.absent() });
  });

  test('has what tokens say', () => {
    const stack = newStack();
    const arn = new CfnParameter(stack, 'Arn').valueAsString;
    const partial = `arn:${Aws.PARTITION}:xray:${Aws.REGION}:${Aws.ACCOUNT_ID}:group/orders/ABC`;

    expect(TraceGroup.fromGroupArn(stack, 'Partial', partial).groupName).toBe('orders');
    expect(stack.resolve(TraceGroup.fromGroupArn(stack, 'Group', arn).groupName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Arn' }] }] });
    expect(groupByName(Aws.STACK_NAME).groupName).toBe(Aws.STACK_NAME);
  });

  test('has the ARN that somebody knows beside its name', () => {
    const group = TraceGroup.fromGroupAttributes(newStack(), 'Group', { groupName: 'orders', groupArn: ARN });

    expect([group.groupName, group.groupArn, group.env.region]).toEqual(['orders', ARN, 'cn-north-1']);
  });

  test('has no ARN where only its name is known, and says what to do', () => {
    const group = groupByName('orders');

    expect(group.groupName).toBe('orders');
    expect(() => group.groupArn).toThrow(/^\[Stack\/Group\] groupArn must be known where it is used, .* use TraceGroup\.fromGroupArn\(\), or give groupArn/);
    expect(() => group.groupRef).toThrow(/^\[Stack\/Group\] groupArn must be known/);
  });

  test.each([
    'arn:aws:xray:eu-west-1:111122223333:sampling-rule/orders', 'arn:aws:logs:eu-west-1:111122223333:group/orders/A', 'orders', '',
    'arn:aws:xray:eu-west-1:111122223333:group/orders', 'arn:aws:xray:eu-west-1:111122223333:group/orders/', 'arn:aws:xray:eu-west-1:111122223333:group//A',
  ])('is not made of the ARN %j', (arn) => {
    const message = /groupArn must be the ARN of a group, got ".*": write arn:<partition>:xray:<Region>:<account>:group\/<name>\/<id>$/;
    expect(() => TraceGroup.fromGroupArn(newStack(), 'Group', arn)).toThrow(/^TraceGroup\.fromGroupArn\(\): /);
    expect(() => TraceGroup.fromGroupArn(newStack(), 'Group', arn)).toThrow(message);
    expect(() => TraceGroup.fromGroupAttributes(newStack(), 'Group', { groupName: 'orders', groupArn: arn })).toThrow(message);
  });

  test('is not made of what no group has', () => {
    const make = (attributes: unknown): () => unknown => () => Reflect.apply(TraceGroup.fromGroupAttributes, TraceGroup, [newStack(), 'Group', attributes]);

    expect(make({ groupName: '' })).toThrow('TraceGroup.fromGroupAttributes(): groupName must have 1 to 32 characters, got 0: name the group that is meant');
    expect(make({ groupName: 'x'.repeat(33) })).toThrow('no group has a longer name');
    expect(make({})).toThrow('groupName must be a text, got undefined');
    expect(make('orders')).toThrow('attrs must be an object, got "orders"');
    expect(make({ groupName: 'orders', groupArn: null })).toThrow('groupArn must be the ARN of a group, got null');
    expect(make({ groupName: 'other', groupArn: ARN })).toThrow(`groupArn must be the ARN of the group "other", got "${ARN}"`);
    expect(make({ groupName: Aws.STACK_NAME, groupArn: ARN })).not.toThrow();
    expect(() => TraceGroup.fromGroupArn(newStack(), 'Group', ARN.replace('orders', 'x'.repeat(33)))).toThrow('got 33');
  });

  test('can be listened to, watched and measured like one that is made here', () => {
    const stack = newStack();
    const group = groupByName('orders', stack);
    group.onInsight('Rule');
    group.notifyOnInsight('Tell', new Topic(stack, 'Topic'));
    group.addTraceCountAlarm('Alarm', { threshold: 5 });

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Events::Rule', 2);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 5 });
    template.resourceCountIs('AWS::XRay::Group', 0);
    expect(group.metricTraceCount().dimensions).toEqual({ GroupName: 'orders' });
    expect(stack.resolve(group.metricShareOf(groupByName('all', newStack())).expression)).toContain('100');
  });

  test('can be the group of all traces, which X-Ray has already', () => {
    const group = TraceGroup.fromDefaultGroup(newStack(), 'All');

    expect(group.groupName).toBe('Default');
    expect(() => group.groupArn).toThrow('[Stack/All] groupArn must be known');
    expect(group.metricTraceCount().dimensions).toEqual({ GroupName: 'Default' });
  });
});
