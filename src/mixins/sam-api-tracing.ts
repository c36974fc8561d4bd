import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';

/**
 * AWS::Serverless::Api
 *
 * @internal
 */
export const SAM_API: TracedService = {
  resourceType: 'AWS::Serverless::Api',
  injectionIds: [],
  tracing: new TracingSwitch('TracingEnabled', true, false),
};

/**
 * Active tracing of an AWS SAM API (`AWS::Serverless::Api`, a REST API with its stage).
 *
 * Sets `TracingEnabled` to `true`, over whatever it was. No permission is needed.
 */
export class SamApiTracing extends TracingMixin {
  constructor() {
    super(SAM_API);
  }
}
