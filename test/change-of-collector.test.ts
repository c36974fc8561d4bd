import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { newApp, resourcesOf } from './fixtures';
import { StorefrontStack } from '../demo/stacks/storefront-stack';
import { WarehouseStack } from '../demo/stacks/warehouse-stack';
import { TraceCollector } from '../src';

const COLLECTORS: [string, () => TraceCollector][] = [
  ['the CloudWatch agent', () => TraceCollector.cloudWatchAgent()],
  ['the OpenTelemetry collector', () => TraceCollector.openTelemetry()],
];

/** The variables of the X-Ray SDKs that each application of the demo finds. */
function xrayVariablesOfDemo(collector: TraceCollector): object {
  const app: App = newApp();
  const shared = new Stack(app, 'Shared');
  const api = new RestApi(shared, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET');
  const props = { vpc: new Vpc(shared, 'Vpc', { maxAzs: 1 }), api, collector };
  const stacks = [new StorefrontStack(app, 'Storefront', props), new WarehouseStack(app, 'Warehouse', props)];
  return Object.fromEntries(stacks.flatMap((stack) => Object.values(resourcesOf(stack, 'AWS::ECS::TaskDefinition'))
    .flatMap(({ Properties }) => containersOf(Properties.ContainerDefinitions))
    .map(({ Name, Environment = [] }) => [Name, Environment.filter(({ Name: name }) => name.startsWith('AWS_XRAY_'))])));
}

interface Container {
  readonly Name: string;
  readonly Environment?: { readonly Name: string; readonly Value: unknown }[];
}

function containersOf(definitions: unknown): Container[] {
  const containers: Container[] = JSON.parse(JSON.stringify(definitions));
  return containers.filter(({ Name }) => ['Storefront', 'Warehouse'].includes(Name));
}

test.each(COLLECTORS)('with %s, applications of the X-Ray SDKs in the demo find what they found with the X-Ray daemon', (_, collector) => {
  const before = xrayVariablesOfDemo(TraceCollector.xrayDaemon());

  expect(before).toEqual({
    Storefront: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '127.0.0.1:2000' }, { Name: 'AWS_XRAY_CONTEXT_MISSING', Value: 'LOG_ERROR' }],
    Warehouse: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '172.17.0.1:2000' }, { Name: 'AWS_XRAY_CONTEXT_MISSING', Value: 'LOG_ERROR' }],
  });
  expect(xrayVariablesOfDemo(collector())).toEqual(before);
});
