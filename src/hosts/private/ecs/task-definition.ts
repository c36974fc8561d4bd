import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { ContainerFacts, containersIn } from './task-facts';
import { resolved } from '../../../references';
import { stageOf, withinStage } from '../../../stages';

/** Whether a construct is a task definition that this app makes, of whatever launch type. */
export function isTaskDefinition(construct: IConstruct): construct is ecs.TaskDefinition {
  return 'addExtension' in construct && 'addContainer' in construct && 'taskDefinitionArn' in construct;
}

/** Whether a construct is a container of a task definition: the CDK has no guard for them. */
export function isContainer(construct: IConstruct): construct is ecs.ContainerDefinition {
  return 'containerName' in construct && 'taskDefinition' in construct && 'addContainerDependencies' in construct;
}

/** The containers of a task definition, wherever they stand, as they are now, without rendering the task. */
export function containersOf(taskDefinition: ecs.TaskDefinition): ContainerFacts[] {
  return containersIn([...taskDefinition.node.children.filter(isContainer), ...containersElsewhere(taskDefinition)]
    .filter((container) => container.taskDefinition === taskDefinition)
    .map((container) => resolved(container.renderContainerDefinition(), container)));
}

const BY_STAGE = new WeakMap<IConstruct, ecs.ContainerDefinition[]>();

/** The containers that do not stand in their task definition, as they are when first asked for: there are few or none. */
function containersElsewhere(taskDefinition: ecs.TaskDefinition): ecs.ContainerDefinition[] {
  const stage = stageOf(taskDefinition) ?? taskDefinition.node.root;
  const known = BY_STAGE.get(stage)
    ?? withinStage(stage).filter(isContainer).filter((container) => container.node.scope !== container.taskDefinition);
  BY_STAGE.set(stage, known);
  return known;
}
