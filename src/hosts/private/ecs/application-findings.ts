import { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { ADDRESS, addressesIn, LOOPBACK } from './daemon-address';
import { KnownContainer, knownContainer } from './known-container';
import { CollectorFacts, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { daemonAddressConflict, daemonAddressUnknown, Finding, openTelemetryBesideDaemon } from '../../../findings';

/** What does not fit between a container and the collector that it is to send to. */
export function applicationFindings(container: ContainerDefinition, { host, collector }: { host: string; collector: CollectorFacts }): Finding[] {
  const known = knownContainer(container);
  const { containerName } = container;
  const sign = collector.takesOtlp ? undefined : signOfOpenTelemetry(known);
  return [
    ...addressFinding(containerName, known, host),
    ...sign === undefined ? [] : [openTelemetryBesideDaemon(containerName, sign)],
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
function signOfOpenTelemetry({ environment, variables }: KnownContainer): string | undefined {
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
  const exporter = environment.get('OTEL_TRACES_EXPORTER');
  const endpoint = environment.get('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? environment.get('OTEL_EXPORTER_OTLP_ENDPOINT');
  return environment.get('OTEL_SDK_DISABLED') === 'true'
    || (typeof exporter === 'string' && !exporter.includes('otlp'))
    || (endpoint !== undefined && !LOOPBACK.test(hostOf(endpoint)));
}

function hostOf(endpoint: unknown): string {
  return /^https?:\/\/(\[[^\]]*\]|[^/:]+)/.exec(String(endpoint))?.[1] ?? '';
}
