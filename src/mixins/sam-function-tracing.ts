import { WRITE } from '../permissions/permission-set';
import { samRole } from './private/role-permission';
import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';
import { RoleTracingOptions } from './role-tracing-options';

/**
 * AWS::Serverless::Function
 *
 * @internal
 */
export const SAM_FUNCTION: TracedService = {
  resourceType: 'AWS::Serverless::Function',
  injectionIds: [],
  tracing: new TracingSwitch('Tracing', 'Active', 'PassThrough'),
  permission: samRole(WRITE),
};

/**
 * Properties of `SamFunctionTracing`.
 */
export interface SamFunctionTracingProps extends RoleTracingOptions {
}

/**
 * Active tracing of an AWS SAM function.
 *
 * Sets `Tracing` to `Active`, over whatever it was. A role that SAM makes gets the permission from SAM; a role that the function was given gets it
 * from this mixin, unless it has it already or can't be changed from this app (finding `cdk-xray:roleNotWritable`).
 */
export class SamFunctionTracing extends TracingMixin {
  constructor(props: SamFunctionTracingProps = {}) {
    super(SAM_FUNCTION, props);
  }
}
