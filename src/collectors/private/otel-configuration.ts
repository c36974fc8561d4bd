import { Token } from 'aws-cdk-lib';
import { invalid } from '../../errors';
import { isRecord } from '../../references';
import { CollectorLogLevel, OpenTelemetryOptions } from '../collector-options';
import { bufferMib } from './check-collector';
import { CollectorFacts, CollectorPlace, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from './collector-facts';
import { indexing } from './indexed-attributes';
import { sum } from './number-tokens';
import { HEALTH_PORT, healthPort, isTraces, Listener, listenersIn, readConfiguration } from './own-configuration';
import { fromYaml } from './yaml';

/** What the collector itself takes beside its buffer, as the limiter of its memory counts it. */
const COLLECTOR_MIB = 128;

const CONFIGURED_ELSEWHERE = ['region', 'role', 'proxy', 'logLevel', 'bufferMemory', 'resourceArn', 'endpoint', 'indexedAttributes', 'indexAllAttributes'] as const;

/**
 * The OpenTelemetry collector's configuration: from the X-Ray SDKs (UDP, and TCP for their sampling rules) and from OpenTelemetry, to X-Ray.
 * The image's own `ecs-xray.yaml` takes OTLP only. Sources: README of awsxrayreceiver and awsxrayexporter in
 * open-telemetry/opentelemetry-collector-contrib, aws-observability/aws-otel-collector ed0b1d5.
 */
export function otelConfiguration(options: OpenTelemetryOptions, place: CollectorPlace): object {
  const { listen, localMode } = place;
  const { resourceArn, endpoint, proxy, role } = options;
  const region = options.region ?? place.region;
  const roleArn = role?.roleRef.roleArn;
  const sending = {
    region,
    local_mode: localMode,
    ...roleArn !== undefined && { role_arn: roleArn },
    ...proxy !== undefined && { proxy_address: proxy },
  };
  return {
    extensions: { health_check: { endpoint: `127.0.0.1:${HEALTH_PORT}` } },
    receivers: {
      awsxray: {
        endpoint: `${listen}:${XRAY_PORT}`,
        transport: 'udp',
        proxy_server: { endpoint: `${listen}:${XRAY_PORT}`, ...sending, ...endpoint !== undefined && { aws_endpoint: endpoint } },
      },
      otlp: { protocols: { grpc: { endpoint: `${listen}:${OTLP_GRPC_PORT}` }, http: { endpoint: `${listen}:${OTLP_HTTP_PORT}` } } },
    },
    processors: {
      'memory_limiter': { check_interval: '1s', limit_mib: sum(COLLECTOR_MIB, bufferMib(options.bufferMemory)) },
      'batch/traces': { timeout: '1s', send_batch_size: 50 },
    },
    exporters: {
      awsxray: {
        ...sending, ...endpoint !== undefined && { endpoint }, ...resourceArn !== undefined && { resource_arn: resourceArn }, ...indexing(options),
      },
    },
    service: {
      extensions: ['health_check'],
      pipelines: { traces: { receivers: ['awsxray', 'otlp'], processors: ['memory_limiter', 'batch/traces'], exporters: ['awsxray'] } },
      telemetry: { logs: { level: options.logLevel ?? CollectorLogLevel.INFO } },
    },
  };
}

/** Refuses a configuration of the user's own that can't work, or that says the same as an option. */
export function checkOwnConfiguration(where: string, options: OpenTelemetryOptions): void {
  const { configuration } = options;
  if (configuration === undefined) {
    return;
  }
  const doubled = CONFIGURED_ELSEWHERE.find((name) => options[name] !== undefined);
  if (doubled !== undefined) {
    invalid(where, `${doubled} can't be given beside configuration: write it into the configuration, or leave the configuration out`);
  }
  if (Token.isUnresolved(configuration)) {
    return;
  }
  const parsed = fromYaml(configuration);
  if ('problem' in parsed) {
    invalid(where, `configuration is not YAML: ${parsed.problem}`);
  }
  const service = isRecord(parsed.value) ? parsed.value.service : undefined;
  const pipelines = isRecord(service) && isRecord(service.pipelines) ? Object.keys(service.pipelines) : [];
  if (!pipelines.some(isTraces)) {
    invalid(where, 'configuration must have service.pipelines.traces (or traces/…): without one the collector sends no trace');
  }
}

/** What takes the image's own program to ask for its health: nothing where the image may lack it, or where it would get no answer. */
export function healthCheck({ configuration, image }: OpenTelemetryOptions): string[] | undefined {
  if (image && !/(^|\/)aws-otel-collector([:@]|$)/.test(image._reference())) {
    return undefined;
  }
  const own = configuration === undefined ? undefined : readConfiguration(configuration);
  const port = configuration === undefined ? HEALTH_PORT : own && healthPort(own);
  return port === undefined ? undefined : ['CMD', '/healthcheck', ...port === HEALTH_PORT ? [] : ['-port', String(port)]];
}

/** What a configuration takes at the ports that applications are told of; what can't be read counts as taken. */
export function whatItTakes(configuration: string | undefined): Pick<CollectorFacts, 'takesSegments' | 'takesOtlpHttp'> {
  const own = configuration === undefined ? undefined : readConfiguration(configuration);
  const listeners = own && listenersIn(own);
  const takes = (what: Listener['takes'], usual: number): boolean =>
    listeners === undefined || listeners.some(({ takes: taken, port = usual }) => taken === what && port === usual);
  return { takesSegments: takes('segments', XRAY_PORT), takesOtlpHttp: takes('otlp-http', OTLP_HTTP_PORT) };
}
