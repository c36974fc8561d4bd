import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { CfnOutput, CfnParameter, Duration, Stack, Tags } from 'aws-cdk-lib';
import { DefaultSamplingRule, SamplingBudget, SamplingRule, SamplingServiceType } from 'cdk-xray';
import { snapshotApp } from './app';

// Rules with a name of their own, a generated one and one that CloudFormation knows; X-Ray's own rule in a stack beside, for it is shared.
const app = snapshotApp();
const rules = new Stack(app, 'CdkXRaySamplingRule');
const orders = new SamplingRule(rules, 'Orders', {
  samplingRuleName: 'cdk-xray-integ-orders',
  priority: 9001,
  fixedRate: 0.1,
  reservoir: 1,
  serviceName: 'orders-*',
  serviceType: SamplingServiceType.ECS_CONTAINER,
  host: '*.example.com',
  httpMethod: 'POST',
  urlPath: '/orders/*',
  attributes: { tier: 'gold' },
  samplingRateBoost: { maxRate: 0.5, cooldown: Duration.minutes(10) },
  tags: { team: 'orders' },
});
new SamplingRule(rules, 'Generated', {
  priority: 9002, urlPath: '/invoices/*', budget: SamplingBudget.tracesPerMonth(1_000_000, { requestsPerSecond: 100 }),
});
const suffix = new CfnParameter(rules, 'Suffix', { default: 'eu' });
new SamplingRule(rules, 'Named', { samplingRuleName: `cdk-xray-integ-${suffix.valueAsString}`, priority: 9003, fixedRate: 0, host: 'health.example.com' });
Tags.of(rules).add('stage', 'integ');
new CfnOutput(rules, 'OrdersArn', { value: orders.samplingRuleArn });

const shared = new Stack(app, 'CdkXRayDefaultSamplingRule');
new DefaultSamplingRule(shared, 'Default', { fixedRate: 0.05, reservoir: 1, restoreOnDelete: true });

new IntegTest(app, 'SamplingRule', { testCases: [rules, shared] });
