import { AppRule, clientsOf, RuleFinding, titleOf } from './app-rule';
import { shadowedSamplingRule } from '../../../findings';
import { inTriedOrder } from '../rules/tried-order';
import { takenBy } from '../shadows/shadow';
import { Work } from '../shadows/work';

/**
 * Rules that never decide, whoever goes by them, for the rules before them take everything.
 *
 * @param asked which of the rules to look at
 */
export function shadowFindings(rules: readonly AppRule[], asked: (rule: AppRule) => boolean): RuleFinding[] {
  const tried = inTriedOrder(rules);
  return tried.flatMap((rule, index): RuleFinding[] => {
    const takers = !asked(rule) ? [] : takersOf(rule, tried.slice(0, index).filter((earlier) => isCertainlyBefore(earlier, rule)));
    return takers.length > 0 ? [[rule, shadowedSamplingRule(takers.map(titleOf))]] : [];
  });
}

/** Whether a rule is there in any case and tried before another one: of one priority, the names must be known. */
function isCertainlyBefore(earlier: AppRule, rule: AppRule): boolean {
  return earlier.condition === undefined
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
