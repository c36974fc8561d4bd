import { CustomResource, Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { addRule, findingsOf, stackAt } from './rules';
import { SamplingClient, SamplingServiceType } from '../../src';
import { newApp, newFunction, newStack, warningsOf, warningTexts } from '../fixtures';

const FINDING = 'lambdaSamplingFixed';
const ON_TYPE = { serviceType: SamplingServiceType.LAMBDA_FUNCTION };

function withFunction(functionName?: string): (stack: Stack) => void {
  return (stack) => {
    newFunction(stack, 'Function', { functionName });
  };
}

describe('A rule for Lambda functions', () => {
  test('is told beside functions of the app', () => {
    const stack = newStack();
    addRule(stack, 'Rule', ON_TYPE);
    newFunction(stack, 'One');

    expect(warningsOf(stack)).toEqual([`/Stack/Rule/Resource ${FINDING}`]);
    expect(warningTexts(stack).join()).toContain('it is for function Stack/One/Resource, and Lambda\'s sampling can\'t be configured');
  });

  test.each([
    ['its name', (fn: lambda.Function) => ({ serviceName: fn.functionName })],
    ['its ARN', (fn: lambda.Function) => ({ resourceArn: fn.functionArn })],
    ['the ARN of its written name', () => ({ resourceArn: 'arn:aws:lambda:*:*:function:orders' })],
  ])('is told by a reference to %s', (_title, ruleFor) => {
    const stack = newStack();
    addRule(stack, 'Rule', ruleFor(newFunction(stack, 'Function', { functionName: 'orders' })));

    expect(warningsOf(stack)).toEqual([`/Stack/Rule/Resource ${FINDING}`]);
  });

  test('is told once for all of them', () => {
    const stack = newStack();
    ['One', 'Two', 'Three'].forEach((id) => newFunction(stack, id));
    addRule(stack, 'Rule', ON_TYPE);

    expect(warningTexts(stack)).toEqual([expect.stringContaining('it is for functions Stack/One/Resource and 2 more, and')]);
  });

  test('is told by the name of a function', () => {
    expect(findingsOf({ serviceName: 'orders' }, withFunction('orders'))).toEqual([FINDING]);
  });

  test.each([
    ['OpenTelemetry decides', { ...ON_TYPE, clients: [SamplingClient.OPENTELEMETRY] }, withFunction()],
    ['there is no function', ON_TYPE, () => undefined],
    ['the function is of another app', ON_TYPE, (stack: Stack) => void lambda.Function.fromFunctionName(stack, 'Function', 'orders')],
    ['it is for others too', { serviceType: 'AWS::*' }, withFunction()],
    ['its type is not known', { serviceType: Token.asString({ Ref: 'Type' }) }, withFunction()],
    ['its name has a wildcard', { serviceName: 'orders*' }, withFunction('orders')],
    ['the service of that name is something else', { serviceName: 'orders', serviceType: SamplingServiceType.ECS_CONTAINER }, withFunction('orders')],
    ['its name is another one', { serviceName: 'shop' }, withFunction('orders')],
    ['neither name is known', { serviceName: Token.asString({ Ref: 'Name' }) }, withFunction(Token.asString({ Ref: 'Name' }))],
    ['the function has no name of its own', { serviceName: 'orders' }, withFunction()],
  ])('is fine where %s', (_title, rule, arrange) => {
    expect(findingsOf(rule, arrange)).toEqual([]);
  });

  test('is fine beside functions that the CDK has for itself', () => {
    const stack = newStack();
    addRule(stack, 'Rule', ON_TYPE);
    new AwsCustomResource(stack, 'Call', {
      onUpdate: { service: 'XRay', action: 'GetGroups', physicalResourceId: PhysicalResourceId.of('x') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
      installLatestAwsSdk: false,
    });

    expect(warningsOf(stack)).toEqual([]);
  });

  test('is told beside a function in another stack of the same place only', () => {
    const app = newApp();
    const ruleBeside = (region: string): string[] => {
      const stack = stackAt({ account: '111122223333', region }, `Rules-${region}`, app);
      addRule(stack, 'Rule', ON_TYPE);
      return warningsOf(stack);
    };
    newFunction(stackAt({ account: '111122223333', region: 'eu-central-1' }, 'Functions', app));
    const other = ruleBeside('eu-west-1');

    expect(other).toEqual([]);
  });

  test('is told beside the user\'s own functions for custom resources', () => {
    const stack = newStack();
    addRule(stack, 'Rule', ON_TYPE);
    new CustomResource(stack, 'Own', { serviceToken: new Provider(stack, 'Provider', { onEventHandler: newFunction(stack) }).serviceToken });

    expect(warningsOf(stack)).toEqual([`/Stack/Rule/Resource ${FINDING}`]);
  });
});
