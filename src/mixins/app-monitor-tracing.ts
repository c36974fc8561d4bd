import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';

/**
 * AWS::RUM::AppMonitor
 *
 * @internal
 */
export const APP_MONITOR: TracedService = {
  resourceType: 'AWS::RUM::AppMonitor',
  injectionIds: [],
  tracing: new TracingSwitch('AppMonitorConfiguration.EnableXRay', true, false, true),
};

/**
 * Tracing of the sessions that a CloudWatch RUM app monitor samples.
 *
 * Sets `AppMonitorConfiguration.EnableXRay` to `true`, over whatever it was; the rest of the configuration stays as it is.
 * The web client uses the permissions that RUM needs anyway. It adds the trace header to requests only where its own configuration says so.
 */
export class AppMonitorTracing extends TracingMixin {
  constructor() {
    super(APP_MONITOR);
  }
}
