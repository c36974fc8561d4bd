import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isRoleProvider } from './role-access';
import { isRoleLike } from '../owner';

/**
 * The construct of the CDK that makes a function for a custom resource of its own, if this is such a function.
 * These functions are raw resources: `CustomResourceProvider` (and through it S3's auto-delete), log retention, bucket notifications.
 */
export function frameworkOwner(resource: CfnResource): IConstruct | undefined {
  const { scope } = resource.node;
  return scope && (isRoleProvider(scope) || isHandler(scope)) ? scope : undefined;
}

/** Whether a function is one that the CDK makes for itself as a raw resource. */
export function isFrameworkFunction(resource: CfnResource): boolean {
  return isRawFunction(resource) && frameworkOwner(resource) !== undefined;
}

/** Whether a function has no class of its own. */
export function isRawFunction(resource: CfnResource): boolean {
  return resource.cfnResourceType === 'AWS::Lambda::Function' && !('tracingConfig' in resource);
}

function isHandler(construct: IConstruct): boolean {
  return 'functionArn' in construct && 'role' in construct && isRoleLike(construct.role);
}
