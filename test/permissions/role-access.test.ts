import { NestedStack, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRole, IRole, LazyRole, ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { mixins, UnwritableRoles } from '../../src';
import {
  newApp, newFunction, newStack, onlyOne, resourcesOf, SEGMENT_ACTIONS, warningsOf, warningTexts, xrayPolicy,
} from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const POLICY = 'AWS::IAM::Policy';
const FUNCTION = 'AWS::Lambda::Function';
const LAMBDA = new ServicePrincipal('lambda.amazonaws.com');
const OPS = 'arn:aws:iam::111122223333:role/ops';
const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };
const TRACED = { TracingConfig: { Mode: 'Active' } };

function tracedWith(stack: Stack, role: IRole, props: mixins.FunctionTracingProps = {}, id = 'Function'): void {
  newFunction(stack, id, { role }).with(new mixins.FunctionTracing(props));
}

/** What a stack depends on that has an untraced function with a role imported into another stack: newer versions of the CDK say that other stack. */
function dependenciesOfUntraced(): string[] {
  const app = newApp();
  const shop = newStack(app, 'Shop');
  newFunction(shop, 'Function', { role: Role.fromRoleArn(newStack(app, 'Roles'), 'Ops', OPS) });
  app.synth();
  return namesOf(shop.dependencies);
}

function namesOf(stacks: Stack[]): string[] {
  return stacks.map(({ stackName }) => stackName);
}

/** The actions of the only policy in a stack. */
function grantedActions(stack: Stack): unknown {
  const { PolicyDocument: document } = onlyOne(stack, POLICY);
  return document;
}

const GRANTED = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: expect.arrayContaining(SEGMENT_ACTIONS), Resource: '*' }] };

describe('a role of the app behind another construct', () => {
  test('is written through a LazyRole', () => {
    const stack = newStack();
    const role = new LazyRole(stack, 'Role', { assumedBy: LAMBDA });

    tracedWith(stack, role);

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    Template.fromStack(stack).resourceCountIs(POLICY, 0);
    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
  });

  test('is not the role of the L2 once the L1 says another one', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const l1 = fn.node.defaultChild;
    if (l1 instanceof CfnFunction) {
      l1.role = OPS;
    }

    fn.with(new mixins.FunctionTracing());

    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(warningsOf(stack)).toHaveLength(1);
  });
});

describe('an imported role', () => {
  test.each<[string, (stack: Stack) => IRole]>([
    ['by its ARN', (stack) => Role.fromRoleArn(stack, 'Ops', OPS)],
    ['by its name', (stack) => Role.fromRoleName(stack, 'Ops', 'ops')],
    ['by an ARN that is a token', (stack) => Role.fromRoleArn(stack, 'Ops', Token.asString({ Ref: 'RoleArn' }))],
  ])('%s gets a policy beside it, before the function', (_name, role) => {
    const stack = newStack();

    tracedWith(stack, role(stack));

    expect(grantedActions(stack)).toEqual(GRANTED);
    const [fn] = Object.values(resourcesOf(stack, FUNCTION));
    expect(fn.DependsOn).toEqual(Object.keys(resourcesOf(stack, POLICY)));
    expect(fn.Properties).toMatchObject(TRACED);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('gets one statement for all functions that share it', () => {
    const stack = newStack();
    const role = Role.fromRoleArn(stack, 'Ops', OPS);

    tracedWith(stack, role, {}, 'A');
    tracedWith(stack, role, {}, 'B');

    expect(grantedActions(stack)).toEqual(GRANTED);
    expect(Object.values(resourcesOf(stack, FUNCTION)).map(({ DependsOn }) => DependsOn?.length)).toEqual([1, 1]);
  });

  test('has every function wait for a permission that another function brought', () => {
    const stack = newStack();
    const role = Role.fromRoleArn(stack, 'Ops', OPS);
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));

    tracedWith(stack, role);

    const [fn] = Object.values(resourcesOf(stack, FUNCTION));
    expect(fn.DependsOn).toEqual(Object.keys(resourcesOf(stack, POLICY)));
    expect(Object.keys(resourcesOf(stack, POLICY))).toHaveLength(1);
  });

  test('of another stack is imported once more beside the function, so that the stacks make no circle', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = Role.fromRoleArn(roles, 'Ops', OPS);
    tracedWith(shop, role, {}, 'First');
    tracedWith(shop, role, {}, 'Second');
    app.synth();

    Template.fromStack(roles).resourceCountIs(POLICY, 0);
    expect(grantedActions(shop)).toEqual(GRANTED);
    expect(onlyOne(shop, POLICY).Roles).toEqual(['ops']);
    Template.fromStack(shop).resourcePropertiesCountIs(FUNCTION, TRACED, 2);
    expect(namesOf(shop.dependencies)).toEqual(dependenciesOfUntraced());
  });

  test('gets policies of different names from two stacks, for both are attached to the same role', () => {
    const app = newApp();
    const [roles, shop, club] = ['Roles', 'Shop', 'Club'].map((id) => newStack(app, id));
    const role = Role.fromRoleArn(roles, 'Ops', OPS);

    [shop, club].forEach((stack) => tracedWith(stack, role));
    app.synth();

    expect(onlyOne(shop, POLICY).PolicyName).not.toBe(onlyOne(club, POLICY).PolicyName);
    expect(namesOf(shop.dependencies)).toEqual(dependenciesOfUntraced());
    expect(namesOf(club.dependencies)).toEqual(dependenciesOfUntraced());
  });

  test('brings no dependency between stacks that is not there without tracing, where its own stack traces a function with it', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = Role.fromRoleArn(roles, 'Ops', OPS);
    tracedWith(roles, role);
    tracedWith(shop, role);
    app.synth();

    expect(namesOf(shop.dependencies)).toEqual(dependenciesOfUntraced());
  });

  test('of another stack has every function of a stack wait for the policy beside them', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = Role.fromRoleArn(roles, 'Ops', OPS);

    ['A', 'B', 'C'].forEach((id) => tracedWith(shop, role, {}, id));
    app.synth();

    const [policyId] = Object.keys(resourcesOf(shop, POLICY));
    expect(Object.values(resourcesOf(shop, FUNCTION)).map(({ DependsOn }) => DependsOn)).toEqual([[policyId], [policyId], [policyId]]);
  });

  test('never has a function traced before a permission that another stack brings', () => {
    const app = newApp();
    const [roles, shop] = [newStack(app, 'Roles'), newStack(app, 'Shop')];
    const role = Role.fromRoleArn(roles, 'Ops', OPS);
    tracedWith(roles, role);

    tracedWith(shop, role);
    app.synth();

    const ordered = shop.dependencies.includes(roles);
    expect(ordered || Object.keys(resourcesOf(shop, POLICY)).length === 1).toBe(true);
  });

  test('of a parent stack serves a nested stack', () => {
    const app = newApp();
    const parent = newStack(app, 'Parent');
    const nested = new NestedStack(parent, 'Nested');

    tracedWith(nested, Role.fromRoleArn(parent, 'Ops', OPS));
    app.synth();

    Template.fromStack(nested).hasResourceProperties(FUNCTION, TRACED);
    expect(Object.keys(resourcesOf(parent, POLICY)).length + Object.keys(resourcesOf(nested, POLICY)).length).toBe(1);
  });
});

describe('a role that the user closed', () => {
  const CLOSED: [string, (stack: Stack) => IRole][] = [
    ['imported with mutable: false', (stack) => Role.fromRoleArn(stack, 'Ops', OPS, { mutable: false })],
    ['imported by name with mutable: false', (stack) => Role.fromRoleName(stack, 'Ops', 'ops', { mutable: false })],
    ['of another account', (stack) => Role.fromRoleArn(stack, 'Ops', 'arn:aws:iam::999988887777:role/ops')],
    ['of the app, without policy updates', (stack) => new Role(stack, 'Ops', { assumedBy: LAMBDA }).withoutPolicyUpdates()],
  ];

  test.each(CLOSED)('(%s) stays closed, and the function as it was, with one warning', (_name, role) => {
    const before = newStack(newApp(), 'Stack', ENV);
    newFunction(before, 'Function', { role: role(before) });
    const after = newStack(newApp(), 'Stack', ENV);

    tracedWith(after, role(after));

    expect(Template.fromStack(after).toJSON()).toEqual(Template.fromStack(before).toJSON());
    expect(warningsOf(after)).toEqual(['/Stack/Function/Resource roleNotWritable']);
    expect(warningTexts(after)[0]).toMatch(/role\/ops|Ops/);
  });

  test.each(CLOSED)('(%s) is trusted under ASSUME_PERMITTED', (_name, role) => {
    const stack = newStack(newApp(), 'Stack', ENV);

    tracedWith(stack, role(stack), { unwritableRoles: UnwritableRoles.ASSUME_PERMITTED });

    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
    Template.fromStack(stack).resourceCountIs(POLICY, 0);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is enough where it allows the actions already', () => {
    const stack = newStack();
    const managedPolicies = [ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess')];
    const role = new Role(stack, 'Ops', { assumedBy: LAMBDA, managedPolicies });

    tracedWith(stack, role.withoutPolicyUpdates());

    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is enough where its inline policies allow the actions already', () => {
    const stack = newStack();
    const document = new PolicyDocument({ statements: [new PolicyStatement({ actions: ['xray:Put*'], resources: ['*'] })] });
    const role = new Role(stack, 'Ops', { assumedBy: LAMBDA, inlinePolicies: { mine: document } });

    tracedWith(stack, role.withoutPolicyUpdates());

    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may have another door that is open: a function with the role itself', () => {
    const stack = newStack();
    const role = new Role(stack, 'Ops', { assumedBy: LAMBDA });
    tracedWith(stack, role, {}, 'Open');

    tracedWith(stack, role.withoutPolicyUpdates(), {}, 'Closed');

    Template.fromStack(stack).resourcePropertiesCountIs(FUNCTION, TRACED, 2);
    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });
});

describe('a role that is nearly the app\'s', () => {
  test('is writable where the account of the stack is not known', () => {
    const stack = newStack();

    tracedWith(stack, Role.fromRoleArn(stack, 'Ops', OPS));

    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
  });

  test('is writable in its own account', () => {
    const stack = newStack(newApp(), 'Stack', ENV);

    tracedWith(stack, Role.fromRoleArn(stack, 'Ops', OPS));

    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
  });

  test('is not mistaken for a closed one by its id', () => {
    const stack = newStack();

    tracedWith(stack, Role.fromRoleArn(stack, 'ImmutableRoleOfOps', OPS));

    expect(grantedActions(stack)).toEqual(GRANTED);
    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
  });

  test('is not mistaken for a closed one by its neighbour', () => {
    const stack = newStack();
    new CfnRole(stack, 'MutableRoleOps', { assumeRolePolicyDocument: {} });

    tracedWith(stack, Role.fromRoleArn(stack, 'Ops', OPS));

    expect(grantedActions(stack)).toEqual(GRANTED);
  });
});
