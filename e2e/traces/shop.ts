import { join } from 'path';
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundle } from './bundle';
import { FilterExpression, SamplingPlan, SamplingScope, TraceGroup, XRayTracing } from '../../src';
import { isJsonObject } from '../support/aws-sdk';
import { Emulator, runCdk } from '../support/emulator';

export const SERVICE = 'counter';
export const GROUP = 'acme-orders';
const STACK = 'Traces';

export interface Shop {
  /** The sampling plan that was deployed. */
  readonly plan: SamplingPlan;
  readonly ordersApi: string;
  readonly ordersFunction: string;
  readonly stockFunction: string;
}

/** Deploys a shop: a REST API whose function writes to a table and calls another REST API, and the rules of one more service. */
export async function deployShop(emulator: Emulator): Promise<Shop> {
  const outdir = join(emulator.folder, 'shop');
  const app = new App({ outdir, analyticsReporting: false, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  const stack = new Stack(app, STACK);
  const code = (name: string) => Code.fromAsset(bundle(name, join(emulator.folder, `code-${name}`)));
  const common = { runtime: Runtime.NODEJS_22_X, handler: 'index.handler' };
  const stock = new LambdaFunction(stack, 'Stock', { ...common, code: code('stock') });
  const stockApi = new LambdaRestApi(stack, 'StockApi', { restApiName: 'stock', handler: stock, cloudWatchRole: false });
  const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING }, removalPolicy: RemovalPolicy.DESTROY });
  const environment = { TABLE: table.tableName, STOCK_API: stockApi.restApiId };
  const orders = new LambdaFunction(stack, 'Orders', { ...common, code: code('orders'), environment });
  table.grantWriteData(orders);
  const ordersApi = new LambdaRestApi(stack, 'OrdersApi', { restApiName: 'orders', handler: orders, cloudWatchRole: false });
  new TraceGroup(stack, 'Acme', {
    groupName: GROUP,
    filter: FilterExpression.all(FilterExpression.service('orders/prod'), FilterExpression.annotation('tenant').equalTo('acme')),
  });
  const plan = samplingPlan(stack);
  XRayTracing.of(app).enable();
  const outputs = { ordersApi: ordersApi.restApiId, ordersFunction: orders.functionName, stockFunction: stock.functionName };
  Object.entries(outputs).forEach(([key, value]) => new CfnOutput(stack, `Out${key}`, { value }));
  app.synth();
  await runCdk(emulator, ['deploy', '--app', outdir, '--all', '--require-approval', 'never', '--method', 'direct']);

  const [deployed] = await emulator.sdk.list('cloudformation', 'describe_stacks', 'Stacks', { StackName: STACK });
  const found = Array.isArray(deployed.Outputs) ? deployed.Outputs.filter(isJsonObject) : [];
  const output = (key: keyof typeof outputs) => String(found.find((candidate) => candidate.OutputKey === `Out${key}`)?.OutputValue);
  return { plan, ordersApi: output('ordersApi'), ordersFunction: output('ordersFunction'), stockFunction: output('stockFunction') };
}

/** Four classes of requests to one service, and every request to the REST API. */
function samplingPlan(stack: Stack): SamplingPlan {
  return new SamplingPlan(stack, 'Sampling', {
    scope: SamplingScope.service(SERVICE),
    rules: [
      { samplingRuleName: 'api', serviceName: 'orders/prod', reservoir: 0, fixedRate: 1 },
      { samplingRuleName: 'health', urlPath: '/health*', reservoir: 0, fixedRate: 0 },
      { samplingRuleName: 'checkout', httpMethod: 'POST', urlPath: '/orders', reservoir: 0, fixedRate: 1 },
      { samplingRuleName: 'browse', httpMethod: 'GET', urlPath: '/items*', reservoir: 3, fixedRate: 0 },
      { samplingRuleName: 'rest', reservoir: 1, fixedRate: 0.2 },
    ],
  });
}
