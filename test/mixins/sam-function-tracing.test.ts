import { CfnResource, Fn, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-sam';
import { absent, describeMixin } from './contract';
import { describeNamedRole } from './role-contract';
import { mixins } from '../../src';
import { newStack, onlyOne, SEGMENT_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const TYPE = 'AWS::Serverless::Function';
const TRACED = { Tracing: 'Active' };
const UNTRACED = { Tracing: absent };

describe('SamFunctionTracing', () => {
  describeMixin<CfnFunction>({
    type: TYPE,
    mixin: () => new mixins.SamFunctionTracing(),
    l1: (stack) => new CfnFunction(stack, 'Function', { handler: 'index.handler', inlineCode: ' ' }),
    assign: (fn, value) => {
      fn.tracing = value === 'off' ? 'PassThrough' : Token.asString(value);
    },
    traced: TRACED,
    untraced: UNTRACED,
  });

  describeNamedRole({
    type: TYPE,
    mixin: (props) => new mixins.SamFunctionTracing(props),
    l1: (stack, role) => new CfnFunction(stack, 'Function', { handler: 'index.handler', role }),
    actions: SEGMENT_ACTIONS,
    traced: TRACED,
    untraced: UNTRACED,
  });

  test('leaves the permission to SAM where SAM makes the role', () => {
    const stack = newStack();

    new CfnFunction(stack, 'Function', { handler: 'index.handler', policies: 'AmazonSQSFullAccess' }).with(new mixins.SamFunctionTracing());

    expect(Template.fromStack(stack).toJSON().Resources).toEqual({
      Function: { Type: TYPE, Properties: { Handler: 'index.handler', Policies: 'AmazonSQSFullAccess', Tracing: 'Active' } },
    });
  });

  test('gives the permission to the L2 role that the function was given', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

    new CfnFunction(stack, 'Function', { handler: 'index.handler', role: role.roleArn }).with(new mixins.SamFunctionTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('finds the role through an intrinsic function', () => {
    const stack = newStack();
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });

    new CfnFunction(stack, 'Function', { role: Fn.join('', [role.attrArn]) }).with(new mixins.SamFunctionTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('does not support a Lambda function', () => {
    const fn = new CfnResource(newStack(), 'Function', { type: 'AWS::Lambda::Function' });

    expect(new mixins.SamFunctionTracing().supports(fn)).toBe(false);
  });

  test('switches a raw resource on by an override', () => {
    const stack = newStack();
    const fn = new CfnResource(stack, 'Function', { type: TYPE, properties: { Handler: 'index.handler' } });

    fn.with(new mixins.SamFunctionTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { Handler: 'index.handler', Tracing: 'Active' });
    expect(warningsOf(stack)).toEqual([]);
  });
});
