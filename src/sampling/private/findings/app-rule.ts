import { CfnResource } from 'aws-cdk-lib';
import { factsOfResource, ResourceFacts, UNKNOWN_FACTS } from './facts-of-resource';
import { placed, PlacedResource } from '../../../account/placed-resource';
import { Finding } from '../../../finding';
import { SamplingClient } from '../../sampling-client';
import { noteOf, RuleNote } from '../rules/planned-rules';
import { isXRaySdk, obeyedBySdks } from '../rules/rule-facts';

/** A sampling rule of an app, and all that is known of it. */
export interface AppRule extends ResourceFacts, RuleNote, PlacedResource {
}

/** Something to say about a rule. */
export type RuleFinding = readonly [rule: AppRule, finding: Finding];

/** A rule by its resource; nothing for one that is deployed elsewhere than with this app. */
export function appRuleOf(resource: CfnResource): AppRule | undefined {
  const where = placed(resource);
  return where && { ...factsOfResource(resource) ?? UNKNOWN_FACTS, ...noteOf(resource), ...where };
}

/** Who may decide by a rule: those who were stated, or else anybody, without those who ignore it for certain. */
export function clientsOf(rule: AppRule): SamplingClient[] {
  const clients = rule.clients ?? [SamplingClient.XRAY_SDK, SamplingClient.OPENTELEMETRY, SamplingClient.AWS_SERVICE];
  return clients.filter((client) => !isXRaySdk(client) || obeyedBySdks(rule) !== false);
}
