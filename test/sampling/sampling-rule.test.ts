import { Aws, CfnParameter, CfnResource, Duration, Stack, Tags, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { SamplingBudget, SamplingClient, SamplingRule, SamplingRuleProps, SamplingServiceType } from '../../src';
import { noteOf } from '../../src/sampling/private/rules/planned-rules';
import { newApp, newStack, onlyOne, resourcesOf } from '../fixtures';

const RULE = 'AWS::XRay::SamplingRule';
const PROPS: SamplingRuleProps = { fixedRate: 0.05, priority: 100 };

function newRule(props: Partial<SamplingRuleProps> = {}, stack = newStack()): { stack: Stack; rule: SamplingRule } {
  return { stack, rule: new SamplingRule(stack, 'Rule', { ...PROPS, ...props }) };
}

function idsOf(stack: Stack): string[] {
  return Object.keys(resourcesOf(stack, RULE));
}

describe('what a SamplingRule makes', () => {
  test('a rule for everything, and nothing else', () => {
    const { stack } = newRule({ samplingRuleName: 'orders' });

    expect(Object.values(Template.fromStack(stack).toJSON().Resources)).toEqual([{
      Type: RULE,
      Properties: {
        SamplingRule: {
          RuleName: 'orders',
          Priority: 100,
          FixedRate: 0.05,
          ReservoirSize: 0,
          ServiceName: '*',
          ServiceType: '*',
          Host: '*',
          HTTPMethod: '*',
          URLPath: '*',
          ResourceARN: '*',
          Version: 1,
        },
      },
    }]);
  });

  test('one with all that can be said', () => {
    const { stack } = newRule({
      samplingRuleName: 'orders',
      reservoir: 3,
      serviceName: 'orders-*',
      serviceType: SamplingServiceType.ECS_CONTAINER,
      host: '*.example.com',
      httpMethod: 'GET',
      urlPath: '/orders/?',
      resourceArn: 'arn:aws:ecs:*',
      attributes: { tier: 'gold', region: 'eu*' },
      samplingRateBoost: { maxRate: 0.5, cooldown: Duration.hours(1) },
      clients: [SamplingClient.OPENTELEMETRY],
      tags: { team: 'orders', empty: '' },
    });

    Template.fromStack(stack).hasResourceProperties(RULE, {
      SamplingRule: {
        RuleName: 'orders',
        Priority: 100,
        FixedRate: 0.05,
        ReservoirSize: 3,
        ServiceName: 'orders-*',
        ServiceType: 'AWS::ECS::Container',
        Host: '*.example.com',
        HTTPMethod: 'GET',
        URLPath: '/orders/?',
        ResourceARN: 'arn:aws:ecs:*',
        Version: 1,
        Attributes: { tier: 'gold', region: 'eu*' },
        SamplingRateBoost: { MaxRate: 0.5, CooldownWindowMinutes: 60 },
      },
      Tags: [{ Key: 'empty', Value: '' }, { Key: 'team', Value: 'orders' }],
    });
  });

  test('nothing of who decides, which findings go by', () => {
    const { stack, rule } = newRule({ clients: [SamplingClient.OPENTELEMETRY] });

    const resource = rule.node.defaultChild;
    expect(resource instanceof CfnSamplingRule && noteOf(resource)).toEqual({ clients: [SamplingClient.OPENTELEMETRY] });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain(SamplingClient.OPENTELEMETRY);
  });

  test('a rate that is computed from a budget', () => {
    const { stack } = newRule({ fixedRate: undefined, budget: SamplingBudget.tracesPerMonth(2_628_000, { requestsPerSecond: 100 }) });

    expect(onlyOne(stack, RULE).SamplingRule).toMatchObject({ FixedRate: 0.01, ReservoirSize: 0 });
  });

  test('tags that are put on it, and those of its stack', () => {
    const { stack, rule } = newRule({ tags: { team: 'orders' } });
    Tags.of(rule).add('cost', '1');
    Tags.of(stack).add('stage', 'prod');
    Tags.of(stack).add('team', 'other');

    expect(onlyOne(stack, RULE).Tags).toEqual([{ Key: 'cost', Value: '1' }, { Key: 'stage', Value: 'prod' }, { Key: 'team', Value: 'orders' }]);
  });

  test('attributes by which others find it', () => {
    const { stack, rule } = newRule({ samplingRuleName: 'orders' });

    const [id] = idsOf(stack);
    expect(rule.samplingRuleName).toBe('orders');
    expect(stack.resolve(rule.samplingRuleArn)).toEqual({ Ref: id });
    expect(stack.resolve(rule.samplingRuleRef)).toEqual({ ruleArn: { Ref: id } });
    expect(rule.node.defaultChild).toBeInstanceOf(CfnSamplingRule);
  });

  test('what is known of it, without what stands for something else', () => {
    const { rule } = newRule({ samplingRuleName: 'orders', reservoir: -0, host: Aws.URL_SUFFIX, attributes: { tier: Aws.REGION } });

    expect(rule._facts).toEqual({
      name: 'orders',
      priority: 100,
      fixedRate: 0.05,
      reservoir: 0,
      patterns: { serviceName: '*', serviceType: '*', host: undefined, httpMethod: '*', urlPath: '*', resourceArn: '*' },
      attributes: new Map([['tier', undefined]]),
    });
    expect(newRule({ attributes: { [Aws.REGION]: 'x' }, fixedRate: Token.asNumber({ Ref: 'Rate' }), priority: Token.asNumber({ Ref: 'Priority' }) }).rule._facts)
      .toMatchObject({ attributes: undefined, fixedRate: undefined, priority: undefined });
  });

  test('a metric of its rate', () => {
    const { stack, rule } = newRule({ samplingRuleName: 'orders' });

    new Alarm(stack, 'Alarm', { metric: rule.metricSamplingRate(), threshold: 0.5, evaluationPeriods: 1 });
    new Alarm(stack, 'Other', { metric: rule.metricSamplingRate({ statistic: 'Maximum', period: Duration.minutes(1) }), threshold: 0.5, evaluationPeriods: 1 });

    const metric = { Namespace: 'AWS/X-Ray', MetricName: 'SamplingRate', Dimensions: [{ Name: 'RuleName', Value: 'orders' }] };
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { ...metric, Statistic: 'Average' });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { ...metric, Statistic: 'Maximum', Period: 60 });
  });

  test('an ARN that another account and Region can have', () => {
    const app = newApp();
    const { rule } = newRule({}, newStack(app, 'Here', { env: { account: '111122223333', region: 'eu-west-1' } }));
    const there = newStack(app, 'There', { env: { account: '444455556666', region: 'us-east-1' } });
    new CfnResource(there, 'User', { type: 'Test::User', properties: { Arn: rule.samplingRuleArn } });

    expect(onlyOne(there, 'Test::User').Arn).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:xray:eu-west-1:111122223333:sampling-rule/${rule.samplingRuleName}`]],
    });
  });
});

describe('a SamplingRule that is there already', () => {
  test('has what its name says', () => {
    const stack = newStack();
    const rule = SamplingRule.fromSamplingRuleName(stack, 'Rule', 'orders');

    expect(rule.samplingRuleName).toBe('orders');
    expect(stack.resolve(rule.samplingRuleArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':xray:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':sampling-rule/orders']],
    });
    expect(rule.samplingRuleRef.ruleArn).toBe(rule.samplingRuleArn);
    expect(rule.metricSamplingRate().dimensions).toEqual({ RuleName: 'orders' });
    Template.fromStack(stack).templateMatches({ Resources: Match.absent() });
  });

  test.each(['orders', 'POST minimum', 'a/b', 'a:b', 'DEBUG – updates'])('has what its ARN says: %s', (name) => {
    const rule = SamplingRule.fromSamplingRuleArn(newStack(), 'Rule', `arn:aws-cn:xray:cn-north-1:111122223333:sampling-rule/${name}`);

    expect(rule.samplingRuleName).toBe(name);
    expect(rule.env).toEqual({ account: '111122223333', region: 'cn-north-1' });
  });

  test('has what tokens say', () => {
    const stack = newStack();
    const arn = new CfnParameter(stack, 'Arn').valueAsString;
    const partial = `arn:${Aws.PARTITION}:xray:${Aws.REGION}:${Aws.ACCOUNT_ID}:sampling-rule/orders`;

    expect(SamplingRule.fromSamplingRuleName(stack, 'Name', Aws.STACK_NAME).samplingRuleName).toBe(Aws.STACK_NAME);
    expect(SamplingRule.fromSamplingRuleArn(stack, 'Partial', partial).samplingRuleName).toBe('orders');
    expect(stack.resolve(SamplingRule.fromSamplingRuleArn(stack, 'Rule', arn).samplingRuleName))
      .toEqual({ 'Fn::Select': [1, { 'Fn::Split': [':sampling-rule/', { Ref: 'Arn' }] }] });
  });

  test.each([
    'arn:aws:xray:eu-west-1:111122223333:group/orders/ABC', 'arn:aws:logs:eu-west-1:111122223333:sampling-rule/orders', 'orders', '',
    'arn:aws:xray:eu-west-1:111122223333:sampling-rule/', 'arn:aws:xray:eu-west-1:111122223333:sampling-rule',
  ])('is not made of the ARN %j', (arn) => {
    expect(() => SamplingRule.fromSamplingRuleArn(newStack(), 'Rule', arn))
      .toThrow(/^SamplingRule\.fromSamplingRuleArn\(\): samplingRuleArn must be the ARN of a sampling rule, got ".*": write arn:<partition>/);
  });

  test('is not made of a name that no rule has', () => {
    expect(() => SamplingRule.fromSamplingRuleName(newStack(), 'Rule', 'x'.repeat(33)))
      .toThrow(/^SamplingRule\.fromSamplingRuleName\(\): samplingRuleName must have 1 to 32 characters, got 33/);
    expect(() => SamplingRule.fromSamplingRuleName(newStack(), 'Rule', '')).toThrow(/samplingRuleName must have 1 to 32 characters, got 0/);
    expect(() => SamplingRule.fromSamplingRuleArn(newStack(), 'Rule', `arn:aws:xray:eu-west-1:111122223333:sampling-rule/${'x'.repeat(33)}`)).toThrow(/got 33/);
  });
});
