import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { SamplingStack, TRAFFIC } from '../../demo/stacks/sampling-stack';
import { SamplingBudget, SamplingPlan, SamplingRules, SamplingScope, TraceBilling } from '../../src';

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

/** The plan of the section "Sampling". */
function planOfReadme(): SamplingPlan {
  return new SamplingPlan(new Stack(new App(), 'Orders'), 'Sampling', {
    scope: SamplingScope.service('orders'),
    rules: [
      SamplingRules.healthChecks(),
      { samplingRuleName: 'checkout', httpMethod: 'POST', urlPath: '/orders', reservoir: 5, fixedRate: 1 },
      { samplingRuleName: 'everything-else', reservoir: 1, fixedRate: 0.05 },
    ],
  });
}

test('the README shows what match() says', () => {
  expect(README).toContain(`\`\`\`\n${planOfReadme().match({ httpMethod: 'GET', urlPath: '/items' }).toString()}\n\`\`\``);
});

test('the README shows what forecast() says', () => {
  const forecast = planOfReadme().forecast({
    traffic: [
      { name: 'browse', requestsPerSecond: 40, hosts: 3, request: { httpMethod: 'GET', urlPath: '/items' } },
      { name: 'checkout', requestsPerSecond: 2, hosts: 3, request: { httpMethod: 'POST', urlPath: '/orders' } },
      { name: 'health checks', requestsPerSecond: 1, hosts: 3, request: { httpMethod: 'GET', urlPath: '/health' } },
    ],
    billing: TraceBilling.perTrace(),
  });

  expect(README).toContain(`\`\`\`\n${forecast.toString()}\n\`\`\``);
});

test('the README shows the rate of a budget', () => {
  const stack = new Stack(new App(), 'Orders');
  const rule = SamplingRules.withinBudget(SamplingBudget.dollarsPerMonth(20, { requestsPerSecond: 40 }));
  const { _facts: { fixedRate } } = new SamplingPlan(stack, 'Sampling', { scope: SamplingScope.account(), rules: [rule] }).rules[0];

  expect(README).toContain(`the rate ${fixedRate}.`);
});

test('the README shows the forecast of the demo', () => {
  expect(README).toContain(new SamplingStack(new App(), 'Sampling').plan.forecast({ traffic: TRAFFIC }).toString());
});
