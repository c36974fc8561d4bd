import { Token } from 'aws-cdk-lib';
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from './collector-facts';
import { fromYaml } from './yaml';
import { isRecord } from '../../references';

/** Where a collector listens, and for what. */
export interface Listener {
  readonly takes: 'segments' | 'sampling' | 'otlp-grpc' | 'otlp-http';
  /** Empty where it is not said. */
  readonly host: string;
  /** Nothing where it is known on the machine only. */
  readonly port?: number;
}

/** A configuration of the OpenTelemetry collector, read; nothing where it can't be. */
export function readConfiguration(text: string): Record<string, unknown> | undefined {
  const parsed = Token.isUnresolved(text) ? undefined : fromYaml(text);
  return parsed !== undefined && 'value' in parsed && isRecord(parsed.value) ? parsed.value : undefined;
}

/**
 * Where the pipelines of traces take from; nothing where that can't be read. Sources: README of awsxrayreceiver in
 * open-telemetry/opentelemetry-collector-contrib, of otlpreceiver in open-telemetry/opentelemetry-collector.
 */
export function listenersIn({ receivers, service }: Record<string, unknown>): Listener[] | undefined {
  const pipelines = isRecord(service) ? service.pipelines : undefined;
  if (!isRecord(receivers) || !isRecord(pipelines)) {
    return undefined;
  }
  const used = Object.entries(pipelines)
    .filter(([name]) => isTraces(name))
    .map(([, pipeline]) => isRecord(pipeline) ? pipeline.receivers : undefined);
  return used.every((names) => Array.isArray(names))
    ? [...new Set(used.flat())].flatMap((name) => listenersOf(String(name), receivers[String(name)]))
    : undefined;
}

export function isTraces(pipeline: string): boolean {
  return /^traces(\/|$)/.test(pipeline);
}

/** The settings of the health check that ADOT's own program can ask: on the loopback interface, without TLS, at the root of its port. */
const ASKABLE = ['endpoint', 'path', 'response_body', 'check_collector_pipeline'];

/** The port that it asks unless told otherwise. Source: cmd/healthcheck/main.go of aws-observability/aws-otel-collector. */
export const HEALTH_PORT = 13133;

/** The port at which ADOT's `/healthcheck` gets an answer; nothing where it gets none, or where that can't be known. */
export function healthPort({ extensions, service }: Record<string, unknown>): number | undefined {
  const used: unknown = isRecord(service) ? service.extensions : undefined;
  const settings = Array.isArray(used) && used.includes('health_check') && isRecord(extensions) ? extensions.health_check ?? {} : undefined;
  if (!isRecord(settings) || !Object.keys(settings).every((name) => ASKABLE.includes(name)) || (settings.path ?? '/') !== '/') {
    return undefined;
  }
  const { host, port } = addressIn(settings.endpoint, HEALTH_PORT);
  return /^(|0\.0\.0\.0|127\.0\.0\.1|localhost)$/.test(host) ? port : undefined;
}

function listenersOf(name: string, settings: unknown): Listener[] {
  const configured = isRecord(settings) ? settings : {};
  switch (name.split('/')[0]) {
    case 'awsxray': {
      const proxy = isRecord(configured.proxy_server) ? configured.proxy_server : {};
      return [
        { takes: 'segments', ...addressIn(configured.endpoint, XRAY_PORT) },
        { takes: 'sampling', ...addressIn(proxy.endpoint, XRAY_PORT) },
      ];
    }
    case 'otlp': {
      const { grpc, http } = isRecord(configured.protocols) ? configured.protocols : {};
      return [
        ...grpc === undefined ? [] : [{ takes: 'otlp-grpc' as const, ...addressIn(isRecord(grpc) ? grpc.endpoint : undefined, OTLP_GRPC_PORT) }],
        ...http === undefined ? [] : [{ takes: 'otlp-http' as const, ...addressIn(isRecord(http) ? http.endpoint : undefined, OTLP_HTTP_PORT) }],
      ];
    }
    default: return [];
  }
}

/** An address as a configuration says it. */
export function addressIn(endpoint: unknown, usual: number): { readonly host: string; readonly port?: number } {
  if (endpoint === undefined || endpoint === null) {
    return { host: '', port: usual };
  }
  const [, host = '', port] = /^(.*):(\d+)$/.exec(String(endpoint)) ?? [];
  return port === undefined ? { host: String(endpoint) } : { host, port: Number(port) };
}
