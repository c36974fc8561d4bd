import { Lazy, Token } from 'aws-cdk-lib';
import { decide } from '../../src/sampling/private/matching/decide';
import { DEFAULT_RULE } from '../../src/sampling/private/matching/decision';
import { Field, RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { SamplingMatch } from '../../src/sampling/sampling-match';
import { SamplingRequest } from '../../src/sampling/sampling-request';
import { SamplingServiceType } from '../../src/sampling/sampling-service-type';
import { cpuMs } from '../cpu-time';

const { XRAY_SDK, OPENTELEMETRY, AWS_SERVICE } = SamplingClient;
const CLIENTS = [XRAY_SDK, OPENTELEMETRY, AWS_SERVICE];
const TOKEN = Lazy.string({ produce: () => 'later' });

type Pattern = string | undefined;
interface RuleParts extends Partial<Record<Field, Pattern>> {
  readonly attributes?: Record<string, Pattern> | 'hidden';
  readonly fixedRate?: number;
}

let count = 0;

/** A rule; an undefined pattern is one that a token hides. */
function rule({ attributes = {}, ...parts }: RuleParts): RuleFacts {
  count++;
  const any = { serviceName: '*', serviceType: '*', host: '*', httpMethod: '*', urlPath: '*', resourceArn: '*' };
  return {
    name: `rule ${Object.keys(parts)[0] ?? 'attributes'}`,
    priority: count,
    fixedRate: 'fixedRate' in parts ? parts.fixedRate : 0.5,
    reservoir: 2,
    patterns: { ...any, ...parts },
    attributes: attributes === 'hidden' ? undefined : new Map(Object.entries(attributes)),
  };
}

function match(rules: readonly RuleFacts[], request: SamplingRequest, client = XRAY_SDK): SamplingMatch {
  return decide(rules, DEFAULT_RULE, request, client);
}

/** For each client, whether a rule decides for a request. */
function decidesFor(one: RuleParts, request: SamplingRequest): boolean[] {
  return CLIENTS.map((client) => !match([rule(one)], request, client).isDefault);
}

/** For each client, why a rule does not decide. */
function reasons(one: RuleParts, request: SamplingRequest): (string | undefined)[] {
  return CLIENTS.map((client) => match([rule(one)], request, client).passedOver[0]?.reason);
}

/** For each client, whether the answer is certain. */
function certain(one: RuleParts, request: SamplingRequest): boolean[] {
  return CLIENTS.map((client) => match([rule(one)], request, client).certain);
}

const SAME = (value: string) => [value, value, value];

test('the X-Ray SDK for Node.js obeys the same rules as the others', () => {
  const rules = [rule({ attributes: { tier: 'gold' } }), rule({ resourceArn: 'arn:*' }), rule({ host: 'a*' })];

  expect(match(rules, {}, SamplingClient.XRAY_SDK_NODEJS).toString()).toBe(match(rules, {}, XRAY_SDK).toString());
});

describe('the rule that decides', () => {
  test('is the first one that matches', () => {
    const rules = [rule({ urlPath: '/health' }), rule({ httpMethod: 'POST' }), rule({ host: '*' })];

    const found = match(rules, { urlPath: '/orders', httpMethod: 'post' });

    expect(found).toMatchObject({ samplingRuleName: 'rule httpMethod', fixedRate: 0.5, reservoir: 2, isDefault: false, certain: true });
  });

  test('is the Default rule where no other one matches, as it is in the account', () => {
    const found = decide([rule({ urlPath: '/health' })], { samplingRuleName: 'Default', fixedRate: 0.2, reservoir: 3 }, { urlPath: '/' }, XRAY_SDK);

    expect(found).toMatchObject({ samplingRuleName: 'Default', fixedRate: 0.2, reservoir: 3, isDefault: true, certain: true });
  });

  test('is the Default rule where there are no rules', () => {
    expect(match([], {})).toMatchObject({ isDefault: true, passedOver: [], certain: true });
  });

  test('has no numbers where tokens stand for them', () => {
    expect(match([rule({ fixedRate: undefined })], {})).toMatchObject({ fixedRate: undefined, reservoir: 2, certain: true });
    expect(decide([], { samplingRuleName: 'Default' }, {}, XRAY_SDK)).toMatchObject({ fixedRate: undefined, reservoir: undefined, isDefault: true });
  });
});

describe('clients differ:', () => {
  const arn = 'arn:aws:ecs:eu-central-1:111122223333:container/1';

  test('the X-Ray SDKs ignore rules with attributes or a resourceArn', () => {
    expect(decidesFor({ resourceArn: 'arn:*' }, { resourceArn: arn })).toEqual([false, true, true]);
    expect(decidesFor({ attributes: { tier: 'gold' } }, { attributes: { tier: 'Gold' } })).toEqual([false, true, true]);
    expect(reasons({ resourceArn: 'arn:*' }, { resourceArn: arn })[0]).toBe('X-Ray SDKs ignore rules with a resourceArn');
    expect(reasons({ attributes: { tier: 'gold' } }, { attributes: { tier: 'gold' } })[0]).toBe('X-Ray SDKs ignore rules with attributes');
    expect(reasons({ serviceType: '' }, {})[0]).toBe('X-Ray SDKs ignore rules without a serviceType');
  });

  test('what the request lacks matches for the X-Ray SDKs, and * alone does for the others', () => {
    for (const field of ['serviceType', 'host', 'httpMethod'] as const) {
      expect(decidesFor({ [field]: 'a*' }, {})).toEqual([true, false, false]);
      expect(reasons({ [field]: 'a*' }, {})).toEqual([undefined, `the request has no ${field}`, `the request has no ${field}`]);
      expect(decidesFor({ [field]: '*' }, {})).toEqual([true, true, true]);
    }
    expect(decidesFor({ host: '**' }, {})).toEqual([true, false, false]);
  });

  test('OpenTelemetry takes a path that the request lacks as /, and a name as empty', () => {
    expect(decidesFor({ urlPath: '/' }, {})).toEqual([true, true, false]);
    expect(decidesFor({ urlPath: '/a' }, {})).toEqual([true, false, false]);
    expect(decidesFor({ serviceName: '**' }, {})).toEqual([true, true, false]);
    expect(reasons({ serviceName: 'a' }, {})[1]).toBe('serviceName "" does not match "a"');
  });

  test('an empty value is none, but for OpenTelemetry', () => {
    expect(decidesFor({ host: 'a*' }, { host: '' })).toEqual([true, false, false]);
    expect(decidesFor({ urlPath: '/' }, { urlPath: '' })).toEqual([true, false, false]);
    expect(decidesFor({ host: '**' }, { host: '' })).toEqual([true, true, false]);
  });

  test('for OpenTelemetry the path, the method and the host are attributes too, and those that were given win', () => {
    const request = { urlPath: '/a', httpMethod: 'GET', host: 'h', attributes: { 'server.address': 'other' } };

    expect(decidesFor({ attributes: { 'url.path': '/a', 'http.request.method': 'get' } }, request)).toEqual([false, true, false]);
    expect(decidesFor({ attributes: { 'server.address': 'h' } }, request)).toEqual([false, false, false]);
    expect(decidesFor({ host: 'other' }, request)).toEqual([false, true, false]);
  });

  test('OpenTelemetry finds a path in the URL, a host in the address of the client and the ARN of a function in an attribute', () => {
    expect(decidesFor({ urlPath: '/orders' }, { attributes: { 'url.full': 'https://shop.example.com/orders?id=1' } })).toEqual([true, true, false]);
    expect(decidesFor({ urlPath: '/' }, { attributes: { 'url.full': '/orders' } })).toEqual([true, true, false]);
    expect(decidesFor({ urlPath: '/' }, { attributes: { 'url.full': 'shop://shop' } })).toEqual([true, true, false]);
    expect(decidesFor({ host: '10.*' }, { attributes: { 'client.address': '10.0.0.1' } })).toEqual([true, true, false]);
    expect(decidesFor({ resourceArn: 'arn:*' }, {
      serviceType: SamplingServiceType.LAMBDA_FUNCTION, attributes: { 'aws.lambda.invoked_arn': 'arn:1' },
    })).toEqual([false, true, false]);
  });
});

describe('an attribute', () => {
  test('must be there, by a key of the same case, and match', () => {
    const tier = { attributes: { tier: 'g*', region: '*' } };

    expect(decidesFor(tier, { attributes: { tier: 'GOLD', region: '', more: '1' } })).toEqual([false, true, true]);
    expect(reasons(tier, { attributes: { Tier: 'gold', region: 'eu' } }).slice(1)).toEqual(['the request has no attribute "tier"', 'the request has no attribute "tier"']);
    expect(reasons(tier, { attributes: { tier: 'free', region: 'eu' } })[2]).toBe('attribute "tier" "free" does not match "g*"');
    expect(decidesFor({ attributes: { constructor: '*' } }, { attributes: {} })).toEqual([false, false, false]);
  });
});

describe('a rule that was passed over', () => {
  test('says the first of its patterns that did not match, as it was written', () => {
    expect(reasons({ host: 'Api.*', urlPath: '/Health' }, { host: 'api.example.com', urlPath: '/Orders' })).toEqual(SAME('urlPath "/Orders" does not match "/Health"'));
  });

  test('is there with its name, in the order in which the rules were tried, for those before the one that decides', () => {
    const rules = [rule({ urlPath: '/health' }), rule({ httpMethod: 'POST' }), rule({ host: '*' }), rule({ serviceType: 'a' })];

    const { passedOver } = match(rules, { urlPath: '/', httpMethod: 'GET' });

    expect(passedOver).toEqual([
      { samplingRuleName: 'rule urlPath', reason: 'urlPath "/" does not match "/health"', certain: true },
      { samplingRuleName: 'rule httpMethod', reason: 'httpMethod "GET" does not match "POST"', certain: true },
    ]);
  });

  test('has a reason of moderate length where the text is long', () => {
    expect(reasons({ urlPath: '/a' }, { urlPath: '/'.repeat(10_000) })[0]).toHaveLength(159);
  });

  test('can\'t be taken out of the answer', () => {
    const found = match([rule({ urlPath: '/health' })], { urlPath: '/' });

    found.passedOver.pop();

    expect(found.passedOver).toHaveLength(1);
  });
});

describe('a token', () => {
  test('in a pattern leaves it open whether the rule decides, where all else matches', () => {
    const found = match([rule({ urlPath: undefined }), rule({ host: '*' })], { urlPath: '/' });

    expect(found).toMatchObject({ samplingRuleName: 'rule host', certain: false });
    expect(found.passedOver).toEqual([{ samplingRuleName: 'rule urlPath', reason: "urlPath can't be known before deployment", certain: false }]);
  });

  test('does not matter where something else does not match', () => {
    const found = match([rule({ urlPath: undefined, httpMethod: 'POST' })], { urlPath: '/', httpMethod: 'GET' });

    expect(found.certain).toBe(true);
    expect(found.passedOver[0].reason).toBe('httpMethod "GET" does not match "POST"');
  });

  test('does not matter in a rule after the one that decides', () => {
    expect(match([rule({ host: '*' }), rule({ urlPath: undefined })], {}).certain).toBe(true);
  });

  test('does not matter to the X-Ray SDKs where the request lacks the value, as any pattern matches', () => {
    expect(certain({ host: undefined }, {})).toEqual([true, false, false]);
    expect(decidesFor({ host: undefined }, {})).toEqual([true, false, false]);
  });

  test('for the ARN or the attributes leaves it open whether X-Ray SDKs obey the rule', () => {
    expect(certain({ resourceArn: undefined }, { resourceArn: 'arn' })).toEqual([false, false, false]);
    expect(certain({ attributes: 'hidden' }, {})).toEqual([false, false, false]);
    expect(certain({ attributes: 'hidden', urlPath: '/a' }, { urlPath: '/' })).toEqual([true, true, true]);
  });

  test('for the value of an attribute leaves it open where the request has that one', () => {
    expect(certain({ attributes: { tier: undefined } }, { attributes: { tier: 'gold' } })).toEqual([true, false, false]);
    expect(certain({ attributes: { tier: undefined } }, { attributes: {} })).toEqual([true, true, true]);
  });

  test('in the request leaves it open for the rules that look at it', () => {
    expect(certain({ urlPath: '/a' }, { urlPath: TOKEN })).toEqual([false, false, false]);
    expect(decidesFor({ urlPath: '/a' }, { urlPath: TOKEN })).toEqual([false, false, false]);
    expect(decidesFor({ urlPath: '$*' }, { urlPath: TOKEN })).toEqual([false, false, false]);
    expect(certain({ urlPath: '/a', httpMethod: 'GET' }, { urlPath: TOKEN, httpMethod: 'POST' })).toEqual([true, true, true]);
    expect(decidesFor({ httpMethod: 'GET' }, { urlPath: TOKEN, httpMethod: 'GET' })).toEqual([true, true, true]);
    expect(certain({ urlPath: '/a' }, { attributes: { 'url.full': TOKEN } })).toEqual([true, false, true]);
  });

  test('in the request\'s attributes leaves it open for the rules that look at them', () => {
    const tier = { attributes: { tier: 'gold' } };

    expect(certain(tier, { attributes: { tier: TOKEN } })).toEqual([true, false, false]);
    expect(decidesFor({ attributes: { tier: '*' } }, { attributes: { tier: TOKEN } })).toEqual([false, true, true]);
    expect(certain(tier, { attributes: { [TOKEN]: 'gold' } })).toEqual([true, false, false]);
    const whole: object = { attributes: Token.asAny({ tier: 'gold' }) };
    expect(certain(tier, whole)).toEqual([true, false, false]);
  });
});

describe('the text of an answer', () => {
  test('says what decides, what it samples and why the others do not', () => {
    const found = match([rule({ urlPath: '/health' }), rule({ host: '*' })], { urlPath: '/orders' });

    expect(String(found)).toBe([
      'rule host decides: fixed rate 0.5, reservoir 2 a second',
      '  - rule urlPath: urlPath "/orders" does not match "/health"',
    ].join('\n'));
  });

  test('marks what is not certain', () => {
    const found = match([rule({ urlPath: undefined }), rule({ fixedRate: undefined })], { urlPath: '/' });

    expect(String(found)).toBe([
      'rule fixedRate decides unless a rule marked with ? does: fixed rate known when deployed, reservoir 2 a second',
      "  ? rule urlPath: urlPath can't be known before deployment",
    ].join('\n'));
  });
});

describe('a request is refused', () => {
  test.each<[string, object, string]>([
    ['a number for a text', { host: 5 }, 'SamplingRequest: host must be a text, got 5'],
    ['not a number', { urlPath: NaN }, 'SamplingRequest: urlPath must be a text, got NaN'],
    ['null', { serviceName: null }, 'SamplingRequest: serviceName must be a text, got null'],
    ['a list', { httpMethod: ['GET'] }, 'SamplingRequest: httpMethod must be a text, got [ \'GET\' ]'],
    ['attributes that are a list', { attributes: ['a'] }, 'SamplingRequest: attributes must be an object with text values, got [ \'a\' ]'],
    ['no attributes at all', { attributes: null }, 'SamplingRequest: attributes must be an object with text values, got null'],
    ['an attribute that is a number', { attributes: { size: 1 } }, 'SamplingRequest: attributes["size"] must be a text, got 1'],
  ])('with %s', (_title, request, message) => {
    expect(() => match([], request)).toThrow(message);
  });

  test('not for an odd text, which others may send', () => {
    const odd = { host: '\ud800', urlPath: '*?\n', httpMethod: '', serviceName: 'a'.repeat(10_000) };

    expect(decidesFor({ host: '?', urlPath: '*?\n' }, odd)).toEqual([true, true, true]);
  });
});

test('25 rules of the longest patterns with many stars answer at once for the longest texts', () => {
  const wild = (length: number) => '*a?'.repeat(length / 3);
  const rules = Array.from({ length: 25 }, (_, index) => rule({ urlPath: `${wild(126)}b`, resourceArn: index % 2 ? `${wild(498)}b` : '*' }));

  expect(cpuMs(() => CLIENTS.forEach((client) => {
    expect(match(rules, { urlPath: 'a'.repeat(10_000), resourceArn: 'a'.repeat(10_000) }, client).passedOver).toHaveLength(25);
  }))).toBeLessThan(1000);
});
