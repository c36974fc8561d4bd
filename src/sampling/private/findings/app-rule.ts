import { CfnCondition, CfnResource, Stage } from 'aws-cdk-lib';
import { factsOfResource, ResourceFacts, UNKNOWN_FACTS } from './facts-of-resource';
import { Place, placeOf } from './place';
import { topOf } from '../../../account/environment';
import { Finding } from '../../../finding';
import { SamplingClient } from '../../sampling-client';
import { noteOf, RuleNote } from '../rules/planned-rules';
import { obeyedBySdks } from '../rules/rule-facts';

/** A sampling rule of an app, and all that is known of it. */
export interface AppRule extends ResourceFacts, RuleNote {
  readonly resource: CfnResource;
  readonly place: Place;
  /** By what CloudFormation decides whether the rule is there at all. */
  readonly condition: CfnCondition | undefined;
}

/** Something to say about a rule. */
export type RuleFinding = readonly [rule: AppRule, finding: Finding];

/** A rule by its resource; nothing for one that is deployed elsewhere than with this app. */
export function appRuleOf(resource: CfnResource): AppRule | undefined {
  const place = placeOf(resource);
  return place && { ...factsOfResource(resource) ?? UNKNOWN_FACTS, ...noteOf(resource), resource, place, condition: resource.cfnOptions.condition };
}

/** What messages call a rule. */
export function titleOf({ name, isNameKnown, resource }: AppRule): string {
  return isNameKnown ? JSON.stringify(name) : resource.node.path;
}

/** Whether two rules can be there together for certain: of two different conditions that is not known. */
export function existTogether(one: AppRule, other: AppRule): boolean {
  return one.condition === other.condition || one.condition === undefined || other.condition === undefined;
}

/** Under what rules meet, as the end of a sentence; nothing where they do in any case. */
export function provisoOf(rule: AppRule, others: readonly AppRule[]): string {
  return placeProvisoOf(rule, others) + (others.some(({ condition }) => condition !== rule.condition) ? ' (where its condition holds)' : '');
}

/** Under what rules meet that are there whenever this one is. */
export function placeProvisoOf(rule: AppRule, others: readonly AppRule[]): string {
  const stages = new Set(others.map(stagePathOf).filter((path) => path !== stagePathOf(rule)));
  const [stage] = stages;
  return [
    stages.size === 0 ? '' : ` (of ${stages.size > 1 ? 'other Stages' : stage === '' ? 'the app around this Stage' : `the Stage ${stage}`}`
      + ' in the same account and Region, when both are deployed)',
    !rule.place.isKnown && others.some(({ resource }) => topOf(resource.stack) !== topOf(rule.resource.stack))
      ? ' (if the stacks of this Stage are deployed to the same account and Region)' : '',
  ].join('');
}

/** Whether a rule stands in another Stage than one of the others. */
export function isAcrossStages(rule: AppRule, others: readonly AppRule[]): boolean {
  return others.some((other) => stagePathOf(other) !== stagePathOf(rule));
}

function stagePathOf({ resource }: AppRule): string | undefined {
  return Stage.of(resource)?.node.path;
}

/** Whether two rules have one name. What is not known of names is compared within a stack only: the same reference may be another value elsewhere. */
export function haveOneName(one: AppRule, other: AppRule): boolean {
  return one.name !== '' && one.name === other.name && one.isNameKnown === other.isNameKnown
    && (one.isNameKnown || one.resource.stack === other.resource.stack);
}

/** Who may decide by a rule: those who were stated, or else anybody, without those who ignore it for certain. */
export function clientsOf(rule: AppRule): SamplingClient[] {
  const clients = rule.clients ?? [SamplingClient.XRAY_SDK, SamplingClient.OPENTELEMETRY, SamplingClient.AWS_SERVICE];
  return clients.filter((client) => client !== SamplingClient.XRAY_SDK || obeyedBySdks(rule) !== false);
}
