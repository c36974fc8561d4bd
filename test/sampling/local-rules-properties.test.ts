import * as fc from 'fast-check';
import { factsOf, LocalRequest, ReferenceSampler, writtenAgain } from './local-documents';
import { jsonMistake } from '../../src/sampling/private/local-rules/json-mistake';
import { localRuleNames } from '../../src/sampling/private/local-rules/local-rule-names';
import { readLocalDocument } from '../../src/sampling/private/local-rules/read-local-document';
import { toLocalDocument } from '../../src/sampling/private/local-rules/to-local-document';
import { decide } from '../../src/sampling/private/matching/decide';
import { DEFAULT_RULE } from '../../src/sampling/private/matching/decision';
import { inTriedOrder } from '../../src/sampling/private/rules/tried-order';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { cpuMs } from '../cpu-time';

const SERVICE = { serviceName: 'Shop', serviceType: 'AWS::ECS::Container' };

const text = (characters: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
const pattern = fc.oneof(fc.constant('*'), text('aB/*?.', 4));
const rate = fc.double({ min: 0, max: 1, noNaN: true });
const target = fc.nat({ max: 5 });

const request: fc.Arbitrary<LocalRequest & { readonly host: string }> = fc.record({
  host: text('AaB/.', 3),
  httpMethod: fc.option(text('aB', 2), { nil: undefined }),
  urlPath: fc.option(text('aB/.', 4), { nil: undefined }),
});

const rule = fc.record({
  priority: fc.integer({ min: 1, max: 20 }),
  fixedRate: rate,
  reservoir: target,
  patterns: fc.record({
    serviceName: fc.constantFrom('*', '*', 'shop', 'S?op', 'stock'),
    serviceType: fc.constantFrom('*', '*', 'aws::ecs::*', 'AWS::EC2::Instance'),
    host: pattern,
    httpMethod: pattern,
    urlPath: pattern,
    resourceArn: fc.constantFrom('*', '*', '*', 'arn:*'),
  }),
  attributes: fc.constantFrom(new Map<string, string>(), new Map<string, string>(), new Map([['tenant', '*']])),
});
const rules = fc.array(rule, { maxLength: 8 }).map((list) => inTriedOrder(list.map((said, index) => factsOf({ ...said, name: `rule ${index}` }))));

describe('a document that is written', () => {
  test('has the real SDK choose the rule of the plan, and sample as much', () => {
    fc.assert(fc.property(rules, request, fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), (tried, asked, hosts) => {
      const document: { rules: { description: string }[] } = JSON.parse(toLocalDocument(tried, DEFAULT_RULE, { ...SERVICE, hosts }));
      const expected = decide(tried, DEFAULT_RULE, { ...SERVICE, ...asked }, SamplingClient.XRAY_SDK);

      const chosen = new ReferenceSampler(document).choose(asked);

      const names = [...document.rules.map(({ description }) => description), DEFAULT_RULE.samplingRuleName];
      expect(names[chosen.index]).toBe(expected.samplingRuleName);
      expect(chosen.rate).toBe(expected.fixedRate);
      expect(chosen.fixedTarget > 0).toBe((expected.reservoir ?? 0) > 0);
    }), { numRuns: 1000 });
  });

  test('has the real SDK take its first rule where a request has no host, whatever the rule is for', () => {
    const tried = [factsOf({ name: 'first', patterns: { urlPath: '/a' } }), factsOf({ name: 'second' })];
    const sampler = new ReferenceSampler(JSON.parse(toLocalDocument(tried, DEFAULT_RULE, {})));

    expect(sampler.choose({ urlPath: '/b' }).index).toBe(0);
    expect(sampler.choose({ urlPath: '/b', host: 'h' }).index).toBe(1);
  });
});

const localRule = fc.record({
  description: text('ab /-', 30),
  host: pattern,
  service_name: pattern,
  http_method: pattern,
  url_path: pattern,
  fixed_target: target,
  rate,
}, { requiredKeys: ['host', 'service_name', 'http_method', 'url_path', 'fixed_target', 'rate'] });

const localDocument = fc.record({
  version: fc.constantFrom(1, 2),
  rules: fc.array(localRule, { maxLength: 6 }),
  default: fc.record({ fixed_target: target, rate }),
}).map(({ version, rules: all, default: last }) => ({
  version,
  rules: all.map(({ host, service_name, ...others }) => ({ ...others, ...(version === 1 ? { service_name } : { host }) })),
  default: last,
}));

describe('a document that is read', () => {
  test('decides like before when it is written again', () => {
    fc.assert(fc.property(localDocument, request, (document, asked) => {
      const again: unknown = JSON.parse(writtenAgain(readLocalDocument(JSON.stringify(document))));

      expect(new ReferenceSampler(again).choose(asked)).toEqual(new ReferenceSampler(document).choose(asked));
    }), { numRuns: 500 });
  });

  test('is one that the real SDK takes, whatever was changed in it', () => {
    const wrong = fc.constantFrom<unknown>(undefined, null, '', '*', 0, 1, 2, 5, -1, 0.5, true, false, [], {});
    const ofRule = ['host', 'service_name', 'http_method', 'url_path', 'fixed_target', 'rate', 'description', 'Priority'];
    const key = fc.constantFrom(...ofRule, 'version', 'rules', 'default');
    let taken = 0;
    fc.assert(fc.property(localDocument, fc.constantFrom('document', 'rule', 'default'), key, wrong, (document, place, name, value) => {
      const [first, ...others] = document.rules;
      const changed = {
        ...document,
        ...(place === 'document' ? { [name]: value } : {}),
        ...(place === 'rule' && first ? { rules: [{ ...first, [name]: value }, ...others] } : {}),
        ...(place === 'default' ? { default: { ...document.default, [name]: value } } : {}),
      };
      const content = JSON.stringify(changed);
      if (outcome(() => readLocalDocument(content)) === 'taken') {
        taken += 1;
        expect(outcome(() => new ReferenceSampler(JSON.parse(content)))).toBe('taken');
      }
    }), { numRuns: 1000 });
    expect(taken).toBeGreaterThan(50);
  });

  test('is refused with a message of this library, whatever text it is', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]":,\\1e-. \n') })), (document) => {
      expect(outcome(() => readLocalDocument(document))).toMatch(/^(taken$|SamplingPlan\.fromLocalRules\(\): .* must )/s);
    }), { numRuns: 500 });
  });

  test('gets names that are there once, that are short, and that are the same each time', () => {
    const description = fc.option(fc.string({ maxLength: 40 }), { nil: undefined });
    const nameable = fc.record({ description, host: pattern, httpMethod: pattern, urlPath: pattern });
    fc.assert(fc.property(fc.array(nameable, { maxLength: 40 }), (all) => {
      const names = localRuleNames(all);

      expect(new Set(names).size).toBe(all.length);
      expect(names.filter((name) => !/^[a-z0-9](?:[a-z0-9-]{0,17}[a-z0-9])?$/.test(name))).toEqual([]);
      expect(localRuleNames(all)).toEqual(names);
    }));
  });
});

describe('the place of a mistake in JSON', () => {
  test('is where JSON.parse has it, where that says so', () => {
    let compared = 0;
    fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', ':', '/'), (json, at, inserted) => {
      const place = at % (json.length + 1);
      const broken = `${json.slice(0, place)}${inserted}${json.slice(place + (inserted === '' ? 1 : 0))}`;
      const told = /^(?:Expected|Unexpected non-whitespace).* at position (\d+)/.exec(outcome((): unknown => JSON.parse(broken)));
      if (told) {
        compared += 1;
        const { line, column } = jsonMistake(broken);
        expect(broken.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1).toBe(Number(told[1]));
      }
    }), { numRuns: 1000 });
    expect(compared).toBeGreaterThan(50);
  });

  test.each([`["${'x'.repeat(1_000_000)}`, '['.repeat(1_000_000), `[${'1,'.repeat(300_000)}`, `["${'\\\\'.repeat(500_000)}`])('is found soon in a long text', (long) => {
    expect(cpuMs(() => expect(jsonMistake(long).line).toBe(1))).toBeLessThan(2000);
  });
});

function outcome(run: () => unknown): string {
  try {
    run();
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
