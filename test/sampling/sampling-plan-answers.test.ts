import { Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import {
  DefaultSamplingRule, PlannedSamplingRule, SamplingBudget, SamplingClient, SamplingPlan, SamplingPlanProps, SamplingRules, SamplingScope,
} from '../../src';
import { newStack } from '../fixtures';

function newPlan(props: Partial<SamplingPlanProps>, stack: Stack = newStack()): SamplingPlan {
  return new SamplingPlan(stack, 'Sampling', { scope: SamplingScope.service('orders'), rules: [SamplingRules.catchAll()], namePrefix: 'shop', ...props });
}

const rules: PlannedSamplingRule[] = [
  SamplingRules.healthChecks(),
  { samplingRuleName: 'checkout', httpMethod: 'POST', urlPath: '/orders', reservoir: 5, fixedRate: 1 },
  { samplingRuleName: 'rest', reservoir: 1, fixedRate: 0.05 },
];

test.each([SamplingClient.XRAY_SDK, SamplingClient.OPENTELEMETRY, SamplingClient.AWS_SERVICE])('match() takes the service of the scope for granted, for %s', (client) => {
  const plan = newPlan({ rules });

  expect(plan.match({ httpMethod: 'GET', urlPath: '/health' }, client)).toMatchObject({ samplingRuleName: 'shop-health-checks', certain: true, fixedRate: 0 });
  expect(plan.match({ httpMethod: 'POST', urlPath: '/orders' }, client).samplingRuleName).toBe('shop-checkout');
  expect(plan.match({ httpMethod: 'GET', urlPath: '/orders' }, client).samplingRuleName).toBe('shop-rest');
  expect(plan.match({ serviceName: 'payments', httpMethod: 'GET', urlPath: '/' }, client)).toMatchObject({ samplingRuleName: 'Default', isDefault: true });
});

test.each([Aws.STACK_NAME, 'orders-*'])('match() knows the service of the scope, also when it is %s', (service) => {
  const plan = newPlan({ scope: SamplingScope.service(service), rules });

  expect(plan.match({ urlPath: '/health', httpMethod: 'GET' }, SamplingClient.OPENTELEMETRY)).toMatchObject({ samplingRuleName: 'shop-health-checks', certain: true });
});

test('match() answers for the first client of the plan', () => {
  const attributes = { tenant: 'gold' };
  const gold = [{ samplingRuleName: 'gold', attributes, fixedRate: 1 }, ...rules];

  expect(newPlan({ rules: gold }).match({ attributes, urlPath: '/', httpMethod: 'GET' }).samplingRuleName).toBe('shop-rest');
  expect(newPlan({ rules: gold, clients: [SamplingClient.OPENTELEMETRY] }).match({ attributes }).samplingRuleName).toBe('shop-gold');
});

test('match() goes by the Default rule that the app sets', () => {
  const stack = newStack();
  const defaultRule = new DefaultSamplingRule(stack, 'Default', { fixedRate: 0.01, reservoir: 3 });

  expect(newPlan({ rules: [{ samplingRuleName: 'a', urlPath: '/a', fixedRate: 1 }], defaultRule }, stack).match({ urlPath: '/b' })).toMatchObject({ isDefault: true, fixedRate: 0.01, reservoir: 3 });
});

test('rules of equal priority are tried by their names, as X-Ray does', () => {
  const tied = [{ samplingRuleName: 'z', fixedRate: 0.1, priority: 5 }, { samplingRuleName: 'b', fixedRate: 0.2, priority: 5 }];

  expect(newPlan({ rules: tied }).match({}).samplingRuleName).toBe('shop-b');
});

test('forecast() follows the rules', () => {
  const forecast = newPlan({ rules }).forecast({
    traffic: [
      { name: 'health', requestsPerSecond: 10, request: { httpMethod: 'GET', urlPath: '/health' } },
      { name: 'shop', requestsPerSecond: 1000, request: { httpMethod: 'GET', urlPath: '/items' } },
    ],
  });

  expect(forecast.traffic.map(({ samplingRuleName, sampledPerSecond }) => [samplingRuleName, Math.round(sampledPerSecond)]))
    .toEqual([['shop-health-checks', 0], ['shop-rest', 51]]);
});

test('forecast() says which traffic it can not tell of', () => {
  const stack = newStack();
  const fixedRate = new CfnParameter(stack, 'Rate', { type: 'Number' }).valueAsNumber;
  const plan = newPlan({ rules: [{ samplingRuleName: 'a', fixedRate }] }, stack);

  expect(() => plan.forecast({ traffic: [{ name: 'shop', requestsPerSecond: 1 }] }))
    .toThrow('[Stack/Sampling] forecast() needs rules without tokens for the traffic "shop", got shop-a');
});

test('toLocalRules() has the rules of the scope in order', () => {
  const document: { rules: { url_path: string }[]; default: object } = JSON.parse(newPlan({ rules }).toLocalRules());

  expect(document.rules.map(({ url_path }) => url_path)).toEqual(['/health*', '/orders', '*']);
  expect(document.default).toEqual({ fixed_target: 1, rate: 0.05 });
});

test('fromLocalRules() reads what toLocalRules() wrote', () => {
  const imported = SamplingPlan.fromLocalRules(newPlan({ rules }).toLocalRules());

  expect(newPlan({ rules: imported.rules }).match({ httpMethod: 'POST', urlPath: '/orders' })).toMatchObject({ fixedRate: 1, reservoir: 5 });
});

test('what JavaScript may give instead of a request is an error', () => {
  expect(() => Reflect.apply(newPlan({}).match, newPlan({}), [undefined])).toThrow('[Stack/Sampling] the request must be an object, got undefined');
});

test('a budget goes by who decides for the rule, unless its traffic says it', () => {
  const traffic = { requestsPerSecond: 2 };
  const rateFor = (client: SamplingClient, said?: SamplingClient): unknown => newPlan({
    clients: [client],
    rules: [{ samplingRuleName: 'a', reservoir: 1, budget: SamplingBudget.tracesPerMonth(3_000_000, { ...traffic, client: said }) }],
  }).rules[0]._facts.fixedRate;

  expect(rateFor(SamplingClient.OPENTELEMETRY)).not.toBe(rateFor(SamplingClient.XRAY_SDK));
  expect(rateFor(SamplingClient.OPENTELEMETRY, SamplingClient.XRAY_SDK)).toBe(rateFor(SamplingClient.XRAY_SDK));
});
