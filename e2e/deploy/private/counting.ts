export interface Counts { readonly [type: string]: number }

/** How many of each type there are among `type id`. */
export function countByType(resources: readonly string[]): Counts {
  const types = resources.map((resource) => resource.slice(0, resource.indexOf(' ')));
  return Object.fromEntries(types.map((type) => [type, types.filter((other) => other === type).length]));
}
