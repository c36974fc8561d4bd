import { addressFindings } from './address-checks';
import { isForLinux, isPinned, lacksCommand, titleOf } from './collector-images';
import { commonPorts, isOnLoopback } from './listeners';
import { ContainerFacts, field, listField, TaskFacts } from './task-facts';
import { TaskFinding } from './task-finding';
import { CollectorKind } from '../../../collectors/private/collector-facts';
import { Finding } from '../../../finding';
import {
  daemonUnreachable, dependencyNeverHealthy, essentialCollector, healthCheckNeedsShell, platformMismatch, secondCollector, taskMemoryExceeded,
  unpinnedImage,
} from '../../../findings';

type Collector = ContainerFacts & { readonly kind: CollectorKind };

/**
 * What is wrong with the collectors of a task, and with what is beside them. A task without a collector has none of these.
 *
 * @param handWritten whether nobody has set the addresses yet but the user
 */
export function taskFindings(task: TaskFacts, handWritten: boolean): TaskFinding[] {
  const collectors = task.containers.filter(isCollector);
  if (collectors.length === 0) {
    return [];
  }
  return [
    ...collectors.flatMap((collector) => containerFindings(collector, task).map((finding) => ({ container: collector.name, finding }))),
    ...dependencyFindings(task, collectors),
    ...sharesPorts(task) ? secondCollectors(task) : [],
    ...task.networkMode === 'bridge' ? loopbackFindings(collectors) : [],
    ...memoryFindings(task),
    ...handWritten ? addressFindings(task, collectors) : [],
  ];
}

function isCollector(container: ContainerFacts): container is Collector {
  return container.kind !== undefined;
}

function containerFindings(collector: Collector, { containers, system }: TaskFacts): Finding[] {
  const { name, image = '', kind, definition } = collector;
  const command = listField(field(definition, 'HealthCheck'), 'Command') ?? [];
  return [
    ...lacksCommand(image, command) ? [healthCheckNeedsShell(name, image)] : [],
    ...image === '' || isPinned(image) ? [] : [unpinnedImage(name, image)],
    ...containers.length > 1 && (field(definition, 'Essential') ?? true) === true ? [essentialCollector(name)] : [],
    ...system?.startsWith('WINDOWS') && isForLinux(image) ? [platformMismatch(titleOf(kind), system)] : [],
  ];
}

function dependencyFindings({ containers }: TaskFacts, collectors: readonly Collector[]): TaskFinding[] {
  const unhealthy = new Set(collectors.filter(({ definition }) => field(definition, 'HealthCheck') === undefined).map(({ name }) => name));
  return containers.flatMap(({ name: container, definition }) => (listField(definition, 'DependsOn') ?? [])
    .filter((dependency) => field(dependency, 'Condition') === 'HEALTHY' && unhealthy.has(String(field(dependency, 'ContainerName'))))
    .map((dependency) => ({ container, finding: dependencyNeverHealthy(container, String(field(dependency, 'ContainerName'))) })));
}

/** Whether all containers of a task have one network, and so one port 2000; on a bridge each has an address of its own. */
function sharesPorts({ networkMode }: TaskFacts): boolean {
  return networkMode === 'awsvpc' || networkMode === 'host';
}

function loopbackFindings(collectors: readonly Collector[]): TaskFinding[] {
  return collectors.filter(isOnLoopback)
    .map(({ name }) => ({ container: name, finding: daemonUnreachable(name, 'it is told to listen on its own loopback address only') }));
}

/** Containers that want a port which an earlier one has. Of the two at least one is a collector: of others it is not known what they do with a port. */
function secondCollectors({ containers }: TaskFacts): TaskFinding[] {
  return containers.flatMap((container, index) => containers.slice(0, index)
    .filter((earlier) => isCollector(earlier) || isCollector(container))
    .flatMap((earlier) => commonPorts(earlier, container).map((port) => secondCollector(`container ${earlier.name}`, port)))
    .slice(0, 1)
    .map((finding) => ({ container: container.name, finding })));
}

/**
 * The memory that the containers of a task reserve, as far as it is known: of each the soft limit, or else the hard one.
 * Source: Amazon ECS API reference, ContainerDefinition, read 2026-11-22.
 */
export function reservedMib({ containers }: TaskFacts): number {
  const reserved = containers.map(({ definition }) => field(definition, 'MemoryReservation') ?? field(definition, 'Memory') ?? 0);
  return reserved.reduce((total: number, mib) => total + (typeof mib === 'number' ? mib : 0), 0);
}

function memoryFindings(task: TaskFacts): TaskFinding[] {
  const sum = reservedMib(task);
  const { memoryMib } = task;
  return memoryMib !== undefined && sum > memoryMib ? [{ finding: taskMemoryExceeded(sum, memoryMib) }] : [];
}
