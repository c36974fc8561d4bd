import { IConstruct } from 'constructs';
import { AppRule, RuleFinding } from './app-rule';
import { defaultRuleFindings } from './default-rules';
import { lambdaFindings } from './lambda-findings';
import { duplicateFindings, quotaFindings, tieFindings } from './order-findings';
import { neverMatching, ruleFindings } from './rule-findings';
import { rulesOfApp } from './rules-of-app';
import { shadowFindings, shadowsOf } from './shadow-findings';
import { placeOf } from '../../../account/place';
import { collectorsBeside } from '../../../collectors/private/noted-collectors';
import { Ledger } from '../../../ledger';
import { whenValidated } from '../../../stages';

const REGISTERED = new WeakSet<IConstruct>();

/** Has all sampling rules looked at that are in the Stage of a scope, once nothing moves any more. */
export function checkSamplingRules(scope: IConstruct): void {
  whenValidated(scope, REGISTERED, lookAtRules);
}

/** Looks at the sampling rules of a Stage that is being validated, unless that is done anyway. */
export function checkRulesNow(stage: IConstruct): void {
  if (!REGISTERED.has(stage)) {
    lookAtRules(stage);
  }
}

function lookAtRules(stage: IConstruct): void {
  const ledger = Ledger.of(stage);
  defaultRuleFindings(stage).forEach(([construct, finding]) => ledger.warn(construct, finding));
  const app = rulesOfApp(stage);
  const own = new Set(app.lookAt(stage));
  for (const place of new Set([...own].map(({ place: { key } }) => key))) {
    findingsIn(stage, app.all().filter((rule) => rule.place.key === place), own)
      .filter(([rule]) => own.has(rule))
      .forEach(([{ resource }, finding]) => ledger.warn(resource, finding));
  }
}

/** What is to be said of the rules in one place. Rules that never match anything neither take requests from others nor have any taken. */
function findingsIn(stage: IConstruct, rules: readonly AppRule[], own: ReadonlySet<AppRule>): RuleFinding[] {
  const [{ place }] = rules;
  const ours = rules.filter((rule) => own.has(rule));
  const collectors = collectorsBeside(stage).filter(({ construct }) => placeOf(construct)?.key === place.key);
  const matching = rules.filter((rule) => neverMatching(rule).length === 0);
  const shadows = shadowsOf(matching, own);
  return [
    ...ours.flatMap((rule) => ruleFindings(rule, collectors).map((finding): RuleFinding => [rule, finding])),
    ...lambdaFindings(stage, ours),
    ...duplicateFindings(rules, own),
    ...quotaFindings(rules),
    ...tieFindings(matching, own, shadows),
    ...shadowFindings(shadows),
  ];
}
