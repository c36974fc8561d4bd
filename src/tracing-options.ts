import { ResourcePolicyOwner } from './account/resource-policy-owner';
import { TraceCollector } from './collectors/trace-collector';
import { TracingPermissions } from './permissions/tracing-permissions';
import { UnwritableRoles } from './permissions/unwritable-roles';

/**
 * Options of `XRayTracing.enable()`.
 *
 * An option that is not given comes from the nearest `enable()` above the scope that gives it.
 */
export interface EnableTracingOptions {
  /**
   * The collector that every Amazon ECS task definition in the scope gets as a sidecar (`EcsSidecarCollector`), unless it has a collector already:
   * one of this library, a container of AWS's images that you wrote by hand, or an `AWS_XRAY_DAEMON_ADDRESS` or OTLP endpoint that points
   * out of the task. Task definitions that are raw, imported or for Windows get none, nor do those of which the memory is full or the execution role can't
   * be given the permission for the log; a finding says so. With `-c cdk-xray:mode=permissions-only` only their task roles get their permission.
   *
   * @default - no task definition gets a sidecar
   */
  readonly collector?: TraceCollector;

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
