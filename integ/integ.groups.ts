import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { FaultRate, FilterExpression, FilterNode, InsightState, TraceDashboard, TraceFilters, TraceGroup } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();

// Filters of every kind.
const groups = new Stack(app, 'CdkXRayGroups');
const tenant = new CfnParameter(groups, 'Tenant', { default: 'acme' });
const fn = new LambdaFunction(groups, 'Handler', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => {};'),
  tracing: Tracing.ACTIVE,
});
const slow = new TraceGroup(groups, 'Slow', { groupName: 'slow', filter: TraceFilters.slowerThan(Duration.seconds(2)), tags: { team: 'orders' } });
const byTenant = new TraceGroup(groups, 'TenantTraces', { filter: FilterExpression.annotation('tenant').equalTo(tenant.valueAsString) });
new TraceGroup(groups, 'Text', { filter: FilterExpression.parse('service("orders") { fault OR error } AND http.url CONTAINS "/v2/"') });
new TraceGroup(groups, 'Edge', { filter: FilterExpression.edge(FilterNode.named('orders'), FilterNode.id({ type: 'AWS::DynamoDB::Table' }), FilterExpression.fault()) });
new TraceGroup(groups, 'Stack', { filter: TraceFilters.ofStack(groups) });

// Who is told.
const onCall = new Topic(groups, 'OnCall');
slow.notifyOnInsight('Anomaly', onCall, { states: [InsightState.ACTIVE] });
byTenant.addTraceCountAlarm('Many', { threshold: 1000 });
const faults = FaultRate.ofService(groups, 'Faults', fn.functionName);
faults.addAlarm('TooMany', { threshold: 5 });

// What is looked at.
new TraceDashboard(groups, 'Dashboard', { groups: [slow, byTenant], faultRates: [faults] });

new IntegTest(app, 'Groups', { testCases: [groups] });
