import { RuleFacts } from './rule-facts';

/** The order in which X-Ray's clients try rules: by priority, then by the code units of the names. Rules of unknown priority are left out. */
export function inTriedOrder<T extends RuleFacts>(rules: readonly T[]): T[] {
  return rules.filter(({ priority }) => priority !== undefined).sort(compareRules);
}

function compareRules(one: RuleFacts, other: RuleFacts): number {
  const difference = (one.priority ?? 0) - (other.priority ?? 0);
  return difference !== 0 ? difference : Number(one.name > other.name) - Number(one.name < other.name);
}
