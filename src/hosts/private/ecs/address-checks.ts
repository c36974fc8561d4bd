import { ADDRESS, addressesIn, LOOPBACK } from './daemon-address';
import { isOnLoopback, listenersOf, segmentsPort, takesOtlp } from './listeners';
import { ContainerFacts, field, listField, takesSegments, TaskFacts } from './task-facts';
import { TaskFinding } from './task-finding';
import { XRAY_PORT } from '../../../collectors/private/collector-facts';
import { Finding } from '../../../finding';
import { daemonAddressConflict, daemonUnreachable, openTelemetryBesideDaemon } from '../../../findings';

const OTLP_ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
const API_HOST = /^xray[.-].*\.(amazonaws\.com(\.cn)?|api\.aws|amazonaws\.eu)$/;

/** What is wrong with the way that containers take to a collector that the user wrote by hand. */
export function addressFindings(task: TaskFacts, collectors: readonly ContainerFacts[]): TaskFinding[] {
  const collector = collectors.find(({ kind }) => kind === 'xray-daemon') ?? collectors[0];
  const others = task.containers.filter((container) => !collectors.includes(container));
  const unreachable = whyUnreachable(collector, collectors, others, task.networkMode);
  return [
    ...unreachable === undefined ? [] : [{ container: collector.name, finding: daemonUnreachable(collector.name, unreachable) }],
    ...others.flatMap((container) => [...wrongAddress(container, collector, task), ...openTelemetry(container, collectors, others)]
      .map((finding) => ({ container: container.name, finding }))),
  ];
}

/** Whether a container is told where its collector is by somebody who knew: neither its own loopback address, nor one that can't be right. */
export function knowsCollector({ kind, environment }: ContainerFacts): boolean {
  const value = kind === undefined ? environment.get(ADDRESS) : undefined;
  return value !== undefined
    && (typeof value !== 'string' || hostsIn(value).some((host) => host !== '' && !LOOPBACK.test(host) && !isApi(host)));
}

/** Whether a value names the API of X-Ray, or a URL: neither takes what an SDK sends to a daemon. */
function isApi(host: string): boolean {
  return API_HOST.test(host) || host.includes('//');
}

function wrongAddress(container: ContainerFacts, collector: ContainerFacts, { networkMode, containers }: TaskFacts): Finding[] {
  const value = container.environment.get(ADDRESS);
  if (typeof value !== 'string' || networkMode === undefined) {
    return [];
  }
  const onBridge = networkMode === 'bridge';
  const port = segmentsPort(collector);
  const conflict = daemonAddressConflict(container.name, value, `${onBridge ? collector.name : '127.0.0.1'}:${port ?? XRAY_PORT}`);
  const hosts = hostsIn(value);
  const wrongOnLoopback = onBridge ? hosts.some((host) => LOOPBACK.test(host)) : port !== undefined && isUnserved(value, containers);
  if (hosts.some(isApi) || wrongOnLoopback) {
    return [conflict];
  }
  const name = hosts.find((host) => containers.some((other) => other.name === host) && !isNamed(container, host));
  if (name === undefined) {
    return [];
  }
  return onBridge ? [daemonUnreachable(collector.name, `container ${container.name} sends to ${name}, and has no link to it`)] : [conflict];
}

/** Whether segments go to a loopback address where no container of a task takes them, because each takes them at another port. */
function isUnserved(value: string, containers: readonly ContainerFacts[]): boolean {
  const addresses = addressesIn(value.replace(/\btcp:\S+/g, '')).filter((address) => LOOPBACK.test(hostOf(address)));
  return addresses.some((address) => containers.every((container) => listenersOf(container)
    ?.every(({ takes, port }) => takes !== 'segments' || (port !== undefined && !address.endsWith(`:${port}`)))));
}

/** Why nothing gets to a collector, where nothing tells otherwise: an SDK can be given another address in code. */
function whyUnreachable(
  collector: ContainerFacts, collectors: readonly ContainerFacts[], others: readonly ContainerFacts[], networkMode: string | undefined,
): string | undefined {
  if (collector.kind !== 'xray-daemon' || networkMode === undefined) {
    return undefined;
  }
  return networkMode === 'bridge' ? whyUnreachableOnBridge(collector, others) : whyUnreachableAtPort(collectors, others);
}

/** SDKs send to port 2000 unless told otherwise. */
function whyUnreachableAtPort(collectors: readonly ContainerFacts[], others: readonly ContainerFacts[]): string | undefined {
  const ports = collectors.map(segmentsPort);
  const unusual = ports.every((port) => port !== undefined && port !== XRAY_PORT);
  return unusual && others.length > 0 && !others.some((container) => takesSegments(container) || mayKnowByEnvironment(container))
    ? `it listens on port ${ports[0]}, and no container is told so by ${ADDRESS}`
    : undefined;
}

function whyUnreachableOnBridge(collector: ContainerFacts, others: readonly ContainerFacts[]): string | undefined {
  if (isOnLoopback(collector)) {
    return undefined;
  }
  const ports = listField(collector.definition, 'PortMappings');
  if (ports === undefined || ports.some((port) => (field(port, 'HostPort') ?? 0) !== 0)) {
    return undefined;
  }
  if (others.length === 0) {
    return ports.length === 0 ? 'no port of it is mapped to the instance' : undefined;
  }
  return others.some(mayKnowAddress)
    ? undefined
    : `no container has a link to it, and none is told its address by ${ADDRESS}`;
}

function mayKnowAddress(container: ContainerFacts): boolean {
  return mayKnowByEnvironment(container) || ['Links', 'ExtraHosts'].some((name) => listField(container.definition, name)?.length !== 0);
}

function mayKnowByEnvironment({ environment, definition }: ContainerFacts): boolean {
  return environment.has(ADDRESS)
    || listField(definition, 'EnvironmentFiles')?.length !== 0
    || (listField(definition, 'Secrets') ?? []).some((secret) => field(secret, 'Name') === ADDRESS);
}

/** Whether a container knows a name by a link or by a line of its own hosts file, or may do so. */
export function isNamed({ definition }: ContainerFacts, host: string): boolean {
  const links = listField(definition, 'Links');
  const hosts = listField(definition, 'ExtraHosts');
  return links === undefined || hosts === undefined
    || links.some((link) => typeof link !== 'string' || link.split(':').includes(host))
    || hosts.some((entry) => field(entry, 'Hostname') === host);
}

function openTelemetry({ name, environment }: ContainerFacts, collectors: readonly ContainerFacts[], others: readonly ContainerFacts[]): Finding[] {
  if ([...collectors, ...others].some(takesOtlp)) {
    return [];
  }
  const names = new Set(collectors.map((collector) => collector.name));
  const sign = OTLP_ENDPOINTS.find((variable) => {
    const [, host = ''] = /^https?:\/\/([^/:]+)/.exec(String(environment.get(variable))) ?? [];
    return LOOPBACK.test(host) || names.has(host);
  });
  return sign === undefined ? [] : [openTelemetryBesideDaemon(name, sign)];
}

function hostsIn(value: string): string[] {
  return addressesIn(value).map(hostOf);
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, '');
}
