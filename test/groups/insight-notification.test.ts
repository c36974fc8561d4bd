import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ITopic, Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { insightEvent, isMembers } from './event-matcher';
import { InsightState, ITraceGroup, NotifyOnInsightOptions, TraceGroup } from '../../src';
import { newStack, onlyOne } from '../fixtures';

const RULE = 'AWS::Events::Rule';

function newGroup(stack: Stack): ITraceGroup {
  return TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: 'orders' });
}

function notified(options?: NotifyOnInsightOptions, topicProps: TopicProps = {}): Stack {
  const stack = newStack();
  newGroup(stack).notifyOnInsight('Tell', new Topic(stack, 'Topic', topicProps), options);
  return stack;
}

/** What EventBridge would send: the template with the parts of an event filled in. */
function messageOn(stack: Stack): string {
  const { Targets: targets } = onlyOne(stack, RULE);
  const [target]: unknown[] = Array.isArray(targets) ? targets : [];
  const transformer = isMembers(target) ? target.InputTransformer : undefined;
  if (!isMembers(transformer) || !isMembers(transformer.InputPathsMap) || typeof transformer.InputTemplate !== 'string') {
    throw new Error('a notification has a template');
  }
  const paths = Object.entries(transformer.InputPathsMap);
  const text = paths.reduce((template, [name, path]) => template.replaceAll(`<${name}>`, valueAt(String(path))), transformer.InputTemplate);
  return String(JSON.parse(text));
}

function valueAt(path: string): string {
  const value = path.split('.').slice(1).reduce<unknown>((parent, name) => isMembers(parent) ? parent[name] : undefined, insightEvent());
  if (value === undefined) {
    throw new Error(`no event has ${path}`);
  }
  return String(value);
}

describe('a notification of insights', () => {
  test('tells a topic in words', () => {
    expect(messageOn(notified())).toBe('X-Ray insight ACTIVE in the group orders (account 111122223333, Region eu-west-1). '
      + 'The faults of payments are 7 percent. Root cause: payments (AWS::Lambda::Function). Requests of clients: 7 of 100 failed. '
      + 'Began at 1795341600 (Unix time), told at 2026-11-22T10:00:00Z.');
  });

  test('uses few enough of the parts of an event, and a short enough template', () => {
    const [target] = Object.values(Template.fromStack(notified()).findResources(RULE)).flatMap(({ Properties }) => Properties.Targets);

    expect(Object.keys(target.InputTransformer.InputPathsMap).length).toBeLessThanOrEqual(100);
    expect(target.InputTransformer.InputTemplate.length).toBeLessThanOrEqual(8192);
  });

  test('is a rule with the pattern of insights, and may have what rules have', () => {
    const stack = notified({ states: [InsightState.ACTIVE], description: 'Somebody look', ruleName: 'orders', eventPattern: { account: ['1'] } });

    Template.fromStack(stack).hasResourceProperties(RULE, {
      Description: 'Somebody look',
      Name: 'orders',
      EventPattern: { account: ['1'], detail: { GroupName: ['orders'], State: ['ACTIVE'], Categories: ['FAULT'] } },
      Targets: [Match.objectLike({ Arn: stack.resolve({ Ref: 'TopicBFC7AF6E' }) })],
    });
  });

  test('may be sent to the topic', () => {
    Template.fromStack(notified()).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'sns:Publish', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } })] },
    });
  });

  test('may be encrypted with the key of the topic', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic', { masterKey: new Key(stack, 'Key') });
    newGroup(stack).notifyOnInsight('Tell', topic);

    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Resource: '*',
        })]),
      },
    });
  });

  test('goes to a topic that is made elsewhere', () => {
    const stack = newStack();
    newGroup(stack).notifyOnInsight('Tell', Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:on-call'));

    Template.fromStack(stack).hasResourceProperties(RULE, { Targets: [Match.objectLike({ Arn: 'arn:aws:sns:eu-west-1:111122223333:on-call' })] });
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });
});

describe('what a notification of insights refuses', () => {
  test('a FIFO topic, before anything is made', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic', { fifo: true });

    expect(() => newGroup(stack).notifyOnInsight('Tell', topic)).toThrow(
      '[Stack/Group] topic must not be a FIFO topic, got one: EventBridge names no message group, so use a standard topic');
    Template.fromStack(stack).resourceCountIs(RULE, 0);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('no topic', () => {
    const none: { topic: ITopic } = JSON.parse('{ "topic": null }');

    expect(() => newGroup(newStack()).notifyOnInsight('Tell', none.topic)).toThrow(
      '[Stack/Group] topic must be an object, got null: write for example new sns.Topic(this, \'OnCall\')');
  });

  test('what a rule on insights refuses, before the topic is changed', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic');

    expect(() => newGroup(stack).notifyOnInsight('Tell', topic, { states: [] })).toThrow('[Stack/Group] states must be of ACTIVE, CLOSED, got none');
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });
});
