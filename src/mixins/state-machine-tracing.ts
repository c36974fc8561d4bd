import { WRITE_AND_SAMPLE } from '../permissions/permission-set';
import { roleNamedBy } from './private/role-permission';
import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';
import { RoleTracingOptions } from './role-tracing-options';

/**
 * AWS::StepFunctions::StateMachine
 *
 * @internal
 */
export const STATE_MACHINE: TracedService = {
  resourceType: 'AWS::StepFunctions::StateMachine',
  injectionIds: ['aws-cdk-lib.aws-stepfunctions.StateMachine'],
  tracing: new TracingSwitch('TracingConfiguration.Enabled', true, false),
  permission: roleNamedBy('RoleArn', WRITE_AND_SAMPLE),
};

/**
 * Properties of `StateMachineTracing`.
 */
export interface StateMachineTracingProps extends RoleTracingOptions {
}

/**
 * Active tracing of a Step Functions state machine, with the permission that its role needs.
 *
 * Sets `TracingConfiguration.Enabled` to `true`, over whatever it was, and allows the four X-Ray actions for sending segments and for sampling
 * on the state machine's role unless the role has them already.
 * A role that can't be changed from this app leaves the state machine untouched, with the finding `cdk-xray:roleNotWritable`.
 */
export class StateMachineTracing extends TracingMixin {
  constructor(props: StateMachineTracingProps = {}) {
    super(STATE_MACHINE, props);
  }
}
