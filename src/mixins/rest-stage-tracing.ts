import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';

/**
 * AWS::ApiGateway::Stage
 *
 * @internal
 */
export const REST_STAGE: TracedService = {
  resourceType: 'AWS::ApiGateway::Stage',
  injectionIds: ['aws-cdk-lib.aws-apigateway.RestApi', 'aws-cdk-lib.aws-apigateway.Stage'],
  tracing: new TracingSwitch('TracingEnabled', true, false),
};

/**
 * Active tracing of a stage of an API Gateway REST API.
 *
 * Sets `TracingEnabled` to `true`, over whatever it was. API Gateway sends its segments with a service-linked role of its own, so no permission is needed.
 * HTTP and WebSocket APIs can't be traced: their stages are another resource type, which this mixin does not support.
 */
export class RestStageTracing extends TracingMixin {
  constructor() {
    super(REST_STAGE);
  }
}
