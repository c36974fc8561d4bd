import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, Stack } from 'aws-cdk-lib';
import { SamplingBudget, SamplingClient, SamplingPlan, SamplingRules, SamplingScope, SamplingServiceType } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();

// One service, with names, priorities and matchers of every kind.
const service = new Stack(app, 'CdkXRaySamplingService');
new SamplingPlan(service, 'Sampling', {
  scope: SamplingScope.service('orders', { serviceType: SamplingServiceType.ECS_CONTAINER }),
  clients: [SamplingClient.OPENTELEMETRY],
  priorities: { first: 2000, last: 2099 },
  rules: [
    SamplingRules.healthChecks(),
    { samplingRuleName: 'debug', attributes: { 'http.request.header.debug': '1' }, fixedRate: 1, priority: 2050 },
    { samplingRuleName: 'checkout', httpMethod: 'POST', urlPath: '/orders', reservoir: 5, fixedRate: 0.5, samplingRateBoost: { maxRate: 1, cooldown: Duration.minutes(10) } },
    SamplingRules.withinBudget(SamplingBudget.tracesPerMonth(500_000, { requestsPerSecond: 40 })),
  ],
});

// The app that owns the rules of the account.
const account = new Stack(app, 'CdkXRaySamplingAccount');
new SamplingPlan(account, 'Sampling', { scope: SamplingScope.account(), namePrefix: 'account', rules: [SamplingRules.catchAll()] });

new IntegTest(app, 'SamplingPlan', { testCases: [service, account] });
