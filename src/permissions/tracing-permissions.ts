import { createHash } from 'crypto';
import { CfnResource, Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy, CfnRole, ManagedPolicy, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { freeId } from '../free-id';
import { listItems, resolved } from '../references';
import { InlinePolicy } from './inline-policy';
import { PermissionSet } from './permission-set';

/** IAM's default quota of managed policies for a role. */
const MANAGED_POLICY_QUOTA = 10;

/**
 * How the roles of this app get the X-Ray permissions that their resources need.
 *
 * A role that the app only imports is not concerned: it takes the statement by the CDK's own `addToPrincipalPolicy`.
 */
export abstract class TracingPermissions {
  /**
   * An inline policy named `XRay` on the role's own resource: no resource is added to the template. The default.
   */
  public static inlinePolicy(): TracingPermissions {
    return new InlinePermissions();
  }

  /**
   * One customer-managed policy for each stack and set of actions, attached to the roles of that stack,
   * for teams whose rules forbid inline policies.
   *
   * A role that has ten managed policies already (IAM's default quota) counts as not writable.
   */
  public static managedPolicyPerStack(): TracingPermissions {
    return new ManagedPermissions();
  }

  protected constructor() {
  }

  /**
   * Gives a set of actions to a role of this app.
   *
   * @returns whether the role can take it
   * @internal
   */
  public abstract _grant(role: CfnRole, owner: Role | undefined, asker: CfnResource, set: PermissionSet): boolean;

  /**
   * Gives a set of actions about one resource by a policy beside the role: that resource may know the role, and the role must not know it in turn.
   *
   * @returns the policy, if the role can take it
   * @internal
   */
  public _grantBeside(role: CfnRole, asker: CfnResource, set: PermissionSet): CfnResource | undefined {
    const stack = Stack.of(asker);
    const about = JSON.stringify(resolved([role.ref, set.resource], asker));
    const id = `${set.name}${createHash('sha256').update(about).digest('hex').slice(0, 8)}`;
    const existing = stack.node.tryFindChild(id);
    return CfnResource.isCfnResource(existing) ? existing : this._newPolicyBeside(stack, id, role, set);
  }

  /**
   * @internal
   */
  protected abstract _newPolicyBeside(stack: Stack, id: string, role: CfnRole, set: PermissionSet): CfnResource | undefined;
}

class InlinePermissions extends TracingPermissions {
  constructor() {
    super();
  }

  public _grant(role: CfnRole, _owner: Role | undefined, asker: CfnResource, set: PermissionSet): boolean {
    const policy = InlinePolicy.on(role);
    if (!policy.canBeAdded) {
      return false;
    }
    policy.grant(asker, set.actions);
    return true;
  }

  protected _newPolicyBeside(stack: Stack, id: string, role: CfnRole, set: PermissionSet): CfnResource {
    return new CfnPolicy(stack, id, { policyName: id, policyDocument: documentOf(set), roles: [role.ref] });
  }
}

class ManagedPermissions extends TracingPermissions {
  constructor() {
    super();
  }

  public _grant(role: CfnRole, owner: Role | undefined, _asker: CfnResource, set: PermissionSet): boolean {
    const policies = POLICIES.get(Stack.of(role)) ?? new Map<string, ManagedPolicy>();
    POLICIES.set(Stack.of(role), policies);
    const existing = policies.get(set.name);
    const attached = listItems(role.managedPolicyArns ?? [], role);
    if (existing && attached?.includes(existing.managedPolicyArn)) {
      return true;
    }
    if (!attached || attached.length >= MANAGED_POLICY_QUOTA) {
      return false;
    }
    const policy = existing ?? newPolicy(Stack.of(role), set);
    policies.set(set.name, policy);
    attach(policy, role, owner);
    return true;
  }

  protected _newPolicyBeside(stack: Stack, id: string, role: CfnRole, set: PermissionSet): CfnResource | undefined {
    const attached = listItems(role.managedPolicyArns ?? [], role);
    return attached && attached.length < MANAGED_POLICY_QUOTA
      ? new CfnManagedPolicy(stack, id, { description: DESCRIPTION, policyDocument: documentOf(set), roles: [role.ref] })
      : undefined;
  }
}

const DESCRIPTION = 'Lets the resources of this stack send traces to AWS X-Ray';

/** Of each stack, its policies by their set of actions. */
const POLICIES = new WeakMap<Stack, Map<string, ManagedPolicy>>();

function newPolicy(stack: Stack, set: PermissionSet): ManagedPolicy {
  return new ManagedPolicy(stack, freeId(stack, set.name), {
    description: DESCRIPTION,
    statements: [new PolicyStatement({ actions: [...set.actions], resources: ['*'] })],
  });
}

function documentOf({ actions, resource }: PermissionSet): PolicyDocument {
  return new PolicyDocument({ statements: [new PolicyStatement({ actions: [...actions], resources: [resource ?? '*'] })] });
}

function attach(policy: ManagedPolicy, role: CfnRole, owner: Role | undefined): void {
  owner?.addManagedPolicy(policy);
  if (listItems(role.managedPolicyArns ?? [], role)?.includes(policy.managedPolicyArn)) {
    return;
  }
  const existing = role.managedPolicyArns ?? [];
  role.managedPolicyArns = Token.isUnresolved(existing)
    ? Lazy.list({ produce: () => [...(listItems(existing, role) ?? []), policy.managedPolicyArn] })
    : [...existing, policy.managedPolicyArn];
}
