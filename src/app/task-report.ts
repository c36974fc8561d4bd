import { CfnResource } from 'aws-cdk-lib';
import { sendsWithTaskRole } from './daemon-permission';
import { Mode, modeAt } from './mode';
import { SERVICE, whyNotExtended } from './tasks';
import { knowsCollector } from '../hosts/private/ecs/address-checks';
import { CollectorLink, linkOf, untoldIn } from '../hosts/private/ecs/application-containers';
import { hasOtlpElsewhere } from '../hosts/private/ecs/application-findings';
import { withSidecar } from '../hosts/private/ecs/check-task';
import { ADDRESS } from '../hosts/private/ecs/daemon-address';
import { isTaskDefinition } from '../hosts/private/ecs/task-definition';
import { ContainerFacts, containersIn, field, takesSegments, variableNames } from '../hosts/private/ecs/task-facts';
import { maySend } from '../hosts/private/permit-collector';
import { Ledger } from '../ledger';
import { ownerOf } from '../owner';
import { allowanceOf } from '../permissions/allowed';
import { WRITE } from '../permissions/permission-set';
import { isTypedRole } from '../permissions/role-kinds';
import { propertyOf, referencesIn } from '../references';
import { isRunByTaskSets, taskDefinitionsOf } from '../task-services';
import { Templates } from '../templates';
import { TracedResource, TracingState } from '../tracing-report';

type Outcome = Pick<TracedResource, 'state' | 'reason'>;

/** What the report says of a task definition, and of a service by its task definition. */
export function taskOutcome(resource: CfnResource, templates: Templates): Outcome {
  const exclusion = exclusionOf(resource);
  if (resource.cfnResourceType !== SERVICE) {
    return exclusion === undefined ? outcomeOf(resource, templates) : { state: TracingState.EXCLUDED, reason: exclusion };
  }
  const taskDefinitions = taskDefinitionsOf(resource);
  if (exclusion !== undefined) {
    const goesOn = taskDefinitions.some((taskDefinition) => exclusionOf(taskDefinition) === undefined);
    return { state: TracingState.EXCLUDED, reason: `${exclusion}${goesOn ? ' (its task definition is not excluded)' : ''}` };
  }
  const outcomes = taskDefinitions.map((taskDefinition) => outcomeOf(taskDefinition, templates));
  return outcomes.find(({ state }) => state !== TracingState.TRACED) ?? outcomes[0]
    ?? { state: TracingState.UNKNOWN, reason: `its task ${isRunByTaskSets(resource) ? 'sets are' : 'definition is'} not of this app` };
}

/** The containers that were told where their collector is, and of which the template does not say so. */
export function containersUntold(taskDefinition: CfnResource, templates: Templates): ContainerFacts[] {
  const owner = ownerOf(taskDefinition);
  return owner && isTaskDefinition(owner)
    ? untoldIn(owner, containersIn(field(templates.find(taskDefinition)?.properties, 'ContainerDefinitions')))
    : [];
}

function outcomeOf(taskDefinition: CfnResource, templates: Templates): Outcome {
  const definitions = field(templates.find(taskDefinition)?.properties, 'ContainerDefinitions');
  if (definitions !== undefined && !Array.isArray(definitions)) {
    return { state: TracingState.UNKNOWN, reason: 'its containers are decided at deployment' };
  }
  const owner = ownerOf(taskDefinition);
  const link = owner && isTaskDefinition(owner) ? linkOf(owner) : undefined;
  const containers = withSidecar(containersIn(definitions), link);
  const [untold] = containersUntold(taskDefinition, templates);
  if (untold) {
    return { state: TracingState.UNTRACED, reason: `an override or a later change won: container ${untold.name} is not told of its collector` };
  }
  const collector = containers.find(takesSegments);
  return (collector ? withCollector(taskDefinition, collector) : withoutOwn(containers, link)) ?? withoutCollector(taskDefinition);
}

function withCollector(taskDefinition: CfnResource, collector: ContainerFacts): Outcome | undefined {
  const reason = `its container ${collector.name} collects the segments`;
  if (maySend(taskDefinition) ?? (!sendsWithTaskRole(collector) || roleAllows(taskDefinition))) {
    return { state: TracingState.TRACED, reason };
  }
  return isOff(taskDefinition) ? undefined : { state: TracingState.UNKNOWN, reason: `${reason}, but its role is not known to allow that they are sent` };
}

function withoutOwn(containers: readonly ContainerFacts[], link: CollectorLink | undefined): Outcome | undefined {
  if (link) {
    return { state: TracingState.TRACED, reason: 'its containers are told of a collector outside of the task' };
  }
  const told = containers.find(knowsCollector);
  if (told) {
    const others = containers.some((container) => container !== told && !variableNames(container).has(ADDRESS));
    return { state: TracingState.TRACED, reason: `its container ${told.name} is told of a collector outside of the task${others ? ', others are not' : ''}` };
  }
  const sender = containers.find(({ environment }) => hasOtlpElsewhere(environment));
  return sender && { state: TracingState.UNKNOWN, reason: `its container ${sender.name} sends to an OTLP endpoint of its own` };
}

function withoutCollector(taskDefinition: CfnResource): Outcome {
  if (isOff(taskDefinition)) {
    return { state: TracingState.OFF, reason: 'disabled' };
  }
  const directive = Ledger.of(taskDefinition).directives.for(taskDefinition);
  if (directive?.options.collector && modeAt(taskDefinition) === Mode.PERMISSIONS_ONLY) {
    const reason = whyNotExtended(taskDefinition)?.cause ?? `the context cdk-xray:mode is ${Mode.PERMISSIONS_ONLY}: its sidecar follows in a later deployment`;
    return { state: maySend(taskDefinition) ? TracingState.PERMITTED : TracingState.UNTRACED, reason };
  }
  const reason = directive ? whyUntraced(taskDefinition, directive.options.collector !== undefined) : 'tracing is not enabled for it';
  return { state: TracingState.UNTRACED, reason };
}

function whyUntraced(taskDefinition: CfnResource, asked: boolean): string {
  if (modeAt(taskDefinition) === Mode.OFF) {
    return 'the context cdk-xray:mode is off';
  }
  return asked
    ? whyNotExtended(taskDefinition)?.cause ?? 'it was synthesized before tracing could reach it'
    : 'it has no collector, and enable() was given none';
}

/** Whether what can be read of the role of a task allows to send. */
function roleAllows(taskDefinition: CfnResource): boolean {
  const [role] = referencesIn(propertyOf(taskDefinition, 'TaskRoleArn'), taskDefinition);
  return isTypedRole(role) && allowanceOf(WRITE, role, ownerOf(role)).allowed;
}

function exclusionOf(resource: CfnResource): string | undefined {
  return Ledger.of(resource).directives.exclusionOf(resource);
}

function isOff(resource: CfnResource): boolean {
  return Ledger.of(resource).directives.for(resource)?.on === false;
}
