import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { ContainerFacts, containersIn } from './task-facts';
import { resolved } from '../../../references';

/** Whether a construct is a task definition that this app makes, of whatever launch type. */
export function isTaskDefinition(construct: IConstruct): construct is ecs.TaskDefinition {
  return 'addExtension' in construct && 'addContainer' in construct && 'taskDefinitionArn' in construct;
}

/** The containers that stand below a task definition, as they are now, without rendering the task. */
export function containersOf(taskDefinition: ecs.TaskDefinition): ContainerFacts[] {
  return containersIn(taskDefinition.node.children
    .filter(isContainer)
    .map((container) => resolved(container.renderContainerDefinition(), container)));
}

function isContainer(construct: IConstruct): construct is ecs.ContainerDefinition {
  return 'containerName' in construct && 'renderContainerDefinition' in construct;
}
