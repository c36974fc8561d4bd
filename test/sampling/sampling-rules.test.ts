import { Lazy } from 'aws-cdk-lib';
import { SamplingBudget } from '../../src/sampling/sampling-budget';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { SamplingRules } from '../../src/sampling/sampling-rules';

const BUDGET = SamplingBudget.tracesPerMonth(1_000_000, { requestsPerSecond: 100 });

test('health checks are not sampled', () => {
  expect(SamplingRules.healthChecks()).toEqual({ samplingRuleName: 'health-checks', urlPath: '/health*', fixedRate: 0, reservoir: 0 });
});

test('everything is sampled in development', () => {
  expect(SamplingRules.everything()).toEqual({ samplingRuleName: 'everything', fixedRate: 1, reservoir: 0 });
});

test('what no other rule takes is sampled as the Default rule does', () => {
  expect(SamplingRules.catchAll()).toEqual({ samplingRuleName: 'catch-all', fixedRate: 0.05, reservoir: 1 });
});

test('what no other rule takes is sampled within a budget', () => {
  expect(SamplingRules.withinBudget(BUDGET)).toEqual({ samplingRuleName: 'within-budget', budget: BUDGET, reservoir: 0 });
});

test('each has any name and matchers', () => {
  const options = {
    samplingRuleName: 'own',
    urlPath: '/ping',
    host: 'shop.example.com',
    httpMethod: 'GET',
    serviceName: 'shop',
    serviceType: 'AWS::ECS::Container',
    attributes: { tenant: 'a*' },
    reservoir: 2,
    priority: 5,
    clients: [SamplingClient.OPENTELEMETRY],
  };

  expect(SamplingRules.healthChecks({ ...options, fixedRate: 0.5 })).toEqual({ ...options, fixedRate: 0.5 });
  expect(SamplingRules.everything(options)).toEqual({ ...options, fixedRate: 1 });
  expect(SamplingRules.catchAll({ ...options, fixedRate: 0.01 })).toEqual({ ...options, fixedRate: 0.01 });
  expect(SamplingRules.withinBudget(BUDGET, options)).toEqual({ ...options, budget: BUDGET });
});

test('tokens are taken', () => {
  const urlPath = Lazy.string({ produce: () => '/ping' });

  expect(SamplingRules.healthChecks({ urlPath })).toMatchObject({ urlPath });
});

test('a value that is undefined does not make health checks of all requests', () => {
  expect(SamplingRules.healthChecks({ urlPath: undefined, fixedRate: undefined, samplingRuleName: undefined, reservoir: undefined }))
    .toEqual(SamplingRules.healthChecks());
});

test.each(['healthChecks', 'everything', 'catchAll', 'withinBudget'])('%s() refuses options that are none', (method) => {
  const make: unknown = Reflect.get(SamplingRules, method);
  if (typeof make !== 'function') {
    throw new Error('a preset is a method');
  }
  const budget = method === 'withinBudget' ? [BUDGET] : [];

  expect(() => { make(...budget, null); }).toThrow(`SamplingRules.${method}(): options must be an object such as { urlPath: "/ping" }, got null`);
  expect(() => { make(...budget, '/ping'); }).toThrow('got "/ping"');
});

test.each([5000, null, undefined])('withinBudget() refuses %p as a budget', (budget) => {
  const make: unknown = Reflect.get(SamplingRules, 'withinBudget');
  if (typeof make !== 'function') {
    throw new Error('a preset is a method');
  }

  expect(() => { make(budget); }).toThrow(/SamplingRules.withinBudget\(\): budget must be a SamplingBudget, got .*: use SamplingBudget.tracesPerMonth\(\)/);
});
