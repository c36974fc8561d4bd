import { CfnResource, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnTopic, Topic, TracingConfig } from 'aws-cdk-lib/aws-sns';
import { absent, dependenciesOf, describeMixin } from './contract';
import { mixins, ResourcePolicyOwner } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf } from '../fixtures';

const TYPE = 'AWS::SNS::Topic';
const POLICY = 'AWS::XRay::ResourcePolicy';

describe('TopicTracing', () => {
  describeMixin<CfnTopic>({
    type: TYPE,
    mixin: () => new mixins.TopicTracing(),
    l1: (stack) => new CfnTopic(stack, 'Topic'),
    l2: (stack) => new Topic(stack, 'Topic'),
    assign: (topic, value) => {
      topic.tracingConfig = value === 'off' ? 'PassThrough' : Token.asString(value);
    },
    traced: { TracingConfig: 'Active' },
    untraced: { TracingConfig: absent },
  });

  test('covers a FIFO topic and keeps its other properties', () => {
    const stack = newStack();

    new Topic(stack, 'Topic', { fifo: true, topicName: 'orders.fifo', contentBasedDeduplication: true }).with(new mixins.TopicTracing());

    expect(onlyOne(stack, TYPE)).toEqual({
      TopicName: 'orders.fifo', FifoTopic: true, ContentBasedDeduplication: true, TracingConfig: 'Active',
    });
  });

  test('switches on over TracingConfig.PASS_THROUGH', () => {
    const stack = newStack();

    new Topic(stack, 'Topic', { tracingConfig: TracingConfig.PASS_THROUGH }).with(new mixins.TopicTracing());

    expect(onlyOne(stack, TYPE).TracingConfig).toBe('Active');
  });

  test('makes the resource policy before the topic', () => {
    const stack = newStack();

    new Topic(stack, 'Topic').with(new mixins.TopicTracing());

    expect(dependenciesOf(stack, TYPE)).toEqual(Object.keys(resourcesOf(stack, POLICY)));
    expect(dependenciesOf(stack, TYPE)).toHaveLength(1);
  });

  test('makes the resource policy for a topic that the user made Active already', () => {
    const stack = newStack();

    new Topic(stack, 'Topic', { tracingConfig: TracingConfig.ACTIVE }).with(new mixins.TopicTracing());

    Template.fromStack(stack).resourceCountIs(POLICY, 1);
    expect(dependenciesOf(stack, TYPE)).toHaveLength(1);
  });

  test('makes no policy that another app owns', () => {
    const stack = newStack();

    new Topic(stack, 'Topic').with(new mixins.TopicTracing({ resourcePolicy: ResourcePolicyOwner.external() }));

    expect(onlyOne(stack, TYPE)).toEqual({ TracingConfig: 'Active' });
    Template.fromStack(stack).resourceCountIs(POLICY, 0);
  });

  test('puts the policy into the stack that the user names', () => {
    const app = newApp();
    const stack = newStack(app, 'Shop');
    const platform = newStack(app, 'Platform');

    new Topic(stack, 'Topic').with(new mixins.TopicTracing({ resourcePolicy: ResourcePolicyOwner.stack(platform) }));
    app.synth();

    Template.fromStack(platform).resourceCountIs(POLICY, 1);
    Template.fromStack(stack).resourceCountIs(POLICY, 0);
  });

  test('switches a raw resource on by an override, after the policy', () => {
    const stack = newStack();
    const topic = new CfnResource(stack, 'Topic', { type: TYPE, properties: { DisplayName: 'orders' } });

    topic.with(new mixins.TopicTracing());

    expect(onlyOne(stack, TYPE)).toEqual({ DisplayName: 'orders', TracingConfig: 'Active' });
    expect(dependenciesOf(stack, TYPE)).toHaveLength(1);
  });
});
