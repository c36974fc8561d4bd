import { WRITE_AND_SAMPLE } from '../permissions/permission-set';
import { samRole } from './private/role-permission';
import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';
import { RoleTracingOptions } from './role-tracing-options';

/**
 * AWS::Serverless::StateMachine
 *
 * @internal
 */
export const SAM_STATE_MACHINE: TracedService = {
  resourceType: 'AWS::Serverless::StateMachine',
  injectionIds: [],
  tracing: new TracingSwitch('Tracing.Enabled', true, false),
  permission: samRole(WRITE_AND_SAMPLE),
};

/**
 * Properties of `SamStateMachineTracing`.
 */
export interface SamStateMachineTracingProps extends RoleTracingOptions {
}

/**
 * Active tracing of an AWS SAM state machine.
 *
 * Sets `Tracing.Enabled` to `true`, over whatever it was. A role that SAM makes gets the permission from SAM; a role that the state machine was given
 * gets it from this mixin, unless it has it already or can't be changed from this app (finding `cdk-xray:roleNotWritable`).
 */
export class SamStateMachineTracing extends TracingMixin {
  constructor(props: SamStateMachineTracingProps = {}) {
    super(SAM_STATE_MACHINE, props);
  }
}
