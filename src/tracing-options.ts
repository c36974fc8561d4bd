import { ResourcePolicyOwner } from './account/resource-policy-owner';
import { TracingPermissions } from './permissions/tracing-permissions';
import { UnwritableRoles } from './permissions/unwritable-roles';

/**
 * Options of `XRayTracing.enable()`.
 *
 * An option that is not given comes from the nearest `enable()` above the scope that gives it.
 */
export interface EnableTracingOptions {
  /**
   * What happens to a resource whose role can't be changed from this app.
   *
   * @default UnwritableRoles.SKIP
   */
  readonly unwritableRoles?: UnwritableRoles;

  /**
   * Whether the functions that the CDK makes as raw resources for its own custom resources are traced as well: those of `CustomResourceProvider`
   * (S3's auto-delete and so on), log retention, bucket notifications. What the CDK makes as a `lambda.Function`, such as those of `Provider`,
   * `AwsCustomResource` and `BucketDeployment`, is traced like any other function.
   *
   * @default false
   */
  readonly frameworkFunctions?: boolean;

  /**
   * How the roles of this app get the permissions.
   *
   * @default TracingPermissions.inlinePolicy()
   */
  readonly permissions?: TracingPermissions;

  /**
   * Who owns X-Ray's resource policy that lets Amazon SNS send traces.
   *
   * @default ResourcePolicyOwner.firstStack()
   */
  readonly resourcePolicy?: ResourcePolicyOwner;
}

/**
 * Options of `XRayTracing.exclude()`.
 */
export interface ExcludeTracingOptions {
  /**
   * Why the construct is not to be traced; the report shows it.
   */
  readonly reason: string;
}
