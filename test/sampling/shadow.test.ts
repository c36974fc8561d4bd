import { RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { takenBy } from '../../src/sampling/private/shadows/shadow';
import { Work } from '../../src/sampling/private/shadows/work';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { cpuMs } from '../cpu-time';

const { XRAY_SDK, OPENTELEMETRY, AWS_SERVICE } = SamplingClient;
const CLIENTS = Object.values(SamplingClient);

type Patterns = Partial<RuleFacts['patterns']>;
type Attributes = RuleFacts['attributes'] | Record<string, string | undefined>;

function rule(name: string, patterns: Patterns = {}, attributes: Attributes = {}): RuleFacts {
  return {
    name,
    priority: 1,
    fixedRate: 0.05,
    reservoir: 0,
    patterns: { serviceName: '*', serviceType: '*', host: '*', httpMethod: '*', urlPath: '*', resourceArn: '*', ...patterns },
    attributes: attributes instanceof Map ? attributes : new Map(Object.entries(attributes)),
  };
}

/** Of an attribute map that is a token. */
function ofUnknownAttributes(name: string): RuleFacts {
  return { ...rule(name), attributes: undefined };
}

/** The names of the rules that take all. */
function takers(earlier: readonly RuleFacts[], last: RuleFacts, client: SamplingClient, work = new Work()): readonly string[] | 'unknown' | undefined {
  const taken = takenBy(last, earlier, client, work);
  return Array.isArray(taken) ? taken.map(({ name }) => name) : taken === undefined ? undefined : 'unknown';
}

const orders = rule('orders', { serviceName: 'shop', httpMethod: 'POST', urlPath: '/api/orders/*' });

describe.each(CLIENTS)('for %s', (client) => {
  test('a rule that comes first is not taken', () => {
    expect(takers([], orders, client)).toBeUndefined();
  });

  test('one rule that matches all that another does takes it, the first one of those', () => {
    const earlier = [rule('near', { urlPath: '/api/order' }), rule('api', { urlPath: '/API/*' }), rule('all')];

    expect(takers(earlier, orders, client)).toEqual(['api']);
  });

  test('rules that match some of it do not', () => {
    const earlier = [rule('get', { httpMethod: 'GET' }), rule('one', { urlPath: '/api/orders/1*' }), rule('host', { host: 'a*' })];

    expect(takers(earlier, orders, client)).toBeUndefined();
  });

  test('rules that take all together are named, without those that are not needed', () => {
    const earlier = [rule('other', { urlPath: '/b*' }), rule('none', { urlPath: '/a' }), rule('x', { urlPath: '/ax*' }), rule('some', { urlPath: '/a?*' })];

    expect(takers(earlier, rule('a', { urlPath: '/a*' }), client)).toEqual(['none', 'some']);
  });

  test('rules that take all together by several values are all named', () => {
    const sharedOut = ['a', 'a?*'].flatMap((host) => ['b', 'b?*'].map((urlPath) => rule(`${host} ${urlPath}`, { host, urlPath })));
    const last = rule('last', { host: 'a*', urlPath: 'b*' });

    expect(takers(sharedOut, last, client)).toEqual(['a b', 'a b?*', 'a?* b', 'a?* b?*']);
    expect(takers(sharedOut.slice(1), last, client)).toBeUndefined();
  });

  test('an earlier rule with a token takes nothing, and leaves it open whether the other decides', () => {
    expect(takers([rule('token', { host: undefined })], orders, client)).toBe('unknown');
    expect(takers([rule('token', { host: undefined }), rule('all')], orders, client)).toEqual(['all']);
    expect(takers([ofUnknownAttributes('token'), rule('all')], orders, client)).toEqual(['all']);
  });

  test('an earlier rule with a token is of no matter where it matches nothing of the other anyway', () => {
    expect(takers([rule('token', { host: undefined, httpMethod: 'GET' })], orders, client)).toBeUndefined();
  });

  test('a rule with a token is taken where whatever the token stands for is', () => {
    const token = rule('token', { serviceName: undefined, urlPath: '/api/*' });

    expect(takers([rule('all')], token, client)).toEqual(['all']);
    expect(takers([rule('path', { urlPath: '/*' })], token, client)).toEqual(['path']);
    expect(takers([rule('shop', { serviceName: 'shop' })], token, client)).toBe('unknown');
    expect(takers([], token, client)).toBe('unknown');
    expect(takers([rule('all')], ofUnknownAttributes('token'), client)).toEqual(['all']);
  });

  test('nothing is said when the work is used up', () => {
    const earlier = [rule('none', { urlPath: '/a' }), rule('some', { urlPath: '/a?*' })];

    expect(takers(earlier, rule('a', { urlPath: '/a*' }), client, new Work(8))).toBe('unknown');
  });

  test('the rules are told that fit the work, when leaving out others would take more', () => {
    const names = ['?', '??', '???', '?????*', '', '????'];
    const earlier = [...names, '?*b', '*a?'].map((urlPath) => rule(urlPath, { urlPath: `/${urlPath}` }));
    const answers = new Set<string>();
    for (let steps = 1; steps < 2000; steps++) {
      const taken = takers(earlier, rule('last', { urlPath: '/*' }), client, new Work(steps));
      answers.add(JSON.stringify(taken));
      expect(taken === 'unknown' || names.every((name) => taken?.includes(name))).toBe(true);
    }
    expect([...answers].pop()).toBe(JSON.stringify(names));
    expect(answers.size).toBeGreaterThan(2);
  });
});

describe('a value that a request lacks', () => {
  const any = rule('any');

  test('is matched by every rule in an X-Ray SDK, so that it does not help another one to decide', () => {
    expect(takers([rule('some', { host: '?*' })], any, XRAY_SDK)).toEqual(['some']);
    expect(takers([rule('stars', { host: '**' })], any, XRAY_SDK)).toEqual(['stars']);
    expect(takers([rule('some', { host: 'a*' })], rule('empty', { host: '' }), XRAY_SDK)).toEqual(['some']);
    expect(takers([rule('two', { host: '??*' })], any, XRAY_SDK)).toBeUndefined();
  });

  test.each([OPENTELEMETRY, AWS_SERVICE])('is matched by * alone for %s', (client) => {
    expect(takers([rule('some', { host: '?*' }), rule('none', { host: '' }), rule('stars', { host: '**' })], any, client)).toBeUndefined();
    expect(takers([any], rule('last'), client)).toEqual(['any']);
  });
});

describe('a text with several lines', () => {
  test('is not known to match for OpenTelemetry, where a pattern has one', () => {
    expect(takers([rule('a', { host: 'a\n*' })], rule('b', { host: 'a\nb' }), OPENTELEMETRY)).toBe('unknown');
    expect(takers([rule('a', { host: 'a\n*' })], rule('b', { host: 'a\nb' }), XRAY_SDK)).toEqual(['a']);
  });
});

describe('a letter that gets longer in lower case', () => {
  test('is cut as X-Ray SDKs do', () => {
    expect(takers([rule('i', { host: 'i' })], rule('İ', { host: 'İ' }), XRAY_SDK)).toEqual(['i']);
    expect(takers([rule('i', { host: 'i' })], rule('İ', { host: 'İ' }), AWS_SERVICE)).toBeUndefined();
  });
});

describe('rules with a resource ARN or attributes', () => {
  const arn = { resourceArn: 'arn:aws:ecs:*' };

  test('take nothing and are not asked about for the X-Ray SDKs, which ignore them', () => {
    expect(takers([rule('arn', arn), rule('tier', {}, { tier: '*' })], orders, XRAY_SDK)).toBeUndefined();
    expect(takers([rule('all')], rule('arn', arn), XRAY_SDK)).toBeUndefined();
    expect(takers([rule('all')], rule('tier', {}, { tier: 'gold' }), XRAY_SDK)).toBeUndefined();
  });

  test('may be ignored by the X-Ray SDKs where a token hides it', () => {
    expect(takers([rule('arn', { resourceArn: undefined })], orders, XRAY_SDK)).toBe('unknown');
    expect(takers([rule('shop', { serviceName: 'shop' })], rule('arn', { resourceArn: undefined }), XRAY_SDK)).toBe('unknown');
  });

  test.each([OPENTELEMETRY, AWS_SERVICE])('are like others for %s', (client) => {
    expect(takers([rule('arn', arn)], rule('cluster', { resourceArn: 'arn:aws:ecs:eu-*' }), client)).toEqual(['arn']);
    expect(takers([rule('arn', arn)], orders, client)).toBeUndefined();
  });

  test.each([OPENTELEMETRY, AWS_SERVICE])('need the attributes to be there for %s', (client) => {
    const gold = rule('gold', {}, { tier: 'gold', tenant: 'a*' });

    expect(takers([rule('tier', {}, { tier: '*' })], orders, client)).toBeUndefined();
    expect(takers([rule('tier', {}, { tier: '*' })], gold, client)).toEqual(['tier']);
    expect(takers([rule('all')], gold, client)).toEqual(['all']);
    expect(takers([rule('more', {}, { tier: '*', tenant: '*', zone: '*' })], gold, client)).toBeUndefined();
    expect(takers([rule('none', {}, { tenant: 'a' }), rule('some', {}, { tenant: 'a?*' })], gold, client)).toEqual(['none', 'some']);
    expect(takers([rule('silver', {}, { tier: 'silver' })], gold, client)).toBeUndefined();
    expect(takers([rule('text', {}, { tier: '**' })], rule('tier', {}, { tier: '*' }), client)).toBeUndefined();
    expect(takers([rule('token', {}, { tier: undefined })], gold, client)).toBe('unknown');
    expect(takers([rule('tier', {}, { tier: '*' })], rule('token', {}, { tier: undefined }), client)).toEqual(['tier']);
  });

  test('may say the same as fields for OpenTelemetry', () => {
    const get = rule('get', { httpMethod: 'GET' });

    expect(takers([rule('attribute', {}, { 'http.request.method': 'GET' })], get, OPENTELEMETRY)).toBe('unknown');
    expect(takers([get], rule('attribute', {}, { 'http.request.method': 'GET' }), OPENTELEMETRY)).toBe('unknown');
    expect(takers([rule('all')], rule('attribute', {}, { 'http.request.method': 'GET' }), OPENTELEMETRY)).toEqual(['all']);
    expect(takers([rule('attribute', {}, { 'http.request.method': 'GET' })], get, AWS_SERVICE)).toBeUndefined();
  });
});

describe('25 rules of one set are asked about in bounded time, all clients together', () => {
  const FIELDS = ['serviceName', 'serviceType', 'host', 'urlPath'] as const;
  const tail = (length: number): string => '?'.repeat(length);

  const ofEach = (pattern: (place: number) => string): Patterns => Object.fromEntries(FIELDS.map((field, place) => [field, pattern(place)]));

  test.each<[string, (index: number) => Patterns]>([
    ['with long patterns of stars, question marks and letters', (index) => ofEach((place) => scrambled('*?a', 128, index * 4 + place))],
    ['with patterns of which a character far before the end counts', (index) => ({ urlPath: `*${'ab'[index % 2]}${tail(30 + index)}${index % 3 ? '' : 'a*'}` })],
    ['that exclude one length after the other', (index) => ofEach((place) => index === 24 ? 'a*' : `a${tail((index * (place + 1)) % 24)}`)],
    ['that share out four values', (index) => ofEach((place) => index === 24 ? 'a*' : ['a', 'a?*'][Math.floor(index / 2 ** place) % 2])],
    ['with patterns of 10,000 characters', (index) => ({ host: scrambled('*?a', 10_000, index), urlPath: scrambled('*?????a', 10_000, index) })],
  ])('%s', (_, patternsOf) => {
    const rules = Array.from({ length: 25 }, (__, index) => rule(`rule ${index}`, patternsOf(index)));

    expect(cpuMs(() => rules.forEach((each, index) => {
      const work = new Work();
      CLIENTS.forEach((client) => takenBy(each, rules.slice(0, index), client, work));
    }))).toBeLessThan(5000);
  });
});

/** Characters in an order that is always the same and looks like none. */
function scrambled(characters: string, length: number, seed: number): string {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return characters[state % characters.length];
  }).join('');
}

test.each<[SamplingClient, readonly string[] | undefined]>([
  [XRAY_SDK, ['as in segments']],
  [OPENTELEMETRY, ['as in segments']],
  [AWS_SERVICE, undefined],
])('the case of a type counts where it is not published how it is compared: %s', (client, expected) => {
  const earlier = [rule('as in segments', { serviceType: 'AWS::ApiGateway::*' })];

  expect(takers(earlier, rule('as in the guide', { serviceType: 'AWS::APIGateway::Stage' }), client)).toEqual(expected);
});
