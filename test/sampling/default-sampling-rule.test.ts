import { CfnParameter, Fn, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { DefaultSamplingRule, DefaultSamplingRuleProps, XRayTracing } from '../../src';
import { newApp, newStack, onlyOne } from '../fixtures';

const CUSTOM = 'Custom::XRayDefaultSamplingRule';
const PROPS: DefaultSamplingRuleProps = { fixedRate: 0.1, reservoir: 2 };

/** What the CDK's function gets of a call. */
function callIn(stack: Stack, event: string): unknown {
  const text = onlyOne(stack, CUSTOM)[event];
  return typeof text === 'string' ? JSON.parse(text) : text;
}

function callWith(fixedRate: number, reservoir: number): object {
  return {
    service: 'XRay',
    action: 'UpdateSamplingRule',
    parameters: { SamplingRuleUpdate: { RuleName: 'Default', FixedRate: fixedRate, ReservoirSize: reservoir } },
    physicalResourceId: { id: 'Default' },
  };
}

/** A call whose numbers CloudFormation knows, as the function gets it. */
function filledIn(call: unknown, value: string): unknown {
  if (typeof call !== 'object' || call === null || !('Fn::Join' in call) || !Array.isArray(call['Fn::Join'])) {
    throw new Error('the call is put together by CloudFormation');
  }
  const parts: unknown[] = call['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : value)).join(''));
}

describe('what a DefaultSamplingRule makes', () => {
  test('the same call on create and on update, with what X-Ray lets change, and none on delete', () => {
    const stack = newStack();
    const rule = new DefaultSamplingRule(stack, 'Default', PROPS);

    expect(callIn(stack, 'Create')).toEqual(callWith(0.1, 2));
    expect(callIn(stack, 'Update')).toEqual(callWith(0.1, 2));
    Template.fromStack(stack).hasResourceProperties(CUSTOM, { Delete: Match.absent(), InstallLatestAwsSdk: false });
    expect(rule.samplingRuleName).toBe('Default');
    expect(rule._decision).toEqual({ samplingRuleName: 'Default', fixedRate: 0.1, reservoir: 2 });
  });

  test('a call on delete with what AWS delivers, where that is asked for', () => {
    const stack = newStack();
    new DefaultSamplingRule(stack, 'Rule', { ...PROPS, restoreOnDelete: true });

    expect(callIn(stack, 'Delete')).toEqual(callWith(0.05, 1));
  });

  test('the permission for that one rule, and nothing beside the CDK\'s own function', () => {
    const stack = newStack();
    new DefaultSamplingRule(stack, 'Rule', PROPS);

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{
          Action: 'xray:UpdateSamplingRule',
          Effect: 'Allow',
          Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':xray:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':sampling-rule/Default']] },
        }],
      },
    });
    template.hasResource(CUSTOM, { DependsOn: [Match.stringLikeRegexp('CustomResourcePolicy')] });
    const types = Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type);
    expect(types.sort()).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Lambda::Function', CUSTOM]);
  });

  test('a rate and a reservoir of nothing', () => {
    const stack = newStack();
    const rule = new DefaultSamplingRule(stack, 'Rule', { fixedRate: -0, reservoir: 0 });

    expect(callIn(stack, 'Create')).toEqual(callWith(0, 0));
    expect(rule._decision).toEqual({ samplingRuleName: 'Default', fixedRate: 0, reservoir: 0 });
  });

  test('numbers, also where CloudFormation alone knows them', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Rate', { type: 'Number' });
    const rule = new DefaultSamplingRule(stack, 'Rule', { fixedRate: parameter.valueAsNumber, reservoir: Token.asNumber(Fn.importValue('reservoir')) });

    expect(rule._decision).toBeUndefined();
    expect(callIn(stack, 'Create')).toMatchObject({ 'Fn::Join': ['', expect.arrayContaining([{ Ref: 'Rate' }, { 'Fn::ImportValue': 'reservoir' }])] });
    expect(filledIn(callIn(stack, 'Create'), '1')).toEqual(callWith(1, 1));
    expect(filledIn(callIn(stack, 'Update'), '0.25')).toEqual(callWith(0.25, 0.25));
  });

  test('what is known of one number where the other is a token', () => {
    expect(new DefaultSamplingRule(newStack(), 'Rule', { fixedRate: 0.1, reservoir: Token.asNumber({ Ref: 'X' }) })._decision).toBeUndefined();
  });

  test('the same in a Stage, a nested stack, and beside tracing', () => {
    const app = newApp();
    const staged = newStack(new Stage(app, 'Prod'));
    const nested = new NestedStack(newStack(app), 'Nested');
    for (const stack of [staged, nested]) {
      new DefaultSamplingRule(stack, 'Rule', PROPS);
    }
    XRayTracing.of(app).enable();

    expect(callIn(staged, 'Create')).toEqual(callWith(0.1, 2));
    expect(callIn(nested, 'Create')).toEqual(callWith(0.1, 2));
  });

  test('one function for all custom resources of a stack', () => {
    const stack = newStack();
    new DefaultSamplingRule(stack, 'One', PROPS);
    new AwsCustomResource(stack, 'Other', {
      onCreate: { service: 'XRay', action: 'GetGroups', physicalResourceId: PhysicalResourceId.of('x') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
      installLatestAwsSdk: false,
    });

    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
  });
});

describe('what a DefaultSamplingRule refuses', () => {
  test.each<[object, string]>([
    [{ fixedRate: 5 }, 'fixedRate must be between 0 and 1, got 5: write 0.05 for 5 percent'],
    [{ fixedRate: NaN }, 'fixedRate must be between 0 and 1, got NaN'],
    [{ fixedRate: '0.1' }, 'fixedRate must be between 0 and 1, got "0.1": write the number 0.1, without quotes'],
    [{ fixedRate: undefined }, 'fixedRate must be between 0 and 1, got undefined'],
    [{ reservoir: -1 }, 'reservoir must be a whole number, 0 to 2147483647, got -1'],
    [{ reservoir: 1.5 }, 'reservoir must be a whole number, 0 to 2147483647, got 1.5'],
    [{ reservoir: undefined }, 'reservoir must be a whole number, 0 to 2147483647, got undefined'],
  ])('%p', (props, message) => {
    expect(() => new DefaultSamplingRule(newStack(), 'Rule', { ...PROPS, ...props })).toThrow(`[Stack/Rule] ${message}`);
  });
});
