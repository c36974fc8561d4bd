import * as fc from 'fast-check';
import { requests, rules } from './generated-sampling';
import { openTelemetry, OPENTELEMETRY_TYPES, xraySdk } from './reference-clients';
import { decide } from '../../src/sampling/private/matching/decide';
import { DEFAULT_RULE } from '../../src/sampling/private/matching/decision';
import { Matcher } from '../../src/sampling/private/matching/matcher';
import { obeyedBySdks, RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { SamplingRequest } from '../../src/sampling/sampling-request';

const clients = fc.constantFrom(...Object.values(SamplingClient));

const RUNS = { numRuns: 3000 };

function decides(tried: readonly RuleFacts[], request: SamplingRequest, client: SamplingClient): string {
  const { samplingRuleName, certain } = decide(tried, DEFAULT_RULE, request, client);
  expect(certain).toBe(true);
  return samplingRuleName;
}

describe('the rule that decides is the one of', () => {
  test('aws-xray-sdk-core, which has lower-cased texts no longer than they were, for one X-Ray SDK', () => {
    fc.assert(fc.property(rules, requests(['AWS::ECS::Container', 'AWS::EC2::Instance', 'other', '']), (tried, request) => {
      expect(decides(tried, request, SamplingClient.XRAY_SDK)).toBe(xraySdk(tried)(request));
    }), RUNS);
  });

  test('@opentelemetry/sampler-aws-xray, for OpenTelemetry', () => {
    fc.assert(fc.property(rules, requests(OPENTELEMETRY_TYPES), (tried, request) => {
      expect(decides(tried, request, SamplingClient.OPENTELEMETRY)).toBe(openTelemetry(tried)(request));
    }), RUNS);
  });
});

describe('for every client', () => {
  test('each rule before the one that decides has a reason, and the ones from there on have none', () => {
    fc.assert(fc.property(rules, requests(OPENTELEMETRY_TYPES), clients, (tried, request, client) => {
      const { passedOver } = decide(tried, DEFAULT_RULE, request, client);

      const found = new Matcher(tried, client).find(request);
      expect(passedOver.map(({ samplingRuleName }) => samplingRuleName)).toEqual(tried.slice(0, found).map(({ name }) => name));
      expect(passedOver.every(({ reason }) => reason.length > 0)).toBe(true);
    }), RUNS);
  });

  test('tokens only ever make an answer less certain: one that is certain holds for whatever the tokens stand for', () => {
    const hidden = fc.record({ rule: fc.nat(), field: fc.constantFrom('serviceName', 'host', 'urlPath', 'resourceArn', 'attributes') });
    fc.assert(fc.property(rules, requests(OPENTELEMETRY_TYPES), clients, hidden, (tried, request, client, hide) => {
      const match = decide(hideIn(tried, hide), DEFAULT_RULE, request, client);

      const known = decide(tried, DEFAULT_RULE, request, client).samplingRuleName;
      const undecided = match.passedOver.filter(({ certain }) => !certain).map(({ samplingRuleName }) => samplingRuleName);
      expect([match.samplingRuleName, ...undecided]).toContain(known);
      expect(match.certain).toBe(undecided.length === 0);
    }), RUNS);
  });
});

test('the X-Ray SDK obeys the rules of which that is said, and those alone', () => {
  fc.assert(fc.property(rules, (tried) => {
    const expected = tried.filter((rule) => obeyedBySdks(rule) && rule.patterns.serviceType !== '').map(({ name }) => name);

    expect(xraySdk(tried).obeyed).toEqual([...expected, 'Default']);
  }), RUNS);
});

function hideIn(tried: readonly RuleFacts[], { rule, field }: { rule: number; field: string }): RuleFacts[] {
  return tried.map((facts, index) => index !== rule % tried.length ? facts : {
    ...facts,
    patterns: { ...facts.patterns, [field]: undefined },
    attributes: field === 'attributes' ? undefined : facts.attributes,
  });
}
