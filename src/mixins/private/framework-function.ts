import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isRoleLike } from '../../owner';
import { isRoleProvider } from '../../permissions/role-access';

/**
 * The construct of the CDK that makes a function for a custom resource of its own, if this is such a function.
 * These functions are raw resources: `CustomResourceProvider` (and through it S3's auto-delete), log retention, bucket notifications.
 */
export function frameworkOwner(resource: CfnResource): IConstruct | undefined {
  const { scope } = resource.node;
  return scope && (isRoleProvider(scope) || isHandler(scope)) ? scope : undefined;
}

function isHandler(construct: IConstruct): boolean {
  return 'functionArn' in construct && 'role' in construct && isRoleLike(construct.role);
}
