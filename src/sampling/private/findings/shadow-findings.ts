import { AppRule, clientsOf, RuleFinding } from './app-rule';
import { titleOf } from '../../../account/named-resource-in-place';
import { isAcrossStages, placeProvisoOf } from '../../../account/placed-resource';
import { shadowedSamplingRule } from '../../../findings';
import { inTriedOrder } from '../rules/tried-order';
import { takenBy } from '../shadows/shadow';
import { Work } from '../shadows/work';

/**
 * Rules that never decide, whoever goes by them, each with the rules before it that take everything.
 *
 * @param asked which of the rules to look at
 */
export function shadowsOf(rules: readonly AppRule[], asked: ReadonlySet<AppRule>): Map<AppRule, readonly AppRule[]> {
  const tried = inTriedOrder(rules);
  return new Map(tried.flatMap((rule, index): [AppRule, readonly AppRule[]][] => {
    const takers = asked.has(rule) ? takersOf(rule, tried.slice(0, index).filter((earlier) => isCertainlyBefore(earlier, rule))) : [];
    return takers.length > 0 ? [[rule, takers]] : [];
  }));
}

export function shadowFindings(shadows: ReadonlyMap<AppRule, readonly AppRule[]>): RuleFinding[] {
  return [...shadows].map(([rule, takers]): RuleFinding =>
    [rule, shadowedSamplingRule(takers.map(titleOf), placeProvisoOf(rule, takers), isAcrossStages(rule, takers))]);
}

/** Whether a rule is there whenever another one is, and tried before it: of one priority, the names must be known. */
function isCertainlyBefore(earlier: AppRule, rule: AppRule): boolean {
  return (earlier.condition === undefined || earlier.condition === rule.condition)
    && (earlier.priority !== rule.priority || (earlier.isNameKnown && rule.isNameKnown && earlier.name !== rule.name));
}

/** The rules that take all that a rule would match, for each of those who obey it; none where one of them would ever come to it. */
function takersOf(rule: AppRule, earlier: readonly AppRule[]): AppRule[] {
  const work = new Work();
  const takers = new Set<AppRule>();
  for (const client of clientsOf(rule)) {
    const taken = takenBy(rule, earlier, client, work);
    if (taken === undefined || taken === 'unknown') {
      return [];
    }
    taken.forEach((taker) => takers.add(taker));
  }
  return earlier.filter((candidate) => takers.has(candidate));
}
