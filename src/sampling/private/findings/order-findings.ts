import { AppRule, clientsOf, RuleFinding } from './app-rule';
import { haveOneName, namesakes, titleOf } from '../../../account/named-resource-in-place';
import { existTogether, firstBeyond, placeProvisoOf, provisoOf } from '../../../account/placed-resource';
import { duplicateSamplingRule, samplingPriorityTie, samplingRuleQuota } from '../../../findings';
import { SamplingClient } from '../../sampling-client';
import { ANY, FIELDS, isXRaySdk, obeyedBySdks } from '../rules/rule-facts';
import { inTriedOrder } from '../rules/tried-order';
import { canMeet, withExactCase } from '../shadows/patterns';

/** How many rules X-Ray allows for an account and Region. Source: AWS General Reference, X-Ray endpoints and quotas; read 2026-11-22. */
const QUOTA = 25;

/** Rules of one name in one place; each is said of the one that comes later. */
export function duplicateFindings(rules: readonly AppRule[], asked: ReadonlySet<AppRule>): RuleFinding[] {
  return namesakes(rules, asked).map(([rule, other]) => {
    const name = rule.isNameKnown ? rule.name : undefined;
    return [rule, duplicateSamplingRule(name, other.resource.node.path, rule.place.title, provisoOf(rule, [other]))];
  });
}

/** More rules than X-Ray allows; said of the first that is too much. */
export function quotaFindings(rules: readonly AppRule[]): RuleFinding[] {
  const beyond = firstBeyond(rules, QUOTA);
  if (!beyond) {
    return [];
  }
  const { first, certain } = beyond;
  return [[first, samplingRuleQuota(`${first.place.title}${placeProvisoOf(first, certain)}`, certain.length)]];
}

/** Rules of one priority that a request can match both; each is said of the one tried later, unless one of them takes all of it anyway. */
export function tieFindings(
  rules: readonly AppRule[], asked: ReadonlySet<AppRule>, shadows: ReadonlyMap<AppRule, readonly AppRule[]>,
): RuleFinding[] {
  const priorities = new Set([...asked].map(({ priority }) => priority));
  const byPriority = groupBy(inTriedOrder(rules.filter(({ priority }) => priorities.has(priority))), ({ priority }) => priority);
  return [...byPriority].flatMap(([priority, equals]) => equals.flatMap((rule, index): RuleFinding[] => {
    if (priority === undefined || !asked.has(rule) || shadows.get(rule)?.some((taker) => taker.priority === priority)) {
      return [];
    }
    const others = equals.slice(0, index).filter((other) => existTogether(other, rule) && !haveOneName(other, rule) && shareRequests(other, rule));
    return others.length === 0
      ? []
      : [[rule, samplingPriorityTie(others.map(titleOf), priority, isOrderKnown(others, rule), provisoOf(rule, others))]];
  }));
}

function isOrderKnown(others: readonly AppRule[], rule: AppRule): boolean {
  return [...others, rule].every(({ isNameKnown }) => isNameKnown);
}

/** Whether it is certain that some request can match both. */
function shareRequests(one: AppRule, other: AppRule): boolean {
  return somebodyObeysBoth(one, other)
    && FIELDS.every((field) => meet(one.patterns[field], other.patterns[field]))
    && (![...clientsOf(one), ...clientsOf(other)].includes(SamplingClient.AWS_SERVICE) || haveTypesInOneCase(one, other))
    && one.attributes !== undefined
    && other.attributes !== undefined
    && [...one.attributes].every(([key, pattern]) => !other.attributes?.has(key) || meet(pattern, other.attributes.get(key)));
}

/** Whom a rule is said to be for does not keep it from others: X-Ray gives every rule to everybody. */
function somebodyObeysBoth(one: AppRule, other: AppRule): boolean {
  return [...clientsOf(one), ...clientsOf(other)]
    .some((client) => !isXRaySdk(client) || (obeyedBySdks(one) === true && obeyedBySdks(other) === true));
}

/** As in shadows: whether AWS's services compare the case of types is not published. */
function haveTypesInOneCase({ patterns: { serviceType: one } }: AppRule, { patterns: { serviceType: other } }: AppRule): boolean {
  return one !== undefined && other !== undefined ? canMeet(withExactCase(one), withExactCase(other)) : one === ANY || other === ANY;
}

function meet(one: string | undefined, other: string | undefined): boolean {
  return one === ANY || other === ANY || (one !== undefined && other !== undefined && canMeet(one, other));
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}
