import { AspectPriority, Aspects, IAspect } from 'aws-cdk-lib';
import { ContainerDefinition, ContainerDependencyCondition, NetworkMode, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { applicationFindings } from './application-findings';
import { KnownContainer, knownContainer } from './known-container';
import { renderedContainers } from './rendered-containers';
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
  /** Whether a container has nothing to do with the collector. */
  skip(container: ContainerDefinition): boolean;
}

const LINKS = new WeakMap<TaskDefinition, CollectorLink>();

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
      return [];
    },
  });
}

class EquipContainers implements IAspect {
  private readonly equipped = new Set<ContainerDefinition>();

  constructor(private readonly taskDefinition: TaskDefinition, private readonly link: CollectorLink) {
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
      applicationFindings(container, this.link).forEach((finding) => ledger.warn(container, finding));
    }
  }

  /** Links a container with the collector; the result is what its environment lacks. */
  private add(container: ContainerDefinition): [string, string][] {
    this.equipped.add(container);
    const known = knownContainer(container);
    if (this.link.dependsOn) {
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
      && !this.link.skip(container)
      && !(dependsOn && waitsFor(dependsOn, container));
  }
}

function missingVariables({ variables, hasFiles }: KnownContainer, { host, collector }: CollectorLink): [string, string][] {
  if (hasFiles) {
    return [];
  }
  return [
    ...Object.entries(xrayVariables(host)).filter(([name]) => !variables.has(name)),
    ...OTLP_VARIABLES.some((name) => variables.has(name)) ? [] : Object.entries(otelVariables(collector, host)),
  ];
}

function startAfter(
  container: ContainerDefinition, { links }: KnownContainer, sidecar: ContainerDefinition, condition?: ContainerDependencyCondition,
): void {
  if (container.taskDefinition.networkMode === NetworkMode.BRIDGE && !links.includes(sidecar.containerName)) {
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

/** The CDK has no guard for containers. */
function isContainer(node: object): node is ContainerDefinition {
  return 'containerName' in node && 'taskDefinition' in node && 'addContainerDependencies' in node;
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
