import { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { ADDRESS, addressesIn, LOOPBACK } from './daemon-address';
import { KnownContainer, knownContainer } from './known-container';
import { takesOtlp } from './listeners';
import { containersOf } from './task-definition';
import { CollectorFacts, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { Finding } from '../../../finding';
import { daemonAddressConflict, daemonAddressUnknown, openTelemetryBesideDaemon } from '../../../findings';

/** What does not fit between a container and the collector that it is to send to. */
export function applicationFindings(container: ContainerDefinition, { host, collector }: { host: string; collector: CollectorFacts }): Finding[] {
  const known = knownContainer(container);
  const { containerName } = container;
  const sign = collector.takesOtlp ? undefined : signOfOpenTelemetry(known);
  const isTaken = sign !== undefined && containersOf(container.taskDefinition).some((other) => other.name !== containerName && takesOtlp(other));
  return [
    ...collector.takesSegments ? addressFinding(containerName, known, host) : [],
    ...sign === undefined || isTaken ? [] : [openTelemetryBesideDaemon(containerName, sign)],
  ];
}

function addressFinding(container: string, { environment, variables, hasFiles }: KnownContainer, host: string): Finding[] {
  const expected = `${host}:${XRAY_PORT}`;
  const value = environment.get(ADDRESS);
  if (typeof value === 'string' && addressesIn(value).some((other) => !isSame(other, expected))) {
    return [daemonAddressConflict(container, value, expected)];
  }
  return hasFiles && !variables.has(ADDRESS) && !LOOPBACK.test(host) ? [daemonAddressUnknown(container, expected)] : [];
}

function isSame(address: string, expected: string): boolean {
  return address === expected || address.replace(/^localhost:/, '127.0.0.1:') === expected;
}

/** What tells that the application sends by OTLP to where the collector is. */
export function signOfOpenTelemetry({ environment, variables }: Pick<KnownContainer, 'environment' | 'variables'>): string | undefined {
  if (sendsElsewhere(environment)) {
    return undefined;
  }
  return [...variables].find((name) => name.startsWith('OTEL_'))
    ?? [['JAVA_TOOL_OPTIONS', JAVA_AGENT] as const, ['NODE_OPTIONS', NODE_MODULE] as const]
      .find(([name, pattern]) => pattern.test(String(environment.get(name))))?.[0];
}

const JAVA_AGENT = /-javaagent:\S*(opentelemetry|otel)/i;
const NODE_MODULE = /(^|\s)(-r|--require|--import|--experimental-loader|--loader)[\s=]\S*(opentelemetry|otel)/i;

function sendsElsewhere(environment: ReadonlyMap<string, unknown>): boolean {
  return !sendsByOtlp(environment) || hasOtlpElsewhere(environment);
}

/** Whether a container sends its traces by OTLP to somewhere else than its own loopback address. */
export function hasOtlpElsewhere(environment: ReadonlyMap<string, unknown>): boolean {
  const endpoint = environment.get('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? environment.get('OTEL_EXPORTER_OTLP_ENDPOINT');
  return endpoint !== undefined && sendsByOtlp(environment) && !LOOPBACK.test(hostOf(endpoint));
}

function sendsByOtlp(environment: ReadonlyMap<string, unknown>): boolean {
  const exporter = environment.get('OTEL_TRACES_EXPORTER');
  return environment.get('OTEL_SDK_DISABLED') !== 'true' && (typeof exporter !== 'string' || exporter.includes('otlp'));
}

function hostOf(endpoint: unknown): string {
  return /^(?:\w+:\/\/)?(\[[^\]]*\]|[^/:]+)/.exec(String(endpoint))?.[1] ?? '';
}
