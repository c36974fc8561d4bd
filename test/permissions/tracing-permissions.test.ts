import { CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnRole, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { mixins, TracingPermissions, XRayTracing } from '../../src';
import {
  newApp, newFunction, newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, SEGMENT_ACTIONS, warningsOf, xrayPolicy,
} from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const FUNCTION = 'AWS::Lambda::Function';
const MANAGED = 'AWS::IAM::ManagedPolicy';
const LAMBDA = new ServicePrincipal('lambda.amazonaws.com');
const permissions = TracingPermissions.managedPolicyPerStack();

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

function arns(count: number): string[] {
  return Array.from({ length: count }, (_value, index) => `arn:aws:iam::111122223333:policy/p${index}`);
}

function tracedFunction(stack: Stack, managedPolicyArns?: string[]): void {
  const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, managedPolicyArns });
  new CfnFunction(stack, 'Function', { code: {}, role: role.attrArn }).with(new mixins.FunctionTracing({ permissions }));
}

describe('inlinePolicy', () => {
  test('is the default', () => {
    const [stated, unstated] = [newStack(newApp()), newStack(newApp())];
    newFunction(stated).with(new mixins.FunctionTracing({ permissions: TracingPermissions.inlinePolicy() }));
    newFunction(unstated).with(new mixins.FunctionTracing());

    expect(Template.fromStack(stated).toJSON()).toEqual(Template.fromStack(unstated).toJSON());
    expect(onlyOne(stated, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });
});

describe('managedPolicyPerStack', () => {
  test('makes one policy for all roles of a stack', () => {
    const stack = newStack();

    ['A', 'B', 'C'].forEach((id) => newFunction(stack, id).with(new mixins.FunctionTracing({ permissions })));

    const [policyId] = Object.keys(resourcesOf(stack, MANAGED));
    Template.fromStack(stack).resourceCountIs(MANAGED, 1);
    Template.fromStack(stack).resourcePropertiesCountIs(ROLE, {
      ManagedPolicyArns: Match.arrayWith([{ Ref: policyId }]), Policies: Match.absent(),
    }, 3);
  });

  test('attaches it once to a role that functions share', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA });

    ['A', 'B'].forEach((id) => newFunction(stack, id, { role }).with(new mixins.FunctionTracing({ permissions })));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toHaveLength(1);
  });

  test('makes one policy for each set of actions', () => {
    const stack = newStack();
    newFunction(stack).with(new mixins.FunctionTracing({ permissions }));
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    new CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn }).with(new mixins.StateMachineTracing({ permissions }));

    const actions = Object.values(resourcesOf(stack, MANAGED)).map(({ Properties }) => JSON.stringify(Properties.PolicyDocument));
    expect(actions).toHaveLength(2);
    SAMPLING_ACTIONS.forEach((action) => expect(actions.join()).toContain(action));
  });

  test('makes one policy for each stack, in the stack of the role', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = new Role(roles, 'Role', { assumedBy: LAMBDA });
    newFunction(shop, 'Foreign', { role }).with(new mixins.FunctionTracing({ permissions }));
    newFunction(shop).with(new mixins.FunctionTracing({ permissions }));

    app.synth();

    Template.fromStack(roles).resourceCountIs(MANAGED, 1);
    Template.fromStack(shop).resourceCountIs(MANAGED, 1);
    expect(roles.dependencies).toEqual([]);
  });

  test('is an option of enable()', () => {
    const stack = newStack();
    newFunction(stack);
    XRayTracing.of(stack).enable({ permissions });

    Template.fromStack(stack).resourceCountIs(MANAGED, 1);
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
  });

  test('leaves the function out of the circle: its role waits for the policy, and nothing waits for the function', () => {
    const stack = newStack();
    newFunction(stack).with(new mixins.FunctionTracing({ permissions }));

    expect(onlyOne(stack, MANAGED)).not.toHaveProperty('Roles');
    expect(Object.values(resourcesOf(stack, FUNCTION))[0].DependsOn).toEqual(Object.keys(resourcesOf(stack, ROLE)));
  });

  test('adds nothing where the role allows the actions already', () => {
    const stack = newStack();

    tracedFunction(stack, ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess']);

    Template.fromStack(stack).resourceCountIs(MANAGED, 0);
    Template.fromStack(stack).hasResourceProperties(FUNCTION, { TracingConfig: { Mode: 'Active' } });
  });

  test.each([0, 1, 9])('attaches to a role with %i managed policies', (count) => {
    const stack = newStack();

    tracedFunction(stack, arns(count));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toEqual([...arns(count), { Ref: Object.keys(resourcesOf(stack, MANAGED))[0] }]);
    Template.fromStack(stack).hasResourceProperties(FUNCTION, { TracingConfig: { Mode: 'Active' } });
  });

  test.each([10, 11])('counts a role with %i managed policies as not writable, and leaves everything as it was', (count) => {
    const stack = newStack();

    tracedFunction(stack, arns(count));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toEqual(arns(count));
    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(warningsOf(stack)).toEqual(['/Stack/Function roleNotWritable']);
    Template.fromStack(stack).resourceCountIs(MANAGED, 0);
  });

  test('counts an L2 role with ten managed policies as not writable', () => {
    const stack = newStack();
    const managedPolicies = arns(10).map((arn, index) => ManagedPolicy.fromManagedPolicyArn(stack, `Policy${index}`, arn));
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA, managedPolicies });

    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing({ permissions }));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toHaveLength(10);
    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
  });

  test('keeps what an L2 role gets later', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA });
    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing({ permissions }));

    role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSQSFullAccess'));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toHaveLength(2);
  });

  test('keeps a list that is a Lazy', () => {
    const stack = newStack();

    tracedFunction(stack, Lazy.list({ produce: () => arns(2) }));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toEqual([...arns(2), { Ref: expect.any(String) }]);
  });

  test.each<[string, (stack: Stack) => string[], unknown]>([
    ['a parameter', (stack) => new CfnParameter(stack, 'Policies', { type: 'CommaDelimitedList' }).valueAsList, { Ref: 'Policies' }],
    ['an import', () => Fn.split(',', Fn.importValue('Policies')), { 'Fn::Split': [',', { 'Fn::ImportValue': 'Policies' }] }],
    ['a condition', () => Token.asList(Fn.conditionIf('IsProd', ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'], [])), {
      'Fn::If': ['IsProd', ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'], []],
    }],
  ])('never drops a list that is %s', (_name, list, rendered) => {
    const stack = newStack();

    tracedFunction(stack, list(stack));

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toEqual(rendered);
    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(warningsOf(stack)).toEqual(['/Stack/Function roleNotWritable']);
  });

  test('is not disturbed by a construct of the user with the same id', () => {
    const stack = newStack();
    new Role(stack, 'XRayWrite', { assumedBy: LAMBDA });

    expect(() => newFunction(stack).with(new mixins.FunctionTracing({ permissions }))).not.toThrow();
  });

  test('never takes a managed policy of the user for its own', () => {
    const stack = newStack();
    new ManagedPolicy(stack, 'XRayWrite', { statements: [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });

    new CfnFunction(stack, 'Function', { code: {}, role: role.attrArn }).with(new mixins.FunctionTracing({ permissions }));

    const documents = Object.values(resourcesOf(stack, MANAGED)).map(({ Properties }) => JSON.stringify(Properties.PolicyDocument));
    expect(documents.filter((document) => document.includes('xray:PutTraceSegments'))).toHaveLength(1);
  });
});
