import { CfnResource } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Finding } from '../finding';
import { edgeFunctionNotTraceable } from '../findings';
import { Ledger } from '../ledger';
import { ownerOf, roleOf } from '../owner';
import { isFrameworkFunction, isRawFunction } from '../permissions/framework-function';
import { WRITE } from '../permissions/permission-set';
import { isRoleProvider, RoleAccess } from '../permissions/role-access';
import { roleNamedBy } from './private/role-permission';
import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';
import { RoleTracingOptions } from './role-tracing-options';

const NAMED = roleNamedBy('Role', WRITE);

/**
 * AWS::Lambda::Function, typed or raw.
 *
 * @internal
 */
export const FUNCTION: TracedService = {
  resourceType: 'AWS::Lambda::Function',
  injectionIds: ['aws-cdk-lib.aws-lambda.Function', 'aws-cdk-lib.aws-iam.Role'],
  tracing: new TracingSwitch('TracingConfig.Mode', 'Active', 'PassThrough'),
  permission: { ...NAMED, role: roleOfFunction },
  obstacle: (resource) => runsAtEdge(resource) ? edgeFunctionNotTraceable() : undefined,
  leftAlone: (resource, { frameworkFunctions }) => !frameworkFunctions && isFrameworkFunction(resource)
    ? 'a function that the CDK makes for itself; frameworkFunctions: true includes it'
    : undefined,
};

/**
 * Properties of `FunctionTracing`.
 */
export interface FunctionTracingProps extends RoleTracingOptions {
}

/**
 * Active tracing of a Lambda function, with the permission that its role needs.
 *
 * Sets `TracingConfig.Mode` to `Active`, over whatever it was, and allows `xray:PutTraceSegments` and `xray:PutTelemetryRecords`
 * on the function's role unless the role has them already. Other properties and other policies of the role stay as they are.
 * A role that can't be changed from this app leaves the function untouched, with the finding `cdk-xray:roleNotWritable`.
 */
export class FunctionTracing extends TracingMixin {
  constructor(props: FunctionTracingProps = {}) {
    super(FUNCTION, props);
  }
}

function roleOfFunction(resource: CfnResource): RoleAccess | Finding | undefined {
  const { scope } = resource.node;
  return isRawFunction(resource) && isRoleProvider(scope) ? RoleAccess.ofProvider(scope) : NAMED.role(resource);
}

/** A role that the L2 made for itself and nobody added to trusts Lambda alone; to read every trust policy would cost more than all the rest. */
function hasOwnServiceRole(resource: CfnResource): boolean {
  const owner = ownerOf(resource);
  const role = roleOf(owner);
  return Role.isRole(role) && role.node.scope === owner && role.assumeRolePolicy?.statementCount === 1;
}

function runsAtEdge(resource: CfnResource): boolean {
  if (Ledger.of(resource).edgeFunctions.has(resource)) {
    return true;
  }
  if (hasOwnServiceRole(resource)) {
    return false;
  }
  const role = roleOfFunction(resource);
  return role instanceof RoleAccess && JSON.stringify(role.trustPolicy() ?? '').includes('edgelambda');
}
