import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isRoleLike } from '../../owner';
import { RoleProvider } from '../../permissions/role-access';

/**
 * The construct of the CDK that makes a function for a custom resource of its own, if this is such a function.
 * These functions are raw resources: `CustomResourceProvider` (and through it S3's auto-delete), log retention, bucket notifications.
 */
export function frameworkOwner(resource: CfnResource): IConstruct | undefined {
  const { scope } = resource.node;
  return scope && (isRoleProvider(scope) || isHandler(scope)) ? scope : undefined;
}

/** Whether a construct can add statements to a role that it keeps to itself. */
export function isRoleProvider(construct: IConstruct | undefined): construct is RoleProvider {
  return construct !== undefined && 'serviceToken' in construct && 'roleArn' in construct && 'addToRolePolicy' in construct;
}

function isHandler(construct: IConstruct): boolean {
  return 'functionArn' in construct && 'role' in construct && isRoleLike(construct.role);
}
