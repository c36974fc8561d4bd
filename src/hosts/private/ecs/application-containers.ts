import { AspectPriority, Aspects, IAspect } from 'aws-cdk-lib';
import { ContainerDefinition, ContainerDependencyCondition, NetworkMode, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { isNamed } from './address-checks';
import { checkAnnotations } from './annotation-findings';
import { applicationFindings } from './application-findings';
import { ADDRESS, LOOPBACK } from './daemon-address';
import { KnownContainer, knownContainer } from './known-container';
import { renderedContainers } from './rendered-containers';
import { samplerFindings } from './sampler-findings';
import { isContainer } from './task-definition';
import { ContainerFacts, variableNames } from './task-facts';
import { otelVariables, xrayVariables } from '../../../collectors/private/application-environment';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { duringAspects } from '../../../during-aspects';
import { Ledger } from '../../../ledger';

/** How the containers of a task get to their collector. */
export interface CollectorLink {
  /** Where they reach it: a loopback address, the name of a container, an address of the instance. */
  readonly host: string;
  readonly collector: CollectorFacts;
  /** The collector's own container, where it is one of the task. */
  readonly dependsOn?: ContainerDefinition;
  /** What the others wait for; START if nothing is said. */
  readonly condition?: ContainerDependencyCondition;
}

const LINKS = new WeakMap<TaskDefinition, CollectorLink>();
const EQUIPPED = new WeakMap<TaskDefinition, Set<ContainerDefinition>>();

/** The container of the collector that this library put into a task. */
export function sidecarOf(taskDefinition: TaskDefinition): ContainerDefinition | undefined {
  return LINKS.get(taskDefinition)?.dependsOn;
}

/** How the containers of a task get to the collector that this library gave it. */
export function linkOf(taskDefinition: TaskDefinition): CollectorLink | undefined {
  return LINKS.get(taskDefinition);
}

/** Whether this library gave a task a collector: one of its own, or that of its instance. */
export function hasCollector(taskDefinition: TaskDefinition): boolean {
  return LINKS.has(taskDefinition);
}

/** Those of the containers of a template that were told where their collector is, which no SDK can guess there, and no longer are. */
export function untoldIn(taskDefinition: TaskDefinition, containers: readonly ContainerFacts[]): ContainerFacts[] {
  const link = LINKS.get(taskDefinition);
  if (link === undefined || LOOPBACK.test(link.host)) {
    return [];
  }
  const told = [...EQUIPPED.get(taskDefinition) ?? []]
    .filter((container) => !knownContainer(container).hasFiles)
    .map(({ containerName }) => containerName);
  return containers.filter((container) => told.includes(container.name) && !isTold(container, link));
}

function isTold(container: ContainerFacts, { host, dependsOn }: CollectorLink): boolean {
  const isByName = dependsOn !== undefined && String(container.environment.get(ADDRESS)).includes(host);
  return variableNames(container).has(ADDRESS) && (!isByName || isNamed(container, host));
}

/**
 * Has every container of a task know its collector and wait for it, now or later, whatever the user said of it left as it is.
 */
export function equipContainers(taskDefinition: TaskDefinition, link: CollectorLink): void {
  LINKS.set(taskDefinition, link);
  const aspect = new EquipContainers(taskDefinition, link);
  if (duringAspects()) {
    aspect.visit(taskDefinition);
  } else {
    Aspects.of(taskDefinition).add(aspect, { priority: AspectPriority.MUTATING });
  }
  taskDefinition.node.addValidation({
    validate: () => {
      aspect.finish();
      return aspect.clashes();
    },
  });
}

class EquipContainers implements IAspect {
  private readonly equipped = new Set<ContainerDefinition>();

  constructor(private readonly taskDefinition: TaskDefinition, private readonly link: CollectorLink) {
    EQUIPPED.set(taskDefinition, this.equipped);
    checkAnnotations({ taskDefinition, host: link.host, collector: link.collector, containers: this.equipped });
  }

  public visit(node: IConstruct): void {
    for (const container of (node === this.taskDefinition ? node.node.findAll() : [node]).filter(isContainer)) {
      if (this.isDue(container)) {
        this.add(container).forEach(([name, value]) => container.addEnvironment(name, value));
      }
    }
  }

  /** The last look: at containers that came late or stand elsewhere, and at what is told of all, for until now everybody may have changed them. */
  public finish(): void {
    renderedContainers(this.taskDefinition).filter(({ container }) => this.isDue(container)).forEach(({ container, override }) => {
      const { environment } = knownContainer(container);
      const added = this.add(container);
      if (added.length > 0) {
        added.forEach(([name, value]) => container.addEnvironment(name, value));
        override('Environment', [...environment, ...added].map(([Name, Value]) => ({ Name, Value })));
      }
    });
    for (const container of this.equipped) {
      const ledger = Ledger.of(container);
      [...applicationFindings(container, this.link), ...samplerFindings(container, this.link)].forEach((finding) => ledger.warn(container, finding));
    }
  }

  /** The CDK takes two containers of one name, and Amazon ECS does not. */
  public clashes(): string[] {
    const name = this.link.dependsOn?.containerName;
    return renderedContainers(this.taskDefinition).filter(({ container }) => container.containerName === name).length > 1
      ? [`containerName must be free, got ${name} twice: it is the name of the collector's container; give the other one another name, or pass another containerName to EcsSidecarCollector`]
      : [];
  }

  /** Links a container with the collector; the result is what its environment lacks. */
  private add(container: ContainerDefinition): [string, string][] {
    this.equipped.add(container);
    const known = knownContainer(container);
    if (this.link.dependsOn && !waitsFor(this.link.dependsOn, container)) {
      startAfter(container, known, this.link.dependsOn, this.link.condition);
    }
    return missingVariables(known, this.link);
  }

  private isDue(container: ContainerDefinition): boolean {
    const { dependsOn } = this.link;
    return container.taskDefinition === this.taskDefinition
      && !this.equipped.has(container)
      && container !== dependsOn
      && !isLogRouter(container)
      && !isExcluded(container)
      && !knownContainer(container).isOffline
      && !(dependsOn && needsLink(container) && waitsFor(dependsOn, container));
  }
}

function missingVariables({ variables, hasFiles }: KnownContainer, { host, collector }: CollectorLink): [string, string][] {
  if (hasFiles) {
    return [];
  }
  return [
    ...Object.entries(xrayVariables(collector, host)).filter(([name]) => !variables.has(name)),
    ...OTLP_VARIABLES.some((name) => variables.has(name)) ? [] : Object.entries(otelVariables(collector, host)),
  ];
}

function startAfter(
  container: ContainerDefinition, { links }: KnownContainer, sidecar: ContainerDefinition, condition?: ContainerDependencyCondition,
): void {
  if (needsLink(container) && !links.includes(sidecar.containerName)) {
    container.addLink(sidecar);
  }
  if (!container.containerDependencies.some((dependency) => dependency.container === sidecar)) {
    container.addContainerDependencies({ container: sidecar, condition: condition ?? ContainerDependencyCondition.START });
  }
}

/** An endpoint and its protocol belong together: who says one of them means the whole. */
const OTLP_VARIABLES = [
  'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
];

/** A link makes the other container start first, like a dependency: without one, no variable helps. */
function needsLink({ taskDefinition }: ContainerDefinition): boolean {
  return taskDefinition.networkMode === NetworkMode.BRIDGE;
}

/** Whether the user excluded the very container: to exclude the whole task says nothing about the collector that the user gave it. */
function isExcluded(container: ContainerDefinition): boolean {
  const { directives } = Ledger.of(container);
  return directives.exclusionOf(container) !== undefined && directives.exclusionOf(container.taskDefinition) === undefined;
}

function isLogRouter(container: ContainerDefinition): boolean {
  return 'firelensConfig' in container;
}

/** Whether a container is started after another one, directly or not. */
function waitsFor(container: ContainerDefinition, other: ContainerDefinition, seen = new Set([container])): boolean {
  return container.containerDependencies.some(({ container: next }) => {
    if (next === other) {
      return true;
    }
    const known = seen.has(next);
    seen.add(next);
    return !known && waitsFor(next, other, seen);
  });
}
