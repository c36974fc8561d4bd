import { ContainerDefinition, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { field } from './task-facts';
import { taskResource } from './task-resource';
import { propertyOf, resolved } from '../../../references';

/** A container of a task that is rendered already. */
export interface RenderedContainer {
  readonly container: ContainerDefinition;
  /** Has the template say something else about the container than it does itself. */
  override(property: string, value: unknown): void;
}

/**
 * The containers of a task, wherever they stand in the tree. To be asked while an app is validated, and not before: the CDK renders the containers of
 * a task once, and those that are added after that are nowhere in the template.
 */
export function renderedContainers(taskDefinition: TaskDefinition): RenderedContainer[] {
  const resource = taskResource(taskDefinition);
  const definitions = resolved(propertyOf(resource, 'ContainerDefinitions'), resource);
  return (Array.isArray(definitions) ? definitions : []).flatMap((definition: unknown, index) => {
    const name = field(definition, 'Name');
    const container = typeof name === 'string' ? taskDefinition.findContainer(name) : undefined;
    return container
      ? [{ container, override: (property: string, value: unknown) => resource.addPropertyOverride(`ContainerDefinitions.${index}.${property}`, value) }]
      : [];
  });
}
