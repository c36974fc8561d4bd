/// <reference path="./reference-modules.d.ts" />
import { resourceFromAttributes } from '@opentelemetry/resources';
import { RuleCache } from '@opentelemetry/sampler-aws-xray/build/src/rule-cache';
import { SamplingRuleApplier } from '@opentelemetry/sampler-aws-xray/build/src/sampling-rule-applier';
import { ISamplingRule } from '@opentelemetry/sampler-aws-xray/build/src/types';
import { CLOUD_PLATFORM_MAPPING } from '@opentelemetry/sampler-aws-xray/build/src/utils';
import ruleCache from 'aws-xray-sdk-core/dist/lib/middleware/sampling/rule_cache';
import serviceConnector from 'aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector';
import { RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { SamplingRequest } from '../../src/sampling/sampling-request';

/** A rule as X-Ray's API gives it to its clients. */
export function recordOf({ name, priority, fixedRate, reservoir, patterns, attributes }: RuleFacts): ISamplingRule {
  return {
    RuleName: name,
    Priority: known(priority),
    FixedRate: known(fixedRate),
    ReservoirSize: known(reservoir),
    ServiceName: known(patterns.serviceName),
    ServiceType: known(patterns.serviceType),
    Host: known(patterns.host),
    HTTPMethod: known(patterns.httpMethod),
    URLPath: known(patterns.urlPath),
    ResourceARN: known(patterns.resourceArn),
    Attributes: Object.fromEntries([...known(attributes)].map(([key, pattern]) => [key, known(pattern)])),
    Version: 1,
  };
}

const DEFAULT_RECORD: ISamplingRule = {
  RuleName: 'Default',
  Priority: 10_000,
  FixedRate: 0.05,
  ReservoirSize: 1,
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  ResourceARN: '*',
  Attributes: {},
  Version: 1,
};

/** Which rule decides; the answer is the rule's name. */
export type Reference = (request: SamplingRequest) => string | undefined;

/** The X-Ray SDK, which gets its rules over a connection that is not there. There is one cache: only the last one that was loaded answers. */
export function xraySdk(rules: readonly RuleFacts[]): Reference & { readonly obeyed: readonly string[] } {
  const body = JSON.stringify({ SamplingRuleRecords: [...rules.map(recordOf), DEFAULT_RECORD].map((SamplingRule) => ({ SamplingRule })) });
  serviceConnector.httpClient = {
    request: (_, answered) => {
      answered({ on: (event, handler) => event === 'error' ? undefined : handler(body) });
      return { on: nothing, write: nothing, end: nothing };
    },
  };
  serviceConnector.fetchSamplingRules((_, fetched) => ruleCache.loadRules(fetched));
  ruleCache.timestamp(1);
  const obeyed = ruleCache.getRules().map((rule) => rule.getName());
  return Object.assign((request: SamplingRequest) => ruleCache.getMatchedRule(request, 1)?.getName(), { obeyed });
}

/** What the sampler of OpenTelemetry finds in the resource and in the attributes of a span where a request is as given. */
export function openTelemetry(rules: readonly RuleFacts[]): Reference {
  const records = [...rules.map(recordOf), DEFAULT_RECORD];
  return ({ serviceName, serviceType, resourceArn, host, httpMethod, urlPath, attributes }) => {
    const cache = new RuleCache(resourceFromAttributes({
      'service.name': serviceName,
      'cloud.platform': Object.keys(CLOUD_PLATFORM_MAPPING).find((platform) => CLOUD_PLATFORM_MAPPING[platform] === serviceType),
      'aws.ecs.container.arn': resourceArn,
    }));
    cache.updateRules(records.map((record) => new SamplingRuleApplier(record)));
    const ofSpan = { 'server.address': host, 'http.request.method': httpMethod, 'url.path': urlPath, ...attributes };
    return cache.getMatchedRule(Object.fromEntries(Object.entries(ofSpan).filter(([, value]) => value !== undefined)))?.samplingRule.RuleName;
  };
}

export const OPENTELEMETRY_TYPES = Object.values(CLOUD_PLATFORM_MAPPING);

function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('the reference clients know no tokens');
  }
  return value;
}

function nothing(): void {
}
