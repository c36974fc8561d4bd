import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnRole, IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { isRoleLike, ownerOf, roleOf } from '../owner';
import { referencesIn, resolved } from '../references';
import { alreadyAllows } from './allowed';
import { InlinePolicy } from './inline-policy';
import { PermissionSet } from './permission-set';
import { describe, isClosed, isPrecreated, isTypedRole, ownRole } from './role-kinds';
import { TracingPermissions } from './tracing-permissions';

/** What became of a request for a permission. */
export interface Permit {
  /** Whether the role has the permission now. */
  readonly allowed: boolean;
  /** What has to exist before the resource is switched on, if the role itself is not enough. */
  readonly dependable?: IConstruct;
  /** Takes an inline policy back; there for no other kind of permission. */
  readonly revoke?: () => void;
}

/** What the CDK's own provider functions offer of their role: `CustomResourceProvider` and its like. */
export interface RoleProvider extends IConstruct {
  readonly roleArn: string;
  addToRolePolicy(statement: object): void;
}

const REFUSED: Permit = { allowed: false };
const ALLOWED: Permit = { allowed: true };

/**
 * The role that a resource runs with, and the way to give it a permission.
 */
export abstract class RoleAccess {
  /**
   * The role of an L2 first: what the user closed there must stay closed. Only without an L2 the value of the property counts.
   */
  public static of(resource: CfnResource, roleValue: unknown): RoleAccess {
    const role = roleOf(ownerOf(resource));
    if (role) {
      return RoleAccess.ofRole(role);
    }
    const [target] = referencesIn(roleValue, resource);
    return target ? RoleAccess.ofResource(target) : new UnknownRole(describe(roleValue, resource));
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
    if (!own) {
      return isClosed(role) ? new ClosedRole(role) : new ForeignRole(role);
    }
    const l1 = own.node.defaultChild;
    return isTypedRole(l1) && !isPrecreated(own) ? new OwnRole(l1, own) : new PrecreatedRole(own);
  }

  /** The role of one of the CDK's own provider functions. */
  public static ofProvider(provider: RoleProvider): RoleAccess {
    return new ProviderRole(provider);
  }

  /** A role of which only a name is known. */
  public static unknown(description: string): RoleAccess {
    return new UnknownRole(description);
  }

  public static ofResource(resource: CfnResource): RoleAccess {
    const owner = ownerOf(resource);
    if (owner && Role.isRole(owner)) {
      return RoleAccess.ofRole(owner);
    }
    return isTypedRole(resource) ? new OwnRole(resource, undefined) : new UnknownRole(resource.node.path);
  }

  /** The role's ARN or name, for messages and for its owner. */
  public abstract readonly description: string;

  /** Gives the role what it does not have yet; takes effect before the resource is created or updated. */
  public abstract grant(asker: CfnResource, set: PermissionSet, strategy: TracingPermissions): Permit;

  /** The trust policy, as far as it has more than one statement or is a literal. */
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
    if (!InlinePolicy.isOn(this.l1) && alreadyAllows(set.actions, this.l1, this.l2)) {
      return ALLOWED;
    }
    if (!strategy._grant(this.l1, this.l2, asker, set)) {
      return REFUSED;
    }
    return InlinePolicy.isOn(this.l1) ? { allowed: true, revoke: () => InlinePolicy.on(this.l1).revoke(asker) } : ALLOWED;
  }

  public override trustPolicy(): unknown {
    return this.l2?.assumeRolePolicy?.statementCount === 1 ? undefined : resolved(this.l1.assumeRolePolicyDocument, this.l1);
  }
}

/** Takes a statement, and leaves it to someone else to deploy it. */
class PrecreatedRole extends RoleAccess {
  constructor(private readonly role: IRole) {
    super();
  }

  public get description(): string {
    return describe(this.role.roleArn, this.role);
  }

  public grant(_asker: CfnResource, set: PermissionSet): Permit {
    this.role.addToPrincipalPolicy(statement(set));
    return ALLOWED;
  }
}

/** A role of elsewhere, of which the app may add policies. */
class ForeignRole extends RoleAccess {
  constructor(private readonly role: IRole) {
    super();
  }

  public get description(): string {
    return describe(this.role.roleArn, this.role);
  }

  public grant(asker: CfnResource, set: PermissionSet): Permit {
    const role = this.beside(asker);
    if (alreadyAllows(set.actions, undefined, role) || alreadyAllows(set.actions, undefined, this.role)) {
      return ALLOWED;
    }
    const { policyDependable } = role.addToPrincipalPolicy(statement(set));
    return Construct.isConstruct(policyDependable) ? { allowed: true, dependable: policyDependable } : REFUSED;
  }

  /** A policy in the stack of the import would have the two stacks depend on each other. */
  private beside(asker: CfnResource): IRole {
    const stack = Stack.of(asker);
    if (Stack.of(this.role) === stack) {
      return this.role;
    }
    const id = `XRayRole${this.role.node.addr.slice(-8)}`;
    const existing = stack.node.tryFindChild(id);
    return isRoleLike(existing) ? existing : Role.fromRoleArn(stack, id, this.role.roleArn);
  }
}

class ClosedRole extends RoleAccess {
  constructor(private readonly role: IRole) {
    super();
  }

  public get description(): string {
    return describe(this.role.roleArn, this.role);
  }

  public grant(_asker: CfnResource, set: PermissionSet): Permit {
    const l1 = this.role.node.defaultChild;
    return isTypedRole(l1) && alreadyAllows(set.actions, l1, ownerOf(l1)) ? ALLOWED : REFUSED;
  }
}

class ProviderRole extends RoleAccess {
  private static readonly granted = new WeakSet<IConstruct>();

  constructor(private readonly provider: RoleProvider) {
    super();
  }

  public get description(): string {
    return describe(this.provider.roleArn, this.provider);
  }

  public grant(_asker: CfnResource, set: PermissionSet): Permit {
    if (!ProviderRole.granted.has(this.provider)) {
      ProviderRole.granted.add(this.provider);
      this.provider.addToRolePolicy({ Effect: 'Allow', Action: [...set.actions], Resource: '*' });
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

function statement(set: PermissionSet): PolicyStatement {
  return new PolicyStatement({ actions: [...set.actions], resources: ['*'] });
}
