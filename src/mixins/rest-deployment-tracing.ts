import { propertyOf } from '../references';
import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';

/**
 * AWS::ApiGateway::Deployment, where it owns its stage.
 *
 * @internal
 */
export const REST_DEPLOYMENT: TracedService = {
  resourceType: 'AWS::ApiGateway::Deployment',
  injectionIds: [],
  tracing: new TracingSwitch('StageDescription.TracingEnabled', true, false, true),
  concerns: (resource) => propertyOf(resource, 'StageName') !== undefined,
};

/**
 * Active tracing of the stage that an API Gateway deployment makes by itself, by its `StageName` and `StageDescription`.
 *
 * Sets `StageDescription.TracingEnabled` to `true`, over whatever it was; the rest of the description stays as it is.
 * A deployment without a stage name owns no stage and is left alone: see `RestStageTracing`.
 */
export class RestDeploymentTracing extends TracingMixin {
  constructor() {
    super(REST_DEPLOYMENT);
  }
}
