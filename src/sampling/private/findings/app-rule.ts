import { CfnCondition, CfnResource } from 'aws-cdk-lib';
import { factsOfResource, ResourceFacts, UNKNOWN_FACTS } from './facts-of-resource';
import { Place, placeOf } from './place';
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

/** Whether two rules are there together, as far as their conditions tell. */
export function existTogether(one: AppRule, other: AppRule): boolean {
  return one.condition === other.condition;
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
