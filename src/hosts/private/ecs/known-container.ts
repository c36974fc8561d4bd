import { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { containersIn, listField, variableNames } from './task-facts';
import { resolved } from '../../../references';

/** What a container of Amazon ECS says now, as far as it is known. */
export interface KnownContainer {
  /** The plain values of its environment, resolved. */
  readonly environment: ReadonlyMap<string, unknown>;
  /** Every name that is taken in its environment, by a plain value or by a secret. */
  readonly variables: ReadonlySet<string>;
  /** Whether files may set more of them. */
  readonly hasFiles: boolean;
  readonly links: readonly unknown[];
  /** Whether it has no network, so that it can send nothing. */
  readonly isOffline: boolean;
}

/** To ask the container itself, and not the resource of its task, leaves out what the CDK adds to a task that is rendered. */
export function knownContainer(container: ContainerDefinition): KnownContainer {
  const { environment, secrets, environmentFiles, links, disableNetworking } = container.renderContainerDefinition();
  const definition = resolved({ name: container.node.id, environment, secrets, environmentFiles, links }, container);
  const [facts] = containersIn([definition]);
  return {
    environment: facts.environment,
    variables: variableNames(facts),
    hasFiles: listField(definition, 'EnvironmentFiles')?.length !== 0,
    links: listField(definition, 'Links') ?? [],
    isOffline: disableNetworking === true,
  };
}
