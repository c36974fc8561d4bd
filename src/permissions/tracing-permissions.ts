import { CfnResource, Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnRole, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { freeId } from '../free-id';
import { listItems } from '../references';
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
}

/** Of each stack, its policies by their set of actions. */
const POLICIES = new WeakMap<Stack, Map<string, ManagedPolicy>>();

function newPolicy(stack: Stack, set: PermissionSet): ManagedPolicy {
  return new ManagedPolicy(stack, freeId(stack, set.name), {
    description: 'Lets the resources of this stack send traces to AWS X-Ray',
    statements: [new PolicyStatement({ actions: [...set.actions], resources: ['*'] })],
  });
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
