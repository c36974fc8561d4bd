import { Token } from 'aws-cdk-lib';
import { checkRule, fixedRateOf } from './check-rule';
import { RULE_NAMES } from './rule-option-names';
import { checkList, checkObject, shown } from '../../../input/check-number';
import { checkText } from '../../../input/check-text';
import { Complain } from '../../../input/complain';
import { checkOptionNames } from '../../../input/option-names';
import { LONGEST_NAME } from '../../../physical-name';
import { PlannedSamplingRule } from '../../sampling-rule-options';

const NAME_REMEDIES = { empty: 'give each rule of a plan a name', long: 'shorten it' };

/** Refuses a plan without rules, and rules that X-Ray would not take. */
export function checkPlannedRules(complain: Complain, rules: readonly PlannedSamplingRule[]): void {
  checkList(complain, 'rules', rules, '[SamplingRules.catchAll()]');
  if (rules.length === 0) {
    complain('rules must hold at least one rule, got []: begin with SamplingRules.catchAll()');
  }
  const places = new Map<string, Place>();
  rules.forEach((rule, index) => {
    checkObject(complain, `rules[${index}]`, rule, '{ samplingRuleName: \'orders\', fixedRate: 0.05 }');
    checkName((message) => complain(`rules[${index}]: ${message}`), rule, places);
    places.set(constructIdOf(rule.samplingRuleName), { index, name: rule.samplingRuleName });
    const complainOf = (message: string): never => complain(`rules[${index}] (${rule.samplingRuleName}): ${message}`);
    checkRule(complainOf, rule);
    fixedRateOf(complainOf, rule);
  });
}

interface Place {
  readonly index: number;
  readonly name: string;
}

/** The CDK has no slashes in the ids of constructs, and rules are constructs of the plan. */
function constructIdOf(name: string): string {
  return name.replaceAll('/', '--');
}

function checkName(complain: Complain, rule: PlannedSamplingRule, places: ReadonlyMap<string, Place>): void {
  checkOptionNames(complain, rule, RULE_NAMES);
  const name: unknown = rule.samplingRuleName;
  if (typeof name !== 'string') {
    return complain(`samplingRuleName must be a text, got ${shown(name)}: give each rule of a plan a name`);
  }
  if (Token.isUnresolved(name)) {
    complain('samplingRuleName must be literal text, got a token: it identifies the rule within the plan; namePrefix may be a token');
  }
  checkText(complain, 'samplingRuleName', name, LONGEST_NAME, NAME_REMEDIES);
  const other = places.get(constructIdOf(name));
  if (other?.name === name) {
    complain(`samplingRuleName must be there once in a plan, got ${JSON.stringify(name)} as in rules[${other.index}]: rename one`);
  }
  if (other !== undefined) {
    complain(`samplingRuleName must be there once in a plan, where "/" counts as "--", got ${JSON.stringify(name)} beside ${JSON.stringify(other.name)} in rules[${other.index}]: rename one`);
  }
}
