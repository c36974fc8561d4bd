import { CfnResource, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRole, CfnRoleProps, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnFunctionProps } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { mixins, XRayTracing } from '../../src';
import { newApp, newFunction, newStack, onlyOne, SAMPLING_ACTIONS, SEGMENT_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const FUNCTION = 'AWS::Lambda::Function';
const LAMBDA = new ServicePrincipal('lambda.amazonaws.com');
const MINE = { policyName: 'mine', policyDocument: { Statement: [] } };
const MINE_RENDERED = { PolicyName: 'mine', PolicyDocument: { Statement: [] } };

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

function newRole(stack: Stack, props: Partial<CfnRoleProps> = {}): CfnRole {
  return new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, ...props });
}

function tracedFunction(stack: Stack, role: CfnRole, id = 'Function', props: Partial<CfnFunctionProps> = {}): CfnFunction {
  const fn = new CfnFunction(stack, id, { code: {}, role: role.attrArn, ...props });
  fn.with(new mixins.FunctionTracing());
  return fn;
}

describe('a role that several resources share', () => {
  test('gets one policy for all its functions', () => {
    const stack = newStack();
    const role = newRole(stack);

    ['A', 'B', 'C'].forEach((id) => tracedFunction(stack, role, id));

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test.each([
    ['function first', true],
    ['machine first', false],
  ])('gets one policy with the actions of a function and a state machine, %s', (_name, first) => {
    const stack = newStack();
    const role = newRole(stack);
    const machine = (): unknown => new CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn }).with(new mixins.StateMachineTracing());
    const fn = (): unknown => tracedFunction(stack, role);

    (first ? [fn, machine] : [machine, fn]).forEach((make) => make());

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
  });

  test('gets it on the role itself, wherever the functions are', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = new Role(roles, 'Role', { assumedBy: LAMBDA });

    newFunction(shop, 'Function', { role }).with(new mixins.FunctionTracing());
    app.synth();

    expect(onlyOne(roles, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    Template.fromStack(shop).resourceCountIs('AWS::IAM::Policy', 0);
    Template.fromStack(shop).hasResourceProperties(FUNCTION, { TracingConfig: { Mode: 'Active' } });
    expect(roles.dependencies).toEqual([]);
  });

  test('gets it in the parent of a nested stack', () => {
    const app = newApp();
    const parent = newStack(app, 'Parent');
    const nested = new NestedStack(parent, 'Nested');
    const role = new Role(parent, 'Role', { assumedBy: LAMBDA });

    newFunction(nested, 'Function', { role }).with(new mixins.FunctionTracing());
    app.synth();

    expect(onlyOne(parent, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    Template.fromStack(nested).hasResourceProperties(FUNCTION, { TracingConfig: { Mode: 'Active' } });
    Template.fromStack(nested).resourceCountIs(ROLE, 0);
  });

  test('gets it by the L1 of a function in another stack', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = newRole(roles);

    tracedFunction(shop, role);
    app.synth();

    expect(onlyOne(roles, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });
});

describe('a role with policies of its own', () => {
  test('keeps a literal list', () => {
    const stack = newStack();

    tracedFunction(stack, newRole(stack, { policies: [MINE] }));

    expect(onlyOne(stack, ROLE).Policies).toEqual([MINE_RENDERED, xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('keeps the inlinePolicies of an L2', () => {
    const stack = newStack();
    const document = new PolicyDocument({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA, inlinePolicies: { mine: document } });

    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, ROLE).Policies).toEqual([expect.objectContaining({ PolicyName: 'mine' }), xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('keeps a list that is a Lazy', () => {
    const stack = newStack();

    tracedFunction(stack, newRole(stack, { policies: Lazy.any({ produce: () => [MINE] }) }));

    expect(onlyOne(stack, ROLE).Policies).toEqual([MINE_RENDERED, xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('keeps what a Lazy gets later', () => {
    const stack = newStack();
    const policies: CfnRole.PolicyProperty[] = [];

    tracedFunction(stack, newRole(stack, { policies: Lazy.any({ produce: () => policies }) }));
    policies.push(MINE);

    expect(onlyOne(stack, ROLE).Policies).toEqual([MINE_RENDERED, xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('counts as not writable where the list is a condition', () => {
    const stack = newStack();
    const policies = Fn.conditionIf('IsProd', [MINE_RENDERED], []);

    tracedFunction(stack, newRole(stack, { policies }));

    expect(onlyOne(stack, ROLE).Policies).toEqual({ 'Fn::If': ['IsProd', [MINE_RENDERED], []] });
    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(warningsOf(stack)).toEqual(['/Stack/Function roleNotWritable']);
  });

  test('keeps its own policy named XRay, whatever is in it', () => {
    const stack = newStack();
    const theirs = { policyName: 'XRay', policyDocument: { Statement: [] } };

    tracedFunction(stack, newRole(stack, { policies: [theirs] }));

    const policies = onlyOne(stack, ROLE).Policies;
    expect(policies).toEqual([
      { PolicyName: 'XRay', PolicyDocument: { Statement: [] } },
      { ...xrayPolicy(...SEGMENT_ACTIONS), PolicyName: expect.any(String) },
    ]);
    expect(policies).not.toEqual([expect.anything(), expect.objectContaining({ PolicyName: 'XRay' })]);
  });

  test('keeps its default policy', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.with(new mixins.FunctionTracing());

    fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));

    expect(onlyOne(stack, 'AWS::IAM::Policy').PolicyDocument).toEqual({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
    });
    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });
});

describe('an exclusion after the mixin', () => {
  const enabled: [string, (stack: Stack) => void][] = [
    ['with enable()', (stack) => XRayTracing.of(stack).enable()],
    ['without enable()', () => undefined],
  ];

  test.each(enabled)('puts switch and policy back to how they were, %s', (_name, enable) => {
    const before = newStack(newApp());
    newFunction(before);
    const after = newStack(newApp());
    const fn = newFunction(after);
    fn.with(new mixins.FunctionTracing());
    enable(after);

    XRayTracing.of(after).exclude(fn, { reason: 'replaced in March' });

    expect(Template.fromStack(after).toJSON()).toEqual(Template.fromStack(before).toJSON());
  });

  test.each(enabled)('leaves the permission of another function that shares the role, %s', (_name, enable) => {
    const stack = newStack();
    const role = newRole(stack);
    tracedFunction(stack, role, 'Kept');
    const left = tracedFunction(stack, role, 'Left');
    enable(stack);

    XRayTracing.of(stack).exclude(left, { reason: 'replaced in March' });

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    Template.fromStack(stack).resourcePropertiesCountIs(FUNCTION, { TracingConfig: { Mode: 'Active' } }, 1);
  });

  test.each(enabled)('takes away only the actions that nobody else needs, %s', (_name, enable) => {
    const stack = newStack();
    const role = newRole(stack);
    const machine = new CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn });
    machine.with(new mixins.StateMachineTracing());
    tracedFunction(stack, role);
    enable(stack);

    XRayTracing.of(stack).exclude(machine, { reason: 'replaced in March' });

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test.each(enabled)('keeps the policies of the user, %s', (_name, enable) => {
    const stack = newStack();
    const role = newRole(stack, { policies: [MINE] });
    const fn = tracedFunction(stack, role);
    enable(stack);

    XRayTracing.of(stack).exclude(fn, { reason: 'replaced in March' });

    expect(onlyOne(stack, ROLE).Policies).toEqual([MINE_RENDERED]);
  });

  test.each(enabled)('keeps lazy policies of the user, %s', (_name, enable) => {
    const stack = newStack();
    const role = newRole(stack, { policies: Lazy.any({ produce: () => [MINE] }) });
    const fn = tracedFunction(stack, role);
    enable(stack);

    XRayTracing.of(stack).exclude(fn, { reason: 'replaced in March' });

    expect(onlyOne(stack, ROLE).Policies).toEqual([MINE_RENDERED]);
  });

  test.each(enabled)('puts the setting of the user back, %s', (_name, enable) => {
    const stack = newStack();
    const fn = tracedFunction(stack, newRole(stack), 'Function', { tracingConfig: { mode: 'PassThrough' } });
    enable(stack);

    XRayTracing.of(stack).exclude(fn, { reason: 'replaced in March' });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual({ Mode: 'PassThrough' });
  });

  test.each(enabled)('takes back the override of a raw resource, %s', (_name, enable) => {
    const stack = newStack();
    const role = newRole(stack);
    const fn = new CfnResource(stack, 'Function', { type: FUNCTION, properties: { Timeout: 5 } });
    fn.node.addDependency(role);
    fn.with(new mixins.FunctionTracing());
    enable(stack);

    XRayTracing.of(stack).exclude(fn, { reason: 'replaced in March' });

    expect(onlyOne(stack, FUNCTION)).toEqual({ Timeout: 5 });
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
  });
});

test('disable() above leaves what a mixin switched on', () => {
  const stack = newStack();
  newFunction(stack).with(new mixins.FunctionTracing());
  newFunction(stack, 'Other');

  XRayTracing.of(stack).disable();

  Template.fromStack(stack).resourcePropertiesCountIs(FUNCTION, { TracingConfig: { Mode: 'Active' } }, 1);
  Template.fromStack(stack).resourcePropertiesCountIs(FUNCTION, { TracingConfig: { Mode: 'PassThrough' } }, 1);
  Template.fromStack(stack).resourcePropertiesCountIs(ROLE, { Policies: [xrayPolicy(...SEGMENT_ACTIONS)] }, 1);
});
