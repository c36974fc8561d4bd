import { CfnResource } from 'aws-cdk-lib';
import { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { COLLECTOR_NAME } from '../collectors/private/collector-facts';
import { TraceCollector } from '../collectors/trace-collector';
import { taskDefinitionNotExtended } from '../findings';
import { permitDaemon } from './daemon-permission';
import { Mode, modeAt } from './mode';
import { EcsSidecarCollector } from '../hosts/ecs-sidecar-collector';
import { knowsCollector } from '../hosts/private/ecs/address-checks';
import { hasCollector, sidecarOf } from '../hosts/private/ecs/application-containers';
import { hasOtlpElsewhere } from '../hosts/private/ecs/application-findings';
import { checkTask } from '../hosts/private/ecs/check-task';
import { neededMib } from '../hosts/private/ecs/container-memory';
import { Unfit, whyUnfit } from '../hosts/private/ecs/fit-task';
import { renderLate } from '../hosts/private/ecs/late-container';
import { whyNoOwnLog } from '../hosts/private/ecs/own-log';
import { reservedMib } from '../hosts/private/ecs/task-checks';
import { containersOf, isTaskDefinition } from '../hosts/private/ecs/task-definition';
import { ContainerFacts, takesSegments, TaskFacts, taskOf } from '../hosts/private/ecs/task-facts';
import { permitCollector } from '../hosts/private/permit-collector';
import { Ledger } from '../ledger';
import { ownerOf } from '../owner';
import { RoleAccess } from '../permissions/role-access';
import { propertyOf } from '../references';
import { isRunByTaskSets, taskDefinitionOf } from '../task-services';

export const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';
export const SERVICE = 'AWS::ECS::Service';

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
  return modeAt(construct) === Mode.ON ? askedFor(construct) : undefined;
}

/**
 * Gives a task definition the sidecar that enable() was asked for, or the permission for it ahead, unless it has a collector. Doing it twice is doing it
 * once.
 *
 * @param containers as they are: until the app is validated, the CDK renders them once, and what is added afterwards is lost
 */
export function equip(taskDefinition: TaskDefinition, containers: readonly ContainerFacts[] = containersOf(taskDefinition)): void {
  const resource = taskDefinition.node.defaultChild;
  if (!CfnResource.isCfnResource(resource) || !isEnabled(resource) || hasCollector(taskDefinition)) {
    return;
  }
  permitDaemon(resource, containers, () => RoleAccess.ofRole(taskDefinition.taskRole));
  const collector = askedFor(resource);
  if (!collector || hasOwnCollector(containers) || whyNotExtended(resource, taskOf(resource, containers))) {
    return;
  }
  if (modeAt(resource) === Mode.ON) {
    taskDefinition.addExtension(new EcsSidecarCollector({ collector, containerName: COLLECTOR_NAME }));
  } else {
    permitCollector(taskDefinition.taskRole, resource, collector._facts());
  }
}

/** The last look at a task definition or a service: what got no collector, and what is wrong with the collectors. */
export function lookAtTasks(resource: CfnResource): void {
  if (!isEnabled(resource)) {
    return;
  }
  const ledger = Ledger.of(resource);
  if (resource.cfnResourceType === SERVICE) {
    if (collectorFor(resource) && !isRunByTaskSets(resource) && !taskDefinitionOf(resource)) {
      ledger.warn(resource, taskDefinitionNotExtended('the task definition of this service is not of this app', 'Give it a collector where it is defined'));
    }
    return;
  }
  const owner = ownerOf(resource);
  if (owner && isTaskDefinition(owner)) {
    equip(owner, taskOf(resource).containers);
    const sidecar = sidecarOf(owner);
    if (sidecar) {
      renderLate(resource, sidecar);
    }
  } else if (propertyOf(resource, 'TaskRoleArn') !== undefined) {
    permitDaemon(resource, taskOf(resource).containers, () => RoleAccess.of(resource, propertyOf(resource, 'TaskRoleArn')));
  }
  const why = collectorFor(resource) && whyNotExtended(resource);
  if (why) {
    ledger.warn(resource, taskDefinitionNotExtended(why.cause, why.remedy));
  }
  checkTask(resource);
}

/** Why a task definition that is to have a collector, and has none, can't be given one. */
export function whyNotExtended(resource: CfnResource, task = taskOf(resource)): Unfit | undefined {
  const collector = askedFor(resource);
  const owner = ownerOf(resource);
  if (!collector || hasOwnCollector(task.containers)) {
    return undefined;
  }
  if (!owner || !isTaskDefinition(owner)) {
    return { cause: 'it is not made by one of the CDK\'s own task definition classes', remedy: 'Make it by one of them, or write the collector into it' };
  }
  return hasCollector(owner) ? undefined : lacksMemory(task, collector) ?? whyNoOwnLog(owner) ?? whyUnfit(owner, collector._facts(), COLLECTOR_NAME);
}

/** Whether the user has taken care already: a collector in the task, or the address of one elsewhere. */
function hasOwnCollector(containers: readonly ContainerFacts[]): boolean {
  return containers.some((container) => takesSegments(container) || knowsCollector(container) || hasOtlpElsewhere(container.environment));
}

function lacksMemory(task: TaskFacts, collector: TraceCollector): Unfit | undefined {
  const { memoryMib } = task;
  const needed = neededMib(collector._facts());
  return memoryMib !== undefined && needed !== undefined && reservedMib(task) + needed > memoryMib
    ? {
      cause: `its containers reserve ${reservedMib(task)} of its ${memoryMib} MiB, and the collector needs ${needed} MiB`,
      remedy: 'Give the task more memory, or its containers less',
    }
    : undefined;
}

/** The collector that enable() was given for a construct, now or for a later deployment. */
function askedFor(construct: IConstruct): TraceCollector | undefined {
  return modeAt(construct) === Mode.OFF ? undefined : directiveFor(construct)?.options.collector;
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
