import { AppRule } from './app-rule';
import { groupArnIn } from './group-arn';
import { tellsOutcome } from './outcome-keys';
import { isForHosts, isUnknownType, nearestType } from './service-types';
import { NotedCollector } from '../../../collectors/private/noted-collectors';
import { Finding } from '../../../finding';
import { priorityOutsideBand, samplingRuleIgnored, samplingRuleOnGroup, samplingRuleOnOutcome, unknownServiceType } from '../../../findings';
import { SamplingClient } from '../../sampling-client';
import { isXRaySdk, obeyedBySdks } from '../rules/rule-facts';

/** What is wrong with a rule by itself. */
export function ruleFindings(rule: AppRule, collectors: readonly NotedCollector[]): Finding[] {
  return [...neverMatching(rule), ...ignoredFindings(rule, collectors), ...bandFindings(rule)];
}

/** Why a rule never matches, whatever the others are. */
export function neverMatching(rule: AppRule): Finding[] {
  const known = NEVER_MATCHING.get(rule) ?? whyNeverMatching(rule);
  NEVER_MATCHING.set(rule, known);
  return known;
}

/** Each Stage asks for the rules of all others. */
const NEVER_MATCHING = new WeakMap<AppRule, Finding[]>();

function whyNeverMatching(rule: AppRule): Finding[] {
  const { patterns: { serviceType }, attributes } = rule;
  const outcomes = [...attributes?.keys() ?? []].filter(tellsOutcome);
  const group = groupArnIn(rule);
  return [
    ...outcomes.length > 0 ? [samplingRuleOnOutcome(outcomes)] : [],
    ...serviceType !== undefined && isUnknownType(serviceType) ? [unknownServiceType(serviceType, nearestType(serviceType))] : [],
    ...group === undefined ? [] : [samplingRuleOnGroup(group)],
  ];
}

function ignoredFindings(rule: AppRule, collectors: readonly NotedCollector[]): Finding[] {
  if (obeyedBySdks(rule) !== false) {
    return [];
  }
  const why = rule.clients ? whyByClients(rule, rule.clients) : whyByCollectors(rule, collectors);
  return why === undefined ? [] : [samplingRuleIgnored(why)];
}

function whyByClients(rule: AppRule, clients: readonly SamplingClient[]): string | undefined {
  const mayDecide = clients.some(isXRaySdk) && (clients.every(isXRaySdk) || isRuleForHosts(rule));
  return mayDecide ? 'its clients say that they decide' : undefined;
}

/** Where nobody said who decides, collectors tell that take nothing from others than the X-Ray SDKs. */
function whyByCollectors(rule: AppRule, collectors: readonly NotedCollector[]): string | undefined {
  const [first] = collectors;
  return first && collectors.every(({ facts }) => !facts.takesOtlp) && isRuleForHosts(rule)
    ? `the ${first.facts.title} of ${first.construct.node.path} takes nothing from OpenTelemetry`
    : undefined;
}

function isRuleForHosts({ patterns: { serviceType } }: AppRule): boolean {
  return serviceType !== undefined && isForHosts(serviceType);
}

function bandFindings({ priority, band }: AppRule): Finding[] {
  return priority !== undefined && band && (priority < band.first || priority > band.last)
    ? [priorityOutsideBand(priority, band.first, band.last)]
    : [];
}
