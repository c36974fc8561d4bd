import { CfnResource } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';

/**
 * The L2 whose resource this is, if there is one.
 */
export function ownerOf(resource: CfnResource): IConstruct | undefined {
  const { id, scope } = resource.node;
  return scope && (id === 'Resource' || id === 'Default') && scope.node.defaultChild === resource ? scope : undefined;
}

/**
 * The role of an L2: what the user gave it, with what the user closed left closed.
 */
export function roleOf(construct: IConstruct | undefined): IRole | undefined {
  return construct && 'role' in construct && isRoleLike(construct.role) ? construct.role : undefined;
}

/** Whether a construct is a role, of whatever kind. */
export function isRoleLike(value: unknown): value is IRole {
  return Construct.isConstruct(value) && 'roleArn' in value && 'addToPrincipalPolicy' in value;
}
