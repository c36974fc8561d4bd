import { Aws, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnRole, CfnRoleProps, Effect, IManagedPolicy, ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { mixins } from '../../src';
import { documentAllows } from '../../src/permissions/allowed';
import { newFunction, newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, SEGMENT_ACTIONS, xrayPolicy } from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const LAMBDA = new ServicePrincipal('lambda.amazonaws.com');

/** Traces a function with a role, and tells whether the role got our policy. */
function isGivenPolicy(stack: Stack, props: Partial<CfnRoleProps>): boolean {
  const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, ...props });
  new CfnFunction(stack, 'Function', { code: {}, role: role.attrArn }).with(new mixins.FunctionTracing());
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  return JSON.stringify(onlyOne(stack, ROLE).Policies ?? []).includes('"PolicyName":"XRay"');
}

function policy(...statements: object[]): Partial<CfnRoleProps> {
  return { policies: [{ policyName: 'mine', policyDocument: { Version: '2012-10-17', Statement: statements } }] };
}

const PUT_SEGMENTS = { Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' };
const PUT_TELEMETRY = { Effect: 'Allow', Action: 'xray:PutTelemetryRecords', Resource: '*' };
const ALL = { Effect: 'Allow', Action: 'xray:*', Resource: '*' };

describe('a literal inline policy', () => {
  test.each<[string, object[]]>([
    ['*', [{ Effect: 'Allow', Action: '*', Resource: '*' }]],
    ['xray:*', [ALL]],
    ['xray:Put*', [{ Effect: 'Allow', Action: 'xray:Put*', Resource: '*' }]],
    ['another spelling', [{ Effect: 'Allow', Action: 'XRay:put*', Resource: '*' }]],
    ['both actions', [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: ['*'] }]],
    ['both actions in two statements', [PUT_SEGMENTS, PUT_TELEMETRY]],
    ['more actions than are needed', [{ Effect: 'Allow', Action: ['s3:GetObject', 'xray:*'], Resource: ['arn:aws:s3:::orders', '*'] }]],
    ['all actions, with a Deny of another service', [ALL, { Effect: 'Deny', Action: 's3:*', Resource: '*' }]],
  ])('that allows %s is enough', (_name, statements) => {
    expect(isGivenPolicy(newStack(), policy(...statements))).toBe(false);
  });

  test.each<[string, object[]]>([
    ['allows one of two actions', [PUT_SEGMENTS]],
    ['allows reading only', [{ Effect: 'Allow', Action: 'xray:Get*', Resource: '*' }]],
    ['allows another service', [{ Effect: 'Allow', Action: 'xraylike:*', Resource: '*' }]],
    ['has a condition', [{ ...ALL, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }]],
    ['is limited to a resource', [{ ...ALL, Resource: 'arn:aws:xray:eu-west-1:111122223333:group/*' }]],
    ['excepts a resource', [{ Effect: 'Allow', Action: 'xray:*', NotResource: 'arn:aws:xray:*' }]],
    ['excepts actions', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
    ['has no statement', []],
  ])('that %s is not enough', (_name, statements) => {
    expect(isGivenPolicy(newStack(), policy(...statements))).toBe(true);
  });

  test.each<[string, object]>([
    ['all actions', { Effect: 'Deny', Action: '*', Resource: '*' }],
    ['one of the actions', { Effect: 'Deny', Action: ['xray:PutTraceSegments'], Resource: '*' }],
    ['them under a condition', { Effect: 'Deny', Action: 'xray:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['all but other actions', { Effect: 'Deny', NotAction: ['s3:*'], Resource: '*' }],
    ['them by a wildcard for one letter', { Effect: 'Deny', Action: 'xray:PutTraceSegment?', Resource: '*' }],
  ])('that allows them and denies %s is not enough', (_name, deny) => {
    expect(isGivenPolicy(newStack(), policy(ALL, deny))).toBe(true);
  });

  test('as a PolicyDocument is read as well', () => {
    const document = new PolicyDocument({ statements: [new PolicyStatement({ actions: ['xray:*'], resources: ['*'] })] });

    expect(isGivenPolicy(newStack(), { policies: [{ policyName: 'mine', policyDocument: document }] })).toBe(false);
  });

  test.each<[string, (stack: Stack) => Partial<CfnRoleProps>, boolean]>([
    ['a list that is a Lazy', () => ({ policies: Lazy.any({ produce: () => policy(ALL).policies }) }), false],
    ['an action that is a parameter', (stack) => policy({ ...ALL, Action: new CfnParameter(stack, 'Action').valueAsString }), true],
    ['an action that is a Lazy', () => policy({ ...ALL, Action: Lazy.string({ produce: () => 'xray:*' }) }), false],
    ['a resource that is a token', () => policy({ ...ALL, Resource: Fn.importValue('Resource') }), true],
    ['a document that is a condition', () => ({ policies: [{ policyName: 'mine', policyDocument: Fn.conditionIf('IsProd', {}, {}) }] }), true],
  ])('with %s is read as far as it is known', (_name, props, given) => {
    const stack = newStack();

    expect(isGivenPolicy(stack, props(stack))).toBe(given);
  });

  test('is enough for a state machine only if it allows all four actions', () => {
    const stack = newStack();
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, ...policy(PUT_SEGMENTS, PUT_TELEMETRY) });

    new CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn }).with(new mixins.StateMachineTracing());

    expect(onlyOne(stack, ROLE).Policies).toEqual([expect.objectContaining({ PolicyName: 'mine' }), xrayPolicy(...SAMPLING_ACTIONS)]);
  });
});

describe('a managed policy', () => {
  test.each([
    'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
    'arn:aws-cn:iam::aws:policy/AWSXRayDaemonWriteAccess',
    'arn:aws-us-gov:iam::aws:policy/AWSXrayWriteOnlyAccess',
    'arn:aws:iam::aws:policy/AWSXrayFullAccess',
    'arn:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy',
    `arn:${Aws.PARTITION}:iam::aws:policy/AWSXRayDaemonWriteAccess`,
  ])('such as %s is enough', (arn) => {
    expect(isGivenPolicy(newStack(), { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess', arn] })).toBe(false);
  });

  test.each([
    'arn:aws:iam::111122223333:policy/AWSXRayDaemonWriteAccess',
    'arn:aws:iam::111122223333:policy/our-tracing',
    'arn:aws:iam::aws:policy/AWSXrayReadOnlyAccess',
    'arn:aws:iam::aws:policy/CloudWatchLambdaApplicationSignalsExecutionRolePolicy',
    'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    Fn.importValue('Policy'),
  ])('such as %s is not enough', (arn) => {
    expect(isGivenPolicy(newStack(), { managedPolicyArns: [arn] })).toBe(true);
  });

  test('in a list that is a parameter is not known, so not enough', () => {
    const stack = newStack();
    const managedPolicyArns = new CfnParameter(stack, 'Policies', { type: 'CommaDelimitedList' }).valueAsList;

    expect(isGivenPolicy(stack, { managedPolicyArns })).toBe(true);
  });

  test('is not enough where an inline policy denies the actions', () => {
    const managedPolicyArns = ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'];

    expect(isGivenPolicy(newStack(), { managedPolicyArns, ...policy({ Effect: 'Deny', Action: 'xray:*', Resource: '*' }) })).toBe(true);
  });

  test.each<[string, (stack: Stack) => IManagedPolicy, boolean]>([
    ['AWS makes', () => ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess'), false],
    ['the app makes', (stack) => {
      const statements = [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })];
      return new ManagedPolicy(stack, 'Mine', { statements });
    }, true],
    ['the app imports', (stack) => ManagedPolicy.fromManagedPolicyName(stack, 'Theirs', 'AWSXRayDaemonWriteAccess'), true],
  ])('that %s and an L2 role has is judged by its name', (_name, managedPolicy, given) => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA, managedPolicies: [managedPolicy(stack)] });

    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, ROLE).Policies).toEqual(given ? [xrayPolicy(...SEGMENT_ACTIONS)] : undefined);
  });
});

describe('the default policy of a role', () => {
  test('is enough where the user traced another function with the role by hand', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA });
    newFunction(stack, 'ByHand', { role, tracing: Tracing.ACTIVE });

    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } }, 2);
  });

  test.each<[string, PolicyStatement, boolean]>([
    ['allows the actions', new PolicyStatement({ actions: ['xray:Put*'], resources: ['*'] }), false],
    ['allows them under a condition', new PolicyStatement({ actions: ['xray:*'], resources: ['*'], conditions: { Bool: { x: 'true' } } }), true],
    ['allows them on a resource', new PolicyStatement({ actions: ['xray:*'], resources: ['arn:aws:xray:*:*:group/*'] }), true],
    ['denies them', new PolicyStatement({ effect: Effect.DENY, actions: ['xray:*'], resources: ['*'] }), true],
    ['allows something else', new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }), true],
  ])('that %s is read', (_name, statement, given) => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA });
    role.addToPolicy(statement);

    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, ROLE).Policies).toEqual(given ? [xrayPolicy(...SEGMENT_ACTIONS)] : undefined);
  });

  test('that denies the actions beside a managed policy that allows them is not enough', () => {
    const stack = newStack();
    const managedPolicies = [ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess')];
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA, managedPolicies });
    role.addToPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['xray:*'], resources: ['*'] }));

    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });
});

describe('a default policy that an L1 function would not wait for', () => {
  test.each<[string, (stack: Stack, role: Role) => void]>([
    ['that the user wrote', (_stack, role) => {
      role.addToPolicy(new PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));
    }],
    ['that a function traced by hand brought', (stack, role) => {
      newFunction(stack, 'ByHand', { role, tracing: Tracing.ACTIVE });
    }],
  ])('(%s) is waited for, or the role itself gets the permission', (_name, allow) => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA });
    allow(stack, role);

    const fn = new CfnFunction(stack, 'Function', { code: {}, role: role.roleArn });
    fn.with(new mixins.FunctionTracing());

    const [policyId] = Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'));
    const waits = resourcesOf(stack, 'AWS::Lambda::Function').Function.DependsOn?.includes(policyId) ?? false;
    expect(waits || onlyOne(stack, ROLE).Policies !== undefined).toBe(true);
  });

  test('makes no circle where the policy is about the function', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: LAMBDA });
    const fn = new CfnFunction(stack, 'Function', { code: {}, role: role.roleArn });
    role.addToPolicy(new PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.attrArn] }));

    fn.with(new mixins.FunctionTracing());

    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('documentAllows', () => {
  test.each<[string, unknown, boolean]>([
    ['a document that allows', { Statement: [ALL] }, true],
    ['a single statement', { Statement: ALL }, true],
    ['a condition', { Statement: [{ ...ALL, Condition: {} }] }, false],
    ['nothing', undefined, false],
    ['an intrinsic function', { 'Fn::If': ['IsProd', {}, {}] }, false],
  ])('reads %s', (_name, document, allows) => {
    expect(documentAllows(document, SEGMENT_ACTIONS)).toBe(allows);
  });
});
