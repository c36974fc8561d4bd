import { CfnResource } from 'aws-cdk-lib';
import { CfnRole, IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Dependable, IConstruct } from 'constructs';
import { referencesIn, resolved } from '../references';

/** The role that this app makes, also behind a LazyRole. */
export function ownRole(role: IRole): Role | undefined {
  const inner = Role.isRole(role) ? role : role.node.tryFindChild('Default');
  return Role.isRole(inner) ? inner : undefined;
}

/**
 * Whether a role takes no policies: imported as immutable, of another account, or withoutPolicyUpdates().
 * Such a role only stands for another one, and says so by what it has others wait for.
 */
export function isClosed(role: IRole): boolean {
  return !Dependable.of(role).dependencyRoots.includes(role);
}

/** Whether Role.customizeRoles() hands this role to somebody else, who reads what it needs from the CDK's policy report. */
export function isPrecreated(role: IRole): boolean {
  const { id } = role.node;
  return Role.isRole(role)
    ? role.node.defaultChild === undefined || role.node.tryFindChild(`PrecreatedRole${id}`) !== undefined
    : Dependable.of(role).dependencyRoots.some((root) => root.node.id === `Import${id}`);
}

/** Whether a construct is a role's L1 with properties of its own; a raw resource of the same type has none that can be read. */
export function isTypedRole(construct: IConstruct | undefined): construct is CfnRole {
  return construct !== undefined && CfnResource.isCfnResource(construct)
    && construct.cfnResourceType === 'AWS::IAM::Role' && 'managedPolicyArns' in construct;
}

/** What a message calls a role: its ARN where that is known, else the path of the resource that it is, or what the template says. */
export function nameOf(value: unknown, scope: IConstruct): string {
  const [target, ...others] = referencesIn(value, scope);
  return target && others.length === 0 && !isChosenAtDeployment(value, scope) ? target.node.path : describe(value, scope);
}

/** What the template says of a value. */
export function describe(value: unknown, scope: IConstruct): string {
  const result = resolved(value, scope);
  return typeof result === 'string' ? result : JSON.stringify(result ?? 'unknown');
}

/** Whether a property says this role; an instance profile says it by its name. */
export function names(value: unknown, role: IRole, scope: IConstruct): boolean {
  return value === role.roleArn || [role.roleArn, [role.roleName]].some((name) => describe(value, scope) === describe(name, scope));
}

/** Whether CloudFormation chooses between values, so that nobody can know which role it will be. */
export function isChosenAtDeployment(value: unknown, scope: IConstruct): boolean {
  return /"Fn::(If|FindInMap|Select)"/.test(describe(value, scope));
}
