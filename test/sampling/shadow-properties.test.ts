import * as fc from 'fast-check';
import { lastDecides, TEXTS, SDKS } from './every-request';
import { requests, rules as generatedRules } from './generated-sampling';
import { openTelemetry, OPENTELEMETRY_TYPES, xraySdk } from './reference-clients';
import { RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { takenBy } from '../../src/sampling/private/shadows/shadow';
import { Work } from '../../src/sampling/private/shadows/work';
import { SamplingClient } from '../../src/sampling/sampling-client';

const CLIENTS = Object.values(SamplingClient);

/** So short that texts of five characters tell whatever there is to tell. */
const pattern = fc.oneof(
  fc.constantFrom('*', '', '?', '?*', '**', '??', '??*', '*a', 'a*', 'a'),
  fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 3 }).map((parts) => parts.join('')),
);

const anyOr = fc.oneof(fc.constant('*'), pattern);

const criteria = fc.record({
  host: anyOr,
  urlPath: anyOr,
  httpMethod: fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, { weight: 1, arbitrary: pattern }),
  attributes: fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('tier', 'tenant'), anyOr, { maxKeys: 2 }) },
  ),
});

interface Asked extends Partial<RuleFacts['patterns']> {
  readonly attributes?: Record<string, string>;
}

/** In the order in which they are tried; the last one is asked about. */
function inOrder(found: readonly Asked[]): RuleFacts[] {
  return found.map(({ attributes = {}, ...patterns }, index) => ({
    name: `rule ${index}`,
    priority: index + 1,
    fixedRate: 0.1,
    reservoir: 1,
    patterns: { serviceName: '*', serviceType: '*', host: '*', httpMethod: '*', urlPath: '*', resourceArn: '*', ...patterns },
    attributes: new Map(Object.entries(attributes)),
  }));
}

const atRandom = fc.array(criteria, { minLength: 2, maxLength: 6 });

/** Rules that share out the texts of a pattern by whether a star stands for some. */
const sharedOut = fc.record({
  whole: fc.constantFrom('a*', '*b', 'a*b', '?*', '**', '*a*'),
  others: fc.array(pattern, { maxLength: 2 }),
  by: fc.constantFrom<'host' | 'urlPath'>('host', 'urlPath'),
}).chain(({ whole, others, by }) => {
  const parts = [whole.replace('*', ''), whole.replace('*', '?*'), ...others];
  return fc.shuffledSubarray(parts, { minLength: parts.length }).map((earlier) => [...earlier, whole].map((each): Asked => ({ [by]: each })));
});

const anyRules = fc.oneof(atRandom, sharedOut).map(inOrder);

function ask(rules: readonly RuleFacts[], client: SamplingClient, work = new Work()): readonly RuleFacts[] | 'unknown' | undefined {
  return takenBy(rules[rules.length - 1], rules.slice(0, -1), client, work);
}

function isIgnored({ attributes }: RuleFacts, client: SamplingClient): boolean {
  return SDKS.includes(client) && attributes?.size !== 0;
}

test('there are texts enough to compare with', () => {
  expect(TEXTS).toHaveLength(364);
});

describe.each(CLIENTS)('for %s', (client) => {
  test('rules take all of another just where no request of every one that there is comes past them', () => {
    const seen = { one: 0, several: 0, none: 0 };
    fc.assert(fc.property(anyRules, (rules) => {
      fc.pre(!isIgnored(rules[rules.length - 1], client));

      const taken = ask(rules, client);

      expect(taken !== 'unknown' && (taken === undefined) === lastDecides(rules, client)).toBe(true);
      seen[taken === undefined ? 'none' : taken.length === 1 ? 'one' : 'several']++;
    }), { numRuns: 1500 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(3);
  });

  test('the rules that are named take all by themselves, and none of them can be left out', () => {
    fc.assert(fc.property(anyRules, (rules) => {
      const taken = ask(rules, client);
      fc.pre(Array.isArray(taken));
      const named = rules.filter((rule) => taken?.includes(rule));
      const rule = rules[rules.length - 1];

      expect(taken).toEqual(named);
      expect(lastDecides([...named, rule], client)).toBe(false);
      named.forEach((each) => expect(lastDecides([...named.filter((other) => other !== each), rule], client)).toBe(true));
    }), { numRuns: 300 });
  });

  test('with little work the answer is the same or not known', () => {
    fc.assert(fc.property(anyRules, fc.nat(300), (rules, steps) => {
      const taken = ask(rules, client, new Work(steps));
      fc.pre(taken !== 'unknown' && !isIgnored(rules[rules.length - 1], client));

      expect(taken === undefined).toBe(lastDecides(rules, client));
    }), { numRuns: 500 });
  });

  test('whatever tokens hide, an answer that is given holds', () => {
    const hidden = fc.array(fc.tuple(fc.nat(5), fc.constantFrom('host', 'urlPath', 'attributes')), { minLength: 1, maxLength: 3 });
    const given = { taken: 0, decides: 0, unknown: 0 };
    fc.assert(fc.property(anyRules, hidden, (rules, hide) => {
      const taken = ask(rules.map((facts, index) => withoutSome(facts, hide.flatMap(([place, what]) => place === index ? [what] : []))), client);
      given[taken === 'unknown' ? 'unknown' : taken ? 'taken' : 'decides']++;
      fc.pre(taken !== 'unknown' && !isIgnored(rules[rules.length - 1], client));

      expect(taken === undefined).toBe(lastDecides(rules, client));
    }), { numRuns: 500 });
    expect(Math.min(...Object.values(given))).toBeGreaterThan(10);
  });
});

describe('a rule of which all is taken never decides in', () => {
  test.each([
    ['aws-xray-sdk-core', SamplingClient.XRAY_SDK, xraySdk],
    ['@opentelemetry/sampler-aws-xray', SamplingClient.OPENTELEMETRY, openTelemetry],
  ])('%s, with letters and attributes of all kinds', (_, client, reference) => {
    const shadowed = generatedRules.filter((rules) => rules.length > 1 && Array.isArray(ask(rules, client)));
    fc.assert(fc.property(shadowed, fc.array(requests(OPENTELEMETRY_TYPES), { minLength: 30 }), (rules, asked) => {
      const decide = reference(rules);

      asked.forEach((request) => expect(decide(request)).not.toBe(rules[rules.length - 1].name));
    }), { numRuns: 200 });
  });
});

function withoutSome(facts: RuleFacts, hide: readonly string[]): RuleFacts {
  const { patterns } = facts;
  return {
    ...facts,
    patterns: {
      ...patterns,
      host: hide.includes('host') ? undefined : patterns.host,
      urlPath: hide.includes('urlPath') ? undefined : patterns.urlPath,
    },
    attributes: hide.includes('attributes') ? undefined : facts.attributes,
  };
}
