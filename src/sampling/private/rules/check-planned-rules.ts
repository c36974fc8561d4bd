import { Token } from 'aws-cdk-lib';
import { checkRule, fixedRateOf } from './check-rule';
import { checkText, Complain } from './check-text';
import { LONGEST_NAME } from './rule-name';
import { isRecord } from '../../../references';
import { PlannedSamplingRule } from '../../sampling-rule-options';

/** Refuses a plan without rules, and rules that X-Ray would not take. */
export function checkPlannedRules(complain: Complain, rules: readonly PlannedSamplingRule[]): void {
  if (!Array.isArray(rules) || rules.length === 0) {
    complain(`rules must hold at least one rule, got ${JSON.stringify(rules)}: begin with SamplingRules.catchAll()`);
  }
  const places = new Map<string, number>();
  rules.forEach((rule, index) => {
    checkName((message) => complain(`rules[${index}]: ${message}`), rule, places);
    places.set(rule.samplingRuleName, index);
    const complainOf = (message: string): never => complain(`rules[${index}] (${rule.samplingRuleName}): ${message}`);
    checkRule(complainOf, rule);
    fixedRateOf(complainOf, rule);
  });
}

function checkName(complain: Complain, rule: unknown, places: ReadonlyMap<string, number>): void {
  const name: unknown = isRecord(rule) ? rule.samplingRuleName : undefined;
  if (typeof name !== 'string') {
    return complain(`samplingRuleName must be a text, got ${JSON.stringify(name)}: give each rule of a plan a name`);
  }
  if (Token.isUnresolved(name)) {
    complain('samplingRuleName must be literal text, got a token: it identifies the rule within the plan; namePrefix may be a token');
  }
  checkText(complain, 'samplingRuleName', name, LONGEST_NAME);
  const other = places.get(name);
  if (other !== undefined) {
    complain(`samplingRuleName must be there once in a plan, got ${JSON.stringify(name)} as in rules[${other}]: rename one`);
  }
}
