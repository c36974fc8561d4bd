import { Lazy } from 'aws-cdk-lib';
import { factsOf, unchecked } from './local-documents';
import { LocalSamplingOptions } from '../../src/sampling/local-sampling-options';
import { toLocalDocument } from '../../src/sampling/private/local-rules/to-local-document';
import { DEFAULT_RULE } from '../../src/sampling/private/matching/decision';
import { RuleFacts } from '../../src/sampling/private/rules/rule-facts';

function descriptions(rules: readonly RuleFacts[], options: LocalSamplingOptions = {}): string[] {
  const document: { rules: { description: string }[] } = JSON.parse(toLocalDocument(rules, DEFAULT_RULE, options));
  return document.rules.map(({ description }) => description);
}

function targets(reservoir: number, hosts?: number): number[] {
  const last = { ...DEFAULT_RULE, reservoir };
  interface Targets {
    readonly rules: { readonly fixed_target: number }[];
    readonly default: { readonly fixed_target: number };
  }
  const document: Targets = JSON.parse(toLocalDocument([factsOf({ reservoir })], last, { hosts }));
  return [document.rules[0].fixed_target, document.default.fixed_target];
}

describe('the document that is written', () => {
  test('has the rules in their order, and what decides at the end', () => {
    const rules = [factsOf({ name: 'health', fixedRate: 0, reservoir: 0, patterns: { urlPath: '/health*' } }),
      factsOf({ name: 'orders', fixedRate: 1, reservoir: 3, patterns: { host: 'shop.example.com', httpMethod: 'POST' } })];

    expect(toLocalDocument(rules, DEFAULT_RULE, {})).toBe(`{
  "version": 2,
  "rules": [
    {
      "description": "health",
      "host": "*",
      "http_method": "*",
      "url_path": "/health*",
      "fixed_target": 0,
      "rate": 0
    },
    {
      "description": "orders",
      "host": "shop.example.com",
      "http_method": "POST",
      "url_path": "*",
      "fixed_target": 3,
      "rate": 1
    }
  ],
  "default": {
    "fixed_target": 1,
    "rate": 0.05
  }
}
`);
  });

  test('leaves out what the SDKs ignore, also where an ARN is not known yet', () => {
    expect(descriptions([
      factsOf({ name: 'arn', patterns: { resourceArn: 'arn:aws:ecs:*' } }),
      factsOf({ name: 'unknown arn', patterns: { resourceArn: undefined } }),
      factsOf({ name: 'attributes', attributes: new Map([['tenant', 'x']]) }),
      factsOf({ name: 'other' }),
    ])).toEqual(['other']);
  });

  test.each<[string, LocalSamplingOptions, string[]]>([
    ['its service', { serviceName: 'Shop-API' }, ['shop', 'any shop']],
    ['another one', { serviceName: 'stock' }, []],
    ['a pattern that a rule has as well', { serviceName: 'shop-*' }, ['any shop']],
  ])('has the rules for %s', (_title, options, expected) => {
    const rules = [factsOf({ name: 'any shop', patterns: { serviceName: 'shop-*' } })];
    if (options.serviceName !== 'shop-*') {
      rules.unshift(factsOf({ name: 'shop', patterns: { serviceName: 'shop-api' } }));
    }

    expect(descriptions(rules, options)).toEqual(expected);
  });

  test('goes by the type of the service too, which does not matter for a rule of another service', () => {
    const rules = [factsOf({ name: 'ecs', patterns: { serviceType: 'AWS::ECS::Container' } }),
      factsOf({ name: 'ec2', patterns: { serviceType: 'AWS::EC2::Instance' } })];

    expect(descriptions(rules, { serviceType: 'AWS::ECS::Container' })).toEqual(['ecs']);
    expect(descriptions([factsOf({ patterns: { serviceName: 'stock', serviceType: 'AWS::EC2::Instance' } })], { serviceName: 'shop' })).toEqual([]);
  });

  test.each<[string, Partial<RuleFacts['patterns']>, LocalSamplingOptions, RegExp]>([
    ['a service', { serviceName: 'shop' }, {}, /serviceName must be known for a local document, .*: the rule "narrow" is for "shop" only; pass serviceName to toLocalRules\(\)/],
    ['a service, where the own one is a token', { serviceName: 'shop' }, { serviceName: Lazy.string({ produce: () => 'shop' }) }, /"narrow" is for "shop" only/],
    ['a service that is a token', { serviceName: undefined }, { serviceName: 'shop' }, /that of the rule "narrow" is a token/],
    ['some of the services that the document is for', { serviceName: 'shop-a*' }, { serviceName: 'shop-*' }, /"narrow" is for "shop-a\*", and "shop-\*" is more than that/],
    ['a type', { serviceType: 'AWS::EC2::Instance' }, { serviceName: 'shop' }, /pass serviceType to toLocalRules\(\)/],
  ])('is not made where a rule is for %s', (_title, patterns, options, message) => {
    expect(() => descriptions([factsOf({ name: 'narrow', patterns })], options)).toThrow(message);
  });

  test('shares reservoirs out over the processes, and leaves one a second of them', () => {
    expect(targets(7)).toEqual([7, 7]);
    expect(targets(7, 2)).toEqual([3, 3]);
    expect(targets(7, 100)).toEqual([1, 1]);
    expect(targets(0, 100)).toEqual([0, 0]);
  });

  test.each([0, -1, 1.5, NaN, Infinity, unchecked(1, '2'), unchecked(1, null)])('is not made for %p hosts', (hosts) => {
    expect(() => targets(1, hosts)).toThrow(/SamplingPlan.toLocalRules\(\): hosts must be a whole number, 1 or more, got/);
  });

  test('is not made for a number of hosts that is a token', () => {
    expect(() => targets(1, Lazy.number({ produce: () => 2 }))).toThrow(/hosts must be known when the app is synthesized/);
  });

  test.each(['', '\ud800', 'x'.repeat(201), unchecked('', 5)])('is not made for a service by the name %p', (serviceName) => {
    expect(() => descriptions([], { serviceName })).toThrow(/serviceName must/);
  });

  test.each<[string, Partial<RuleFacts>]>([
    ['fixedRate', { fixedRate: undefined }],
    ['reservoir', { reservoir: undefined }],
    ['host', { patterns: factsOf({ patterns: { host: undefined } }).patterns }],
    ['httpMethod', { patterns: factsOf({ patterns: { httpMethod: undefined } }).patterns }],
    ['urlPath', { patterns: factsOf({ patterns: { urlPath: undefined } }).patterns }],
  ])('is not made of a rule of which %s is a token', (property, said) => {
    expect(() => descriptions([factsOf({ name: 'mine', ...said })])).toThrow(`${property} of the rule "mine" must be known when the app is synthesized, got a token`);
  });

  test('is not made where what decides at the end is a token, and names the construct that the plan passes', () => {
    const complain = (message: string): never => { throw new Error(`[Stack/Plan] ${message}`); };

    expect(() => toLocalDocument([], { samplingRuleName: 'Default' }, {}, complain)).toThrow(/^\[Stack\/Plan\] reservoir of the rule "Default" must be known/);
  });

  test('has no description where the name is a token', () => {
    expect(descriptions([factsOf({ name: Lazy.string({ produce: () => 'x' }) })])).toEqual([undefined]);
  });
});
