import { Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { newApp, newStack, resourcesOf } from './fixtures';
import { NetworkStack } from '../demo/stacks/network-stack';
import { StorefrontStack } from '../demo/stacks/storefront-stack';
import { WarehouseStack } from '../demo/stacks/warehouse-stack';
import { TraceCollector } from '../src';

interface Container {
  readonly Name: string;
  readonly Environment?: { readonly Name: string; readonly Value: unknown }[];
}

/** Every variable of the X-Ray SDKs that an application of the demo finds. */
function variablesWith(collector: TraceCollector): string[] {
  const app = newApp();
  const { vpc } = new NetworkStack(app, 'Network');
  const api = new RestApi(newStack(app, 'Orders'), 'Api');
  api.root.addMethod('GET');
  const props = { vpc, api, collector };
  return [new StorefrontStack(app, 'Storefront', props), new WarehouseStack(app, 'Warehouse', props)].flatMap(variablesIn);
}

function variablesIn(stack: Stack): string[] {
  return Object.values(resourcesOf(stack, 'AWS::ECS::TaskDefinition'))
    .flatMap(({ Properties: { ContainerDefinitions: containers } }) => containersOf(containers))
    .filter(({ Name }) => Name !== 'xray-collector')
    .flatMap(({ Name: container, Environment = [] }) => Environment
      .filter(({ Name }) => Name.startsWith('AWS_XRAY_'))
      .map(({ Name, Value }) => `${container}: ${Name}=${String(Value)}`));
}

function containersOf(value: unknown): Container[] {
  return Array.isArray(value) ? value : [];
}

test.each([
  ['CloudWatch agent', TraceCollector.cloudWatchAgent()],
  ['OpenTelemetry collector', TraceCollector.openTelemetry()],
])('the %s instead of the X-Ray daemon changes no variable of the X-Ray SDKs in the demo', (_, collector) => {
  const variables = variablesWith(TraceCollector.xrayDaemon());

  expect(variables).toEqual([
    'Storefront: AWS_XRAY_DAEMON_ADDRESS=127.0.0.1:2000',
    'Storefront: AWS_XRAY_CONTEXT_MISSING=LOG_ERROR',
    'Warehouse: AWS_XRAY_DAEMON_ADDRESS=172.17.0.1:2000',
    'Warehouse: AWS_XRAY_CONTEXT_MISSING=LOG_ERROR',
  ]);
  expect(variablesWith(collector)).toEqual(variables);
});
