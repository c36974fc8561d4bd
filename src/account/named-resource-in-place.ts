import { existTogether, PlacedResource } from './placed-resource';

/** A resource with a name that is there once in an account and Region. */
export interface NamedResourceInPlace extends PlacedResource {
  /** The name, or where it is not known the JSON of what is known of it, or empty. */
  readonly name: string;
  readonly isNameKnown: boolean;
}

/** What messages call a resource. */
export function titleOf({ name, isNameKnown, resource }: NamedResourceInPlace): string {
  return isNameKnown ? JSON.stringify(name) : resource.node.path;
}

/** Whether two resources have one name. What is not known of names is compared within a stack only: the same reference may be another value elsewhere. */
export function haveOneName(one: NamedResourceInPlace, other: NamedResourceInPlace): boolean {
  return one.name !== '' && one.name === other.name && one.isNameKnown === other.isNameKnown
    && (one.isNameKnown || one.resource.stack === other.resource.stack);
}

/**
 * Resources of one name in one place: the one that comes later, with the first that it meets for certain.
 *
 * @param asked which of the resources to look at
 */
export function namesakes<T extends NamedResourceInPlace>(resources: readonly T[], asked: ReadonlySet<T>): [later: T, earlier: T][] {
  const names = new Set([...asked].map(({ name }) => name));
  const byName = new Map([...names].map((name): [string, T[]] => [name, []]));
  resources.forEach((resource) => byName.get(resource.name)?.push(resource));
  return [...byName.values()].flatMap((ofOneName) => ofOneName.flatMap((later, index): [T, T][] => {
    const earlierOnes = asked.has(later) ? ofOneName.slice(0, index) : [];
    const earlier = earlierOnes.find((candidate) => haveOneName(candidate, later) && existTogether(candidate, later));
    return earlier ? [[later, earlier]] : [];
  }));
}
