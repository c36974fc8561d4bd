import { CfnResource, Lazy } from 'aws-cdk-lib';
import { CfnTaskDefinition, ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { taskOf } from './task-facts';

/** Puts a container into a task definition whose list of containers the CDK has rendered already, which it does once. */
export function renderLate(taskDefinition: CfnResource, container: ContainerDefinition): void {
  if (!hasContainers(taskDefinition) || taskOf(taskDefinition).containers.some(({ name }) => name === container.containerName)) {
    return;
  }
  const rendered = taskDefinition.containerDefinitions;
  taskDefinition.containerDefinitions = Lazy.uncachedAny({
    produce: (context) => {
      const definitions: unknown = context.resolve(rendered);
      return [...Array.isArray(definitions) ? definitions : [], container.renderContainerDefinition()];
    },
  });
}

function hasContainers(resource: CfnResource): resource is CfnTaskDefinition {
  return 'containerDefinitions' in resource;
}
