import { CfnResource } from 'aws-cdk-lib';
import { Mode, modeAt } from './mode';
import { collectorFor, SERVICE, taskDefinitionOf, whyNotExtended } from './tasks';
import { Templates } from './templates';
import { knowsCollector } from '../hosts/private/ecs/address-checks';
import { hasCollector } from '../hosts/private/ecs/application-containers';
import { isTaskDefinition } from '../hosts/private/ecs/task-definition';
import { ContainerFacts, containersIn, field, takesSegments } from '../hosts/private/ecs/task-facts';
import { Ledger } from '../ledger';
import { ownerOf } from '../owner';
import { TracedResource, TracingState } from '../tracing-report';

type Outcome = Pick<TracedResource, 'state' | 'reason'>;

/** What the report says of a task definition, and of a service by its task definition. */
export function taskOutcome(resource: CfnResource, templates: Templates): Outcome {
  const exclusion = Ledger.of(resource).directives.exclusionOf(resource);
  if (exclusion !== undefined) {
    return { state: TracingState.EXCLUDED, reason: exclusion };
  }
  if (resource.cfnResourceType !== SERVICE) {
    return outcomeOf(resource, templates);
  }
  const taskDefinition = taskDefinitionOf(resource);
  return taskDefinition
    ? outcomeOf(taskDefinition, templates)
    : { state: TracingState.UNKNOWN, reason: 'its task definition is not of this app' };
}

function outcomeOf(taskDefinition: CfnResource, templates: Templates): Outcome {
  const definitions = field(templates.find(taskDefinition)?.properties, 'ContainerDefinitions');
  if (definitions !== undefined && !Array.isArray(definitions)) {
    return { state: TracingState.UNKNOWN, reason: 'its containers are decided at deployment' };
  }
  const reason = whyTraced(taskDefinition, containersIn(definitions));
  return reason === undefined ? withoutCollector(taskDefinition) : { state: TracingState.TRACED, reason };
}

function whyTraced(taskDefinition: CfnResource, containers: readonly ContainerFacts[]): string | undefined {
  const collector = containers.find(takesSegments);
  if (collector) {
    return `its container ${collector.name} collects the segments`;
  }
  const owner = ownerOf(taskDefinition);
  return containers.some(knowsCollector) || (owner && isTaskDefinition(owner) && hasCollector(owner))
    ? 'its containers are told of a collector outside of the task'
    : undefined;
}

function withoutCollector(taskDefinition: CfnResource): Outcome {
  const directive = Ledger.of(taskDefinition).directives.for(taskDefinition);
  if (directive?.on === false) {
    return { state: TracingState.OFF, reason: 'disabled' };
  }
  return { state: TracingState.UNTRACED, reason: directive ? whyUntraced(taskDefinition, directive.options.collector !== undefined) : 'tracing is not enabled for it' };
}

function whyUntraced(taskDefinition: CfnResource, asked: boolean): string {
  const mode = modeAt(taskDefinition);
  if (mode === Mode.OFF) {
    return 'the context cdk-xray:mode is off';
  }
  if (!asked) {
    return 'it has no collector, and enable() was given none';
  }
  return collectorFor(taskDefinition)
    ? whyNotExtended(taskDefinition) ?? 'it was synthesized before tracing could reach it'
    : `the context cdk-xray:mode is ${mode}: its sidecar follows in a later deployment`;
}
