import { CfnResource } from 'aws-cdk-lib';
import { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { TraceCollector } from '../collectors/trace-collector';
import { taskDefinitionNotExtended } from '../findings';
import { permitDaemon } from './daemon-permission';
import { EcsSidecarCollector } from '../hosts/ecs-sidecar-collector';
import { knowsCollector } from '../hosts/private/ecs/address-checks';
import { hasCollector, sidecarOf } from '../hosts/private/ecs/application-containers';
import { checkTask } from '../hosts/private/ecs/check-task';
import { neededMib } from '../hosts/private/ecs/container-memory';
import { renderLate } from '../hosts/private/ecs/late-container';
import { reservedMib } from '../hosts/private/ecs/task-checks';
import { containersOf, isTaskDefinition } from '../hosts/private/ecs/task-definition';
import { takesSegments, TaskFacts, taskOf } from '../hosts/private/ecs/task-facts';
import { Ledger } from '../ledger';
import { ownerOf } from '../owner';
import { RoleAccess } from '../permissions/role-access';
import { propertyOf, referencesIn } from '../references';
import { Mode, modeAt } from './mode';

export const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';
export const SERVICE = 'AWS::ECS::Service';

const SIDECAR = 'xray-collector';

/** The L2 classes that make a task definition, by the id that the CDK injects properties by. */
export const TASK_INJECTION_IDS: readonly string[] = ['TaskDefinition', 'FargateTaskDefinition', 'Ec2TaskDefinition', 'ExternalTaskDefinition']
  .map((name) => `aws-cdk-lib.aws-ecs.${name}`);

/** Whether a construct is one that a collector stands in, or that runs such ones. */
export function isTaskResource(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && isTaskType(construct.cfnResourceType);
}

export function isTaskType(resourceType: string): boolean {
  return resourceType === TASK_DEFINITION || resourceType === SERVICE;
}

/** The collector that enable() was given for a construct, if it is to have one now. */
export function collectorFor(construct: IConstruct): TraceCollector | undefined {
  const directive = directiveFor(construct);
  return modeAt(construct) === Mode.ON ? directive?.options.collector : undefined;
}

/** Gives a task definition the sidecar that enable() was asked for, unless it has a collector. Doing it twice is doing it once. */
export function equip(taskDefinition: TaskDefinition): void {
  const resource = taskDefinition.node.defaultChild;
  if (!CfnResource.isCfnResource(resource) || !isEnabled(resource) || hasCollector(taskDefinition)) {
    return;
  }
  const containers = containersOf(taskDefinition);
  permitDaemon(resource, containers, () => RoleAccess.ofRole(taskDefinition.taskRole));
  const collector = collectorFor(resource);
  const task = taskOf(resource, containers);
  if (collector && !hasOwnCollector(task) && whyNot(task, collector) === undefined) {
    taskDefinition.addExtension(new EcsSidecarCollector({ collector, containerName: SIDECAR }));
  }
}

/** The last look at a task definition or a service: what got no collector, and what is wrong with the collectors. */
export function lookAtTasks(resource: CfnResource): void {
  if (!isEnabled(resource)) {
    return;
  }
  const ledger = Ledger.of(resource);
  if (resource.cfnResourceType === SERVICE) {
    if (collectorFor(resource) && taskDefinitionOf(resource) === undefined) {
      ledger.warn(resource, taskDefinitionNotExtended('the task definition of this service is not of this app'));
    }
    return;
  }
  const owner = ownerOf(resource);
  if (owner && isTaskDefinition(owner)) {
    equip(owner);
    const sidecar = sidecarOf(owner);
    if (sidecar) {
      renderLate(resource, sidecar);
    }
  } else if (propertyOf(resource, 'TaskRoleArn') !== undefined) {
    permitDaemon(resource, taskOf(resource).containers, () => RoleAccess.of(resource, propertyOf(resource, 'TaskRoleArn')));
  }
  const why = whyNotExtended(resource);
  if (why !== undefined) {
    ledger.warn(resource, taskDefinitionNotExtended(why));
  }
  checkTask(resource);
}

/** The task definition of this app that a service runs. */
export function taskDefinitionOf(service: CfnResource): CfnResource | undefined {
  return referencesIn(propertyOf(service, 'TaskDefinition'), service).find(({ cfnResourceType }) => cfnResourceType === TASK_DEFINITION);
}

/** Why a task definition that is to have a collector, and has none, can't be given one. */
export function whyNotExtended(resource: CfnResource): string | undefined {
  const collector = collectorFor(resource);
  const owner = ownerOf(resource);
  const task = taskOf(resource);
  if (!collector || (owner && isTaskDefinition(owner) && hasCollector(owner)) || hasOwnCollector(task)) {
    return undefined;
  }
  return owner && isTaskDefinition(owner) ? whyNot(task, collector) : 'it is not made by one of the CDK\'s own task definition classes';
}

/** Whether the user has taken care already: a collector in the task, or the address of one elsewhere. */
export function hasOwnCollector({ containers }: TaskFacts): boolean {
  return containers.some((container) => takesSegments(container) || knowsCollector(container));
}

function whyNot(task: TaskFacts, collector: TraceCollector): string | undefined {
  const { system, networkMode, containers, memoryMib } = task;
  const needed = neededMib(collector._facts());
  if (memoryMib !== undefined && needed !== undefined && reservedMib(task) + needed > memoryMib) {
    return `its containers reserve ${reservedMib(task)} of its ${memoryMib} MiB, and the collector needs ${needed} MiB`;
  }
  if (containers.some(({ name }) => name === SIDECAR)) {
    return `a container of it has the name of the sidecar, ${SIDECAR}`;
  }
  if (system?.startsWith('WINDOWS')) {
    return `its containers are for ${system}, and the images of the collectors are for Linux`;
  }
  return networkMode === 'none' || networkMode === 'nat' ? `its network mode is ${networkMode}` : undefined;
}

/** Whether enable() is to do something about a construct. */
function isEnabled(construct: IConstruct): boolean {
  return directiveFor(construct) !== undefined && modeAt(construct) !== Mode.OFF;
}

function directiveFor(construct: IConstruct): ReturnType<Ledger['directives']['for']> {
  const { directives } = Ledger.of(construct);
  const directive = directives.exclusionOf(construct) === undefined ? directives.for(construct) : undefined;
  return directive?.on ? directive : undefined;
}
