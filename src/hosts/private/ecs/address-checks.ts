import { ADDRESS, addressesIn, LOOPBACK } from './daemon-address';
import { ContainerFacts, field, listField, TaskFacts } from './task-facts';
import { TaskFinding } from './task-finding';
import { XRAY_PORT } from '../../../collectors/private/collector-facts';
import { daemonAddressConflict, daemonUnreachable, Finding, openTelemetryBesideDaemon } from '../../../findings';

const OTLP_ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
const API_HOST = /^xray[.-].*\.(amazonaws\.com(\.cn)?|api\.aws|amazonaws\.eu)$/;

/** What is wrong with the way that containers take to a collector that the user wrote by hand. */
export function addressFindings(task: TaskFacts, collectors: readonly ContainerFacts[]): TaskFinding[] {
  const collector = collectors.find(({ kind }) => kind === 'xray-daemon') ?? collectors[0];
  const others = task.containers.filter((container) => !collectors.includes(container));
  const onBridge = task.networkMode === 'bridge';
  const unreachable = onBridge && collector.kind === 'xray-daemon' ? whyUnreachable(collector, others) : undefined;
  return [
    ...unreachable === undefined ? [] : [{ container: collector.name, finding: daemonUnreachable(collector.name, unreachable) }],
    ...others.flatMap((container) => [...wrongAddress(container, collector, task), ...openTelemetry(container, collectors)]
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
  const conflict = daemonAddressConflict(container.name, value, `${onBridge ? collector.name : '127.0.0.1'}:${XRAY_PORT}`);
  const hosts = hostsIn(value);
  if (hosts.some(isApi) || (onBridge && hosts.some((host) => LOOPBACK.test(host)))) {
    return [conflict];
  }
  const name = hosts.find((host) => containers.some((other) => other.name === host) && !isNamed(container, host));
  if (name === undefined) {
    return [];
  }
  return onBridge ? [daemonUnreachable(collector.name, `container ${container.name} sends to ${name}, and has no link to it`)] : [conflict];
}

/** Why nothing gets to a collector on a bridge, where that is certain: an SDK can be given another address in code. */
function whyUnreachable(collector: ContainerFacts, others: readonly ContainerFacts[]): string | undefined {
  const command = listField(collector.definition, 'Command') ?? [];
  if (command.some((argument) => typeof argument === 'string' && LOOPBACK.test(argument.replace(/:\d+$/, '')))) {
    return 'its command has it listen on its own loopback address only';
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

function mayKnowAddress({ environment, definition }: ContainerFacts): boolean {
  return environment.has(ADDRESS)
    || ['Links', 'EnvironmentFiles', 'ExtraHosts'].some((name) => listField(definition, name)?.length !== 0)
    || (listField(definition, 'Secrets') ?? []).some((secret) => field(secret, 'Name') === ADDRESS);
}

/** Whether a container knows a name by a link or by a line of its own hosts file, or may do so. */
function isNamed({ definition }: ContainerFacts, host: string): boolean {
  const links = listField(definition, 'Links');
  const hosts = listField(definition, 'ExtraHosts');
  return links === undefined || hosts === undefined
    || links.some((link) => typeof link !== 'string' || link.split(':').includes(host))
    || hosts.some((entry) => field(entry, 'Hostname') === host);
}

function openTelemetry({ name, environment }: ContainerFacts, collectors: readonly ContainerFacts[]): Finding[] {
  if (collectors.some(({ kind }) => kind !== 'xray-daemon')) {
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
  return addressesIn(value).map((address) => address.replace(/:\d+$/, ''));
}
