import { CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { IMixin } from 'constructs';
import { mixins, TracingPermissions, UnwritableRoles } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, warningsOf, warningTexts, xrayPolicy } from '../fixtures';

const OPS_ROLE = 'arn:aws:iam::111122223333:role/ops';
const TRUST = { Version: '2012-10-17', Statement: [] };

/** What is the same for every mixin whose resource needs a permission on its role. */
export interface RoleContract {
  readonly type: string;
  /** The smallest set of actions, sorted. */
  readonly actions: string[];
  readonly traced: object;
  readonly untraced: object;
  mixin(props?: mixins.RoleTracingOptions): IMixin;
  /** The L1 alone, with the role it runs with. */
  l1(stack: Stack, roleArn: string): CfnResource;
}

/** The tests that every mixin with a role has to pass. */
export function describeRolePermission(contract: RoleContract): void {
  const { type, actions, traced, untraced } = contract;
  const statement = JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
  const ownRole = (stack: Stack, props: Partial<ConstructorParameters<typeof CfnRole>[2]> = {}): CfnRole =>
    new CfnRole(stack, 'Role', { assumeRolePolicyDocument: TRUST, ...props });

  test('gives the role the smallest set of actions, and no more', () => {
    const stack = newStack();

    contract.l1(stack, ownRole(stack).attrArn).with(contract.mixin());

    expect(onlyOne(stack, 'AWS::IAM::Role')).toEqual({ AssumeRolePolicyDocument: TRUST, Policies: [xrayPolicy(...actions)] });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('adds nothing to a role that allows the actions already', () => {
    const stack = newStack();
    const policies = [{ policyName: 'mine', policyDocument: { Statement: { Effect: 'Allow', Action: 'xray:*', Resource: '*' } } }];

    contract.l1(stack, ownRole(stack, { policies }).attrArn).with(contract.mixin());

    Template.fromStack(stack).hasResourceProperties(type, traced);
    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([{
      PolicyName: 'mine', PolicyDocument: { Statement: { Effect: 'Allow', Action: 'xray:*', Resource: '*' } },
    }]);
  });

  test('leaves a resource with a role that it cannot write exactly as it was', () => {
    const before = newStack(newApp());
    contract.l1(before, OPS_ROLE);
    const after = newStack(newApp());
    contract.l1(after, OPS_ROLE).with(contract.mixin());

    Template.fromStack(after).hasResourceProperties(type, untraced);
    expect(Template.fromStack(after).toJSON()).toEqual(Template.fromStack(before).toJSON());
  });

  test.each<[string, (stack: Stack) => string]>([
    ['a parameter', (stack) => new CfnParameter(stack, 'RoleArn').valueAsString],
    ['an import', () => Fn.importValue('RoleArn')],
    ['a condition', () => Fn.conditionIf('IsProd', 'arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b').toString()],
  ])('leaves a resource whose role is %s as it was, with one warning', (_name, roleArn) => {
    const stack = newStack();

    contract.l1(stack, roleArn(stack)).with(contract.mixin());

    Template.fromStack(stack).hasResourceProperties(type, untraced);
    expect(warningsOf(stack)).toHaveLength(1);
  });

  test('switches on without a word under ASSUME_PERMITTED', () => {
    const stack = newStack();

    contract.l1(stack, OPS_ROLE).with(contract.mixin({ unwritableRoles: UnwritableRoles.ASSUME_PERMITTED }));

    Template.fromStack(stack).hasResourceProperties(type, traced);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('throws where it is applied under ERROR, naming path, role and statement, and changes nothing', () => {
    const stack = newStack();
    const resource = contract.l1(stack, OPS_ROLE);
    const apply = (): void => contract.mixin({ unwritableRoles: UnwritableRoles.ERROR }).applyTo(resource);

    expect(apply).toThrow(`[${resource.node.path}]`);
    expect(apply).toThrow('role/ops');
    expect(apply).toThrow(statement);
    Template.fromStack(stack).hasResourceProperties(type, untraced);
  });

  test('gives a role of the app its permission under ERROR as well', () => {
    const stack = newStack();

    contract.l1(stack, ownRole(stack).attrArn).with(contract.mixin({ unwritableRoles: UnwritableRoles.ERROR }));

    Template.fromStack(stack).hasResourceProperties(type, traced);
  });

  test('attaches one customer-managed policy with managedPolicyPerStack()', () => {
    const stack = newStack();

    contract.l1(stack, ownRole(stack).attrArn).with(contract.mixin({ permissions: TracingPermissions.managedPolicyPerStack() }));

    const [[policyId, policy]] = Object.entries(resourcesOf(stack, 'AWS::IAM::ManagedPolicy'));
    expect(policy.Properties.PolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions.length === 1 ? actions[0] : expect.arrayContaining(actions), Resource: '*' }],
    });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ Ref: policyId }],
      Policies: Match.absent(),
    });
    Template.fromStack(stack).hasResourceProperties(type, traced);
  });
}

/** The rules for a role that the mixin's resource names directly. */
export function describeNamedRole(contract: RoleContract): void {
  describeRolePermission(contract);

  test('says once which role lacks which statement, and what to do', () => {
    const stack = newStack();

    contract.l1(stack, OPS_ROLE).with(contract.mixin()).with(contract.mixin());

    expect(warningTexts(stack)).toHaveLength(1);
    const [text] = warningTexts(stack);
    expect(text).toContain(OPS_ROLE);
    expect(text).toContain(JSON.stringify({ Effect: 'Allow', Action: contract.actions, Resource: '*' }));
    expect(text).toContain('unwritableRoles: ASSUME_PERMITTED');
    expect(text).toContain('cdk-xray:roleNotWritable');
  });
}
