import { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { containersIn, field, listField } from './task-facts';
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
}

/** To ask the container itself, and not the resource of its task, leaves out what the CDK adds to a task that is rendered. */
export function knownContainer(container: ContainerDefinition): KnownContainer {
  const { environment, secrets, environmentFiles, links } = container.renderContainerDefinition();
  const definition = resolved({ name: container.containerName, environment, secrets, environmentFiles, links }, container);
  const values = containersIn([definition])[0]?.environment ?? new Map<string, unknown>();
  return {
    environment: values,
    variables: new Set([...values.keys(), ...(listField(definition, 'Secrets') ?? []).map((secret) => String(field(secret, 'Name')))]),
    hasFiles: listField(definition, 'EnvironmentFiles')?.length !== 0,
    links: listField(definition, 'Links') ?? [],
  };
}
