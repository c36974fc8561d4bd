import { createHash } from 'crypto';
import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { CfnRole, IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct, IDependable } from 'constructs';
import { isRoleLike, ownerOf, roleOf } from '../owner';
import { referencesIn, resolved } from '../references';
import { Allowance, allowanceOf } from './allowed';
import { InlinePolicy } from './inline-policy';
import { PermissionSet } from './permission-set';
import { isChosenAtDeployment, isClosed, isPrecreated, isTypedRole, nameOf, names, ownRole } from './role-kinds';
import { TracingPermissions } from './tracing-permissions';

/** What became of a request for a permission. */
export interface Permit {
  /** Whether the role has the permission now. */
  readonly allowed: boolean;
  /** What has to exist before the resource is switched on, besides the role itself. */
  readonly dependable?: IConstruct;
  /** Gives the permission again where somebody took it from the role. */
  readonly repair?: () => void;
  /** Takes an inline policy back; there for no other kind of permission. */
  readonly revoke?: () => void;
}

/** What the CDK's own provider functions offer of their role: `CustomResourceProvider` and its like. */
export interface RoleProvider extends IConstruct {
  readonly roleArn: string;
  addToRolePolicy(statement: object): void;
}

/** Whether a construct can add statements to a role that it keeps to itself. */
export function isRoleProvider(construct: IConstruct | undefined): construct is RoleProvider {
  return construct !== undefined && 'serviceToken' in construct && 'roleArn' in construct && 'addToRolePolicy' in construct;
}

const REFUSED: Permit = { allowed: false };
const ALLOWED: Permit = { allowed: true };

/**
 * The role that a resource runs with, and the way to give it a permission.
 */
export abstract class RoleAccess {
  /**
   * The role of an L2 first, for what the user closed there must stay closed; but only while the property still says that role.
   */
  public static of(resource: CfnResource, roleValue: unknown): RoleAccess {
    const role = roleOf(ownerOf(resource));
    if (role && names(roleValue, role, resource)) {
      return RoleAccess.ofRole(role);
    }
    const [target, ...others] = referencesIn(roleValue, resource);
    return target && others.length === 0 && !isChosenAtDeployment(roleValue, resource)
      ? RoleAccess.ofResource(target)
      : new UnknownRole(nameOf(roleValue, resource));
  }

  /** The role of a resource whose properties can't be read, by what it declares to depend on. */
  public static ofDependencies(resource: CfnResource): RoleAccess | undefined {
    for (const dependency of [...resource.node.dependencies, ...resource.obtainDependencies()]) {
      if (Role.isRole(dependency)) {
        return RoleAccess.ofRole(dependency);
      }
      if (CfnResource.isCfnResource(dependency) && isTypedRole(dependency)) {
        return RoleAccess.ofResource(dependency);
      }
    }
    return undefined;
  }

  public static ofRole(role: IRole): RoleAccess {
    const own = ownRole(role);
    if (isPrecreated(own ?? role)) {
      return new PrecreatedRole(own ?? role);
    }
    const l1 = own?.node.defaultChild;
    if (isTypedRole(l1)) {
      return new OwnRole(l1, own);
    }
    if (isClosed(role)) {
      return new ClosedRole(role);
    }
    const [target] = referencesIn(role.roleArn, role);
    return isTypedRole(target) ? RoleAccess.ofResource(target) : new ForeignRole(role);
  }

  /** The role of one of the CDK's own provider functions. */
  public static ofProvider(provider: RoleProvider): RoleAccess {
    return new ProviderRole(provider);
  }

  /** The role that a resource of this app is. */
  public static ofResource(resource: IConstruct | undefined): RoleAccess {
    if (!isTypedRole(resource)) {
      return new UnknownRole(resource?.node.path ?? 'unknown');
    }
    const owner = ownerOf(resource);
    if (!Role.isRole(owner)) {
      return new OwnRole(resource, undefined);
    }
    return isPrecreated(owner) ? new PrecreatedRole(owner) : new OwnRole(resource, owner);
  }

  /** The role's ARN or name, for messages and for its owner. */
  public abstract readonly description: string;

  /** Gives the role what it does not have yet; takes effect before the resource is created or updated. */
  public abstract grant(asker: CfnResource, set: PermissionSet, strategy: TracingPermissions): Permit;

  /** The trust policy, where it can be read. */
  public trustPolicy(): unknown {
    return undefined;
  }
}

class OwnRole extends RoleAccess {
  constructor(private readonly l1: CfnRole, private readonly l2: Role | undefined) {
    super();
  }

  public get description(): string {
    return this.l1.node.path;
  }

  public grant(asker: CfnResource, set: PermissionSet, strategy: TracingPermissions): Permit {
    const aboutAll = set.resource === undefined;
    if (!(aboutAll && InlinePolicy.isOn(this.l1)) && holds(allowanceOf(set, this.l1, this.l2), asker)) {
      return ALLOWED;
    }
    if (!aboutAll) {
      const dependable = strategy._grantBeside(this.l1, asker, set);
      return dependable ? { allowed: true, dependable } : REFUSED;
    }
    if (!strategy._grant(this.l1, this.l2, asker, set)) {
      return REFUSED;
    }
    const repair = (): void => {
      strategy._grant(this.l1, this.l2, asker, set);
    };
    return { allowed: true, repair, ...InlinePolicy.isOn(this.l1) && { revoke: () => InlinePolicy.on(this.l1).revoke(asker) } };
  }

  public override trustPolicy(): unknown {
    return resolved(this.l1.assumeRolePolicyDocument, this.l1);
  }
}

/** Takes a statement, and leaves it to someone else to deploy it. */
class PrecreatedRole extends RoleAccess {
  constructor(private readonly role: IRole) {
    super();
  }

  public get description(): string {
    return nameOf(this.role.roleArn, this.role);
  }

  public grant(_asker: CfnResource, set: PermissionSet): Permit {
    addMissing(this.role, set);
    return ALLOWED;
  }
}

/** A role of elsewhere, of which the app may add policies. */
class ForeignRole extends RoleAccess {
  constructor(private readonly role: IRole) {
    super();
  }

  public get description(): string {
    return nameOf(this.role.roleArn, this.role);
  }

  public grant(asker: CfnResource, set: PermissionSet): Permit {
    if (holds(allowanceOf(set, undefined, this.role), asker)) {
      return ALLOWED;
    }
    const dependable = addMissing(this.beside(asker), set);
    return Construct.isConstruct(dependable) ? { allowed: true, dependable } : REFUSED;
  }

  /**
   * The role, imported once more into the stack of the asker: whatever uses the user's own import waits for the policies below it,
   * in whatever stack, and stacks would depend on each other in a circle.
   */
  private beside(asker: CfnResource): IRole {
    const stack = Stack.of(asker);
    const id = `XRayRole${createHash('sha256').update(`${stack.node.addr}|${Token.isUnresolved(this.role.roleArn) ? this.role.node.addr : this.role.roleArn}`).digest('hex').slice(0, 8)}`;
    const existing = stack.node.tryFindChild(id);
    return isRoleLike(existing) ? existing : Role.fromRoleArn(stack, id, this.role.roleArn);
  }
}

class ClosedRole extends RoleAccess {
  constructor(private readonly role: IRole) {
    super();
  }

  public get description(): string {
    return nameOf(this.role.roleArn, this.role);
  }

  public grant(_asker: CfnResource, set: PermissionSet): Permit {
    const l1 = this.role.node.defaultChild ?? referencesIn(this.role.roleArn, this.role)[0];
    const allowance = isTypedRole(l1) ? allowanceOf(set, l1, ownerOf(l1)) : undefined;
    return allowance?.allowed ? ALLOWED : REFUSED;
  }
}

class ProviderRole extends RoleAccess {
  private static readonly granted = new WeakSet<IConstruct>();

  constructor(private readonly provider: RoleProvider) {
    super();
  }

  public get description(): string {
    return nameOf(this.provider.roleArn, this.provider);
  }

  public grant(_asker: CfnResource, set: PermissionSet): Permit {
    if (!ProviderRole.granted.has(this.provider)) {
      ProviderRole.granted.add(this.provider);
      this.provider.addToRolePolicy({ Effect: 'Allow', Action: [...set.actions], Resource: set.resource ?? '*' });
    }
    return ALLOWED;
  }
}

class UnknownRole extends RoleAccess {
  constructor(public readonly description: string) {
    super();
  }

  public grant(): Permit {
    return REFUSED;
  }
}

/**
 * Whether a role has a permission before the asker is created: a policy beside the role counts where the asker waits for it already.
 * To have it wait could close a circle, for the policy may be about the asker.
 */
function holds({ allowed, policies }: Allowance, asker: CfnResource): boolean {
  const awaited = [asker, ownerOf(asker)].flatMap((construct) => construct?.node.dependencies ?? []);
  return allowed && policies.every((policy) => awaited.some((dependency) => dependency === policy || dependency === policy.node.scope));
}

const ADDED = new WeakMap<IRole, { readonly actions: Set<string>; dependable?: IDependable }>();

/** Adds those of the actions that were not added before; the result is what everybody has to wait for who needs them. */
function addMissing(role: IRole, { actions, resource = '*' }: PermissionSet): IDependable | undefined {
  const added = ADDED.get(role) ?? { actions: new Set() };
  ADDED.set(role, added);
  const missing = actions.filter((action) => !added.actions.has(`${action} ${resource}`));
  if (missing.length > 0) {
    missing.forEach((action) => added.actions.add(`${action} ${resource}`));
    added.dependable = role.addToPrincipalPolicy(new PolicyStatement({ actions: missing, resources: [resource] })).policyDependable;
  }
  return added.dependable;
}
