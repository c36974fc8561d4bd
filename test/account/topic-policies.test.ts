import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mixins, XRayTracing } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, STABILIZATION } from '../fixtures';

const POLICY = 'AWS::XRay::ResourcePolicy';
const TOPIC = 'AWS::SNS::Topic';
const IRELAND = { env: { account: '111122223333', region: 'eu-west-1' } };
const FRANKFURT = { env: { account: '111122223333', region: 'eu-central-1' } };
const OTHER_ACCOUNT = { env: { account: '444455556666', region: 'eu-west-1' } };

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

function tracedTopic(scope: Construct, id = 'Topic', props: TopicProps = {}): Topic {
  const topic = new Topic(scope, id, props);
  topic.with(new mixins.TopicTracing());
  return topic;
}

function policiesIn(...stacks: Stack[]): number {
  return stacks.reduce((sum, stack) => sum + Object.keys(resourcesOf(stack, POLICY)).length, 0);
}

describe('the document', () => {
  test('lets SNS of exactly one account and Region send segments', () => {
    const stack = newStack(newApp(), 'Shop', IRELAND);

    tracedTopic(stack);

    const { PolicyDocument: document } = onlyOne(stack, POLICY);
    expect(documentOf(document)).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Sid: 'SNSAccess',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          StringLike: { 'aws:SourceArn': 'arn:PARTITION:sns:eu-west-1:111122223333:*' },
        },
      }],
    });
  });

  test('names account and Region by pseudo parameters where they are not known', () => {
    const stack = newStack();

    tracedTopic(stack);

    const { PolicyDocument: document } = onlyOne(stack, POLICY);
    const pseudo = [{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::Partition' }];
    expect(document).toEqual({ 'Fn::Join': ['', expect.arrayContaining(pseudo)] });
  });

  test.each([1, 50])('stays under 5 KB with %i topics', (count) => {
    const stack = newStack(newApp(), 'Shop', IRELAND);

    Array.from({ length: count }, (_value, index) => tracedTopic(stack, `Topic${index}`));

    expect(JSON.stringify(onlyOne(stack, POLICY).PolicyDocument).length).toBeLessThan(5 * 1024);
  });
});

describe('the number of policies', () => {
  test('is one for many topics of one stack, and each depends on it', () => {
    const stack = newStack(newApp(), 'Shop', IRELAND);

    ['A', 'B', 'C'].forEach((id) => tracedTopic(stack, id, { fifo: id === 'B' }));

    const [policyId] = Object.keys(resourcesOf(stack, POLICY));
    expect(policiesIn(stack)).toBe(1);
    expect(Object.values(resourcesOf(stack, TOPIC)).map(({ DependsOn }) => DependsOn)).toEqual([[policyId], [policyId], [policyId]]);
  });

  test('is one for many stacks of one environment, in the first with a traced topic', () => {
    const app = newApp();
    const [first, second, third] = ['First', 'Second', 'Third'].map((id) => newStack(app, id, IRELAND));
    new Topic(first, 'Untraced');
    tracedTopic(second);
    tracedTopic(third);

    app.synth();

    expect([policiesIn(first), policiesIn(second), policiesIn(third)]).toEqual([0, 1, 0]);
    expect(Object.values(resourcesOf(third, TOPIC))[0].DependsOn).toBeUndefined();
  });

  test('is one for each environment', () => {
    const app = newApp();
    const stacks = [IRELAND, FRANKFURT, OTHER_ACCOUNT].map((env, index) => newStack(app, `Stack${index}`, env));
    stacks.forEach((stack) => tracedTopic(stack));

    app.synth();

    expect(stacks.map((stack) => policiesIn(stack))).toEqual([1, 1, 1]);
    expect(stacks.flatMap((stack) => stack.dependencies)).toEqual([]);
  });

  test('is one for stacks that do not know their environment', () => {
    const app = newApp();
    const stacks = [newStack(app, 'A'), newStack(app, 'B')];
    stacks.forEach((stack) => tracedTopic(stack));

    app.synth();

    expect(stacks.map((stack) => policiesIn(stack))).toEqual([1, 0]);
  });

  test('is one for each Stage, for nothing can depend across Stages', () => {
    const app = newApp();
    const stacks = ['Beta', 'Prod'].map((id) => newStack(new Stage(app, id, IRELAND), 'Shop'));
    stacks.forEach((stack) => tracedTopic(stack));

    app.synth();

    expect(stacks.map((stack) => policiesIn(stack))).toEqual([1, 1]);
  });

  test('is one where topics are traced by enable() and by the mixin', () => {
    const app = newApp();
    const stacks = [newStack(app, 'A', IRELAND), newStack(app, 'B', IRELAND)];
    tracedTopic(stacks[0]);
    new Topic(stacks[1], 'Topic');
    XRayTracing.of(app).enable();

    app.synth();

    expect(stacks.map((stack) => policiesIn(stack))).toEqual([1, 0]);
    expect(onlyOne(stacks[1], TOPIC).TracingConfig).toBe('Active');
  });
});

describe('the order of stacks', () => {
  test('has other stacks deployed after the owner', () => {
    const app = newApp();
    const [owner, other] = [newStack(app, 'Owner', IRELAND), newStack(app, 'Other', IRELAND)];
    tracedTopic(owner);
    tracedTopic(other);

    app.synth();

    expect(other.dependencies).toEqual([owner]);
    expect(owner.dependencies).toEqual([]);
  });

  test.each(STABILIZATION)('reaches the cloud assembly with enable() (stabilization %s)', (stabilization) => {
    const app = newApp({}, stabilization);
    const [owner, other] = [newStack(app, 'Owner', IRELAND), newStack(app, 'Other', IRELAND)];
    new Topic(owner, 'Topic');
    new Topic(other, 'Topic');
    XRayTracing.of(app).enable();

    const assembly = app.synth();

    expect(assembly.getStackByName('Other').dependencies.map(({ id }) => id)).toContain('Owner');
    expect(assembly.getStackByName('Owner').dependencies.map(({ id }) => id)).not.toContain('Other');
  });

  test('makes no circle where the owner depends on the other stack already', () => {
    const app = newApp();
    const [owner, other] = [newStack(app, 'Owner', IRELAND), newStack(app, 'Other', IRELAND)];
    tracedTopic(owner);
    tracedTopic(other);
    owner.addDependency(other);

    app.synth();

    expect(other.dependencies).toEqual([]);
    expect(owner.dependencies).toEqual([other]);
    expect(policiesIn(owner, other)).toBe(1);
  });

  test('makes no circle over a third stack', () => {
    const app = newApp();
    const [owner, middle, other] = ['Owner', 'Middle', 'Other'].map((id) => newStack(app, id, IRELAND));
    tracedTopic(owner);
    tracedTopic(other);
    owner.addDependency(middle);
    middle.addDependency(other);

    app.synth();

    expect(other.dependencies).toEqual([]);
  });

  test('makes no circle where the owner refers to a resource of the other stack', () => {
    const app = newApp();
    const [owner, other] = [newStack(app, 'Owner', IRELAND), newStack(app, 'Other', IRELAND)];
    tracedTopic(owner);
    const topic = tracedTopic(other);
    new CfnResource(owner, 'Uses', { type: 'Custom::Uses', properties: { Topic: topic.topicArn } });

    expect(() => app.synth()).not.toThrow();
  });

  test('makes no circle with enable() where the owner refers to a resource of the other stack', () => {
    const app = newApp();
    const [owner, other] = [newStack(app, 'Owner', IRELAND), newStack(app, 'Other', IRELAND)];
    new Topic(owner, 'Topic');
    const topic = new Topic(other, 'Topic');
    new CfnResource(owner, 'Uses', { type: 'Custom::Uses', properties: { Topic: topic.topicArn } });
    XRayTracing.of(app).enable();

    expect(() => app.synth()).not.toThrow();
    expect(onlyOne(other, TOPIC).TracingConfig).toBe('Active');
  });

  test('makes no circle where the stacks that use the policy depend on each other', () => {
    const app = newApp();
    const [owner, second, third] = ['Owner', 'Second', 'Third'].map((id) => newStack(app, id, IRELAND));
    [owner, second, third].forEach((stack) => tracedTopic(stack));
    second.addDependency(third);

    app.synth();

    expect(third.dependencies).toEqual([owner]);
    expect(second.dependencies).toEqual([third, owner]);
  });
});

describe('the name', () => {
  function policyName(build: (app: App) => Stack): unknown {
    const app = newApp();
    const stack = build(app);
    app.synth();
    return onlyOne(stack, POLICY).PolicyName;
  }

  function shopIn(id: string): (app: App) => Stack {
    return (app) => {
      const stack = newStack(app, id, IRELAND);
      tracedTopic(stack);
      return stack;
    };
  }

  test('is the same at every synthesis', () => {
    expect(policyName(shopIn('Shop'))).toBe(policyName(shopIn('Shop')));
    expect(policyName(shopIn('Shop'))).toMatch(/^XRayTopics-[0-9a-f]{16}$/);
  });

  test('changes with the owner, so that a moved policy is created before the old one goes', () => {
    expect(policyName(shopIn('Platform'))).not.toBe(policyName(shopIn('Shop')));
  });

  test('does not change with the topics', () => {
    const more = (app: App): Stack => {
      const stack = shopIn('Shop')(app);
      tracedTopic(stack, 'Another');
      return stack;
    };

    expect(policyName(more)).toBe(policyName(shopIn('Shop')));
  });

  test('differs between two Stages of one account', () => {
    const inStage = (id: string) => (app: App): Stack => {
      const stack = newStack(new Stage(app, id, IRELAND), 'Shop');
      tracedTopic(stack);
      return stack;
    };

    expect(policyName(inStage('Beta'))).not.toBe(policyName(inStage('Prod')));
  });
});

/** A rendered document, with the partition by name. */
function documentOf(rendered: unknown): unknown {
  expect(rendered).toEqual({ 'Fn::Join': ['', expect.any(Array)] });
  const [, parts]: [string, unknown[]] = Object(rendered)['Fn::Join'];
  const document: unknown = JSON.parse(parts.map((part) => typeof part === 'string' ? part : 'PARTITION').join(''));
  return document;
}

test('an app without traced topics gets no policy', () => {
  const stack = newStack();
  new Topic(stack, 'Topic');

  Template.fromStack(stack).resourceCountIs(POLICY, 0);
});
