import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isTraceGroup } from './group-resource';
import { customerKeysIn } from '../../../account/customer-key';
import { existTogether, placed, PlacedResource, provisoOf } from '../../../account/placed-resource';
import { Located } from '../../../after-synthesis';
import { insightsNotSent } from '../../../findings';
import { isRecord, propertyOf, resolved } from '../../../references';
import { withinStage } from '../../../stages';
import { insightRulesOf } from '../noted-insight-rules';

/** What of a Stage waits for insights in vain, as X-Ray encrypts with a customer's key: groups that send them, and rules on groups of somebody else. */
export function customerKeyFindings(stage: IConstruct): Located[] {
  const ruleResources = resourcesOfRules(stage);
  const waiting = withinStage(stage)
    .filter((construct) => CfnResource.isCfnResource(construct))
    .filter((resource) => sendsInsights(resource) || ruleResources.has(resource))
    .flatMap((resource) => placed(resource) ?? []);
  const keys = waiting.length > 0 ? customerKeysIn(stage) : [];
  return waiting.flatMap((one): Located[] => {
    const key = keys.find((other) => meet(one, other));
    return key ? [[one.resource, insightsNotSent(key.resource.node.path, provisoOf(one, [key]))]] : [];
  });
}

function meet(one: PlacedResource, other: PlacedResource): boolean {
  return one.place.key === other.place.key && existTogether(one, other);
}

/** Whether a group tells EventBridge of its insights, for certain; typed and raw resources spell their options differently. */
function sendsInsights(resource: CfnResource): boolean {
  if (!isTraceGroup(resource)) {
    return false;
  }
  const options = resolved(propertyOf(resource, 'InsightsConfiguration'), resource);
  return isRecord(options)
    && (options.insightsEnabled ?? options.InsightsEnabled) === true
    && (options.notificationsEnabled ?? options.NotificationsEnabled) === true;
}

/** The rules on insights of groups that are not made in the app; else it is said of the group. */
function resourcesOfRules(stage: IConstruct): ReadonlySet<IConstruct | undefined> {
  return new Set(insightRulesOf(stage)
    .filter(({ group }) => group.node.defaultChild === undefined)
    .map(({ rule }) => rule.node.defaultChild));
}
