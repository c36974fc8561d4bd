import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { Finding } from '../finding';
import { canaryNotTraceable } from '../findings';
import { SEGMENTS } from '../permissions/permission-set';
import { propertyOf, resolved } from '../references';
import { roleNamedBy } from './private/role-permission';
import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';
import { RoleTracingOptions } from './role-tracing-options';

/** Source: Amazon CloudWatch user guide, CloudWatch_Synthetics_Canaries_tracing, read 2026-11-22. */
const UNSUPPORTED_REGION = 'ap-southeast-3';

/**
 * AWS::Synthetics::Canary
 *
 * @internal
 */
export const CANARY: TracedService = {
  resourceType: 'AWS::Synthetics::Canary',
  injectionIds: ['aws-cdk-lib.aws-synthetics.Canary'],
  tracing: new TracingSwitch('RunConfig.ActiveTracing', true, false, true),
  permission: roleNamedBy('ExecutionRoleArn', SEGMENTS),
  obstacle,
};

/**
 * Properties of `CanaryTracing`.
 */
export interface CanaryTracingProps extends RoleTracingOptions {
}

/**
 * Active tracing of a CloudWatch Synthetics canary, with the permission that its role needs.
 *
 * Sets `RunConfig.ActiveTracing` to `true`, over whatever it was; the rest of `RunConfig` stays as it is. Allows `xray:PutTraceSegments` on the
 * canary's role unless the role has it already. Supported by the Puppeteer runtimes for Node.js from syn-nodejs-2.0 on, without Firefox,
 * and not in Asia Pacific (Jakarta): other canaries stay as they are, with the finding `cdk-xray:canaryNotTraceable`.
 */
export class CanaryTracing extends TracingMixin {
  constructor(props: CanaryTracingProps = {}) {
    super(CANARY, props);
  }
}

function obstacle(resource: CfnResource): Finding | undefined {
  const runtime = resolved(propertyOf(resource, 'RuntimeVersion'), resource);
  if (typeof runtime === 'string' && !isSupported(runtime)) {
    return canaryNotTraceable(`its runtime ${runtime} does not support active tracing`);
  }
  if (/"FIREFOX"/.test(JSON.stringify(resolved(propertyOf(resource, 'BrowserConfigs'), resource) ?? ''))) {
    return canaryNotTraceable('it runs Firefox');
  }
  const { region } = Stack.of(resource);
  if (!Token.isUnresolved(region) && region === UNSUPPORTED_REGION) {
    return canaryNotTraceable(`CloudWatch Synthetics does not trace in ${region}`);
  }
  return undefined;
}

function isSupported(runtime: string): boolean {
  const version = /^syn-nodejs-(?:puppeteer-)?(\d+)\.\d+$/.exec(runtime);
  return version !== null && Number(version[1]) >= 2;
}
