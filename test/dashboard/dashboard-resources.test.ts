import { CfnCondition, CfnElement, CfnParameter, CfnResource, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { TraceDashboard } from '../../src';
import { newApp, newFunction, newStack } from '../fixtures';
import { linesIn, textsIn, titlesIn, widgetsIn } from './dashboard-fixtures';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function idOf(construct: Construct): string {
  const { defaultChild } = construct.node;
  const element = CfnElement.isCfnElement(defaultChild) ? defaultChild : construct;
  return CfnElement.isCfnElement(element) ? String(element.stack.resolve(element.logicalId)) : '';
}

function newVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'] });
}

function machine(scope: Construct, id = 'Machine'): sfn.StateMachine {
  return new sfn.StateMachine(scope, id, { definitionBody: sfn.DefinitionBody.fromString('{}') });
}

describe('the resources of a stack', () => {
  test('that there are none leave nothing but the links', () => {
    const stack = newStack();
    new TraceDashboard(stack, 'Dashboard');
    expect(titlesIn(stack)).toEqual([]);
    expect(widgetsIn(stack)).toHaveLength(1);
  });

  test('are shown with requests, errors, faults and latency, which say that they are not sampled', () => {
    const stack = newStack();
    const fn = newFunction(stack, 'Orders');
    new TraceDashboard(stack, 'Dashboard');
    const id = idOf(fn);
    expect(titlesIn(stack)).toEqual(['requests', 'errors', 'faults', 'latency'].map((aspect) => `Functions: ${aspect} (every request)`));
    expect(linesIn(stack, 'Functions: requests')).toEqual([`AWS/Lambda Invocations FunctionName <${id}> Orders`]);
    expect(linesIn(stack, 'Functions: errors')).toEqual([`AWS/Lambda Throttles FunctionName <${id}> Orders`]);
    expect(linesIn(stack, 'Functions: faults')).toEqual([`AWS/Lambda Errors FunctionName <${id}> Orders`]);
    expect(linesIn(stack, 'Functions: latency')).toEqual([`AWS/Lambda Duration FunctionName <${id}> Orders`]);
    expect(JSON.stringify(widgetsIn(stack))).toContain('"stat":"p99"');
    expect(JSON.stringify(widgetsIn(stack))).toContain('"stat":"Sum"');
    expect(textsIn(stack)).toContain('## Functions, from service metrics (every request)\n');
  });

  test('are found when they are made after the dashboard, and as L1', () => {
    const stack = newStack();
    new TraceDashboard(stack, 'Dashboard');
    new lambda.CfnFunction(stack, 'Late', { code: { zipFile: 'x' }, role: 'arn:aws:iam::111122223333:role/x' });
    new CfnResource(stack, 'Raw', { type: 'AWS::Lambda::Function' });
    expect(linesIn(stack, 'Functions: requests')).toEqual(['AWS/Lambda Invocations FunctionName <Late> Late', 'AWS/Lambda Invocations FunctionName <Raw> Raw']);
  });

  test('are those of SAM, too', () => {
    const stack = newStack();
    new CfnResource(stack, 'Orders', { type: 'AWS::Serverless::Function' });
    new CfnResource(stack, 'Flow', { type: 'AWS::Serverless::StateMachine' });
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'Functions: requests')).toEqual(['AWS/Lambda Invocations FunctionName <Orders> Orders']);
    expect(linesIn(stack, 'State machines: requests')).toEqual(['AWS/States ExecutionsStarted StateMachineArn <Flow> Flow']);
  });

  test('are not those that the CDK makes for itself', () => {
    const stack = newStack();
    new logs.LogRetention(stack, 'Retention', { logGroupName: 'x', retention: logs.RetentionDays.ONE_DAY });
    new TraceDashboard(stack, 'Dashboard');
    expect(titlesIn(stack)).toEqual([]);
  });

  test('are stages of REST APIs, by the name of the API', () => {
    const stack = newStack();
    const api = new apigateway.RestApi(stack, 'Api', { restApiName: 'shop', cloudWatchRole: false });
    api.root.addMethod('GET');
    new TraceDashboard(stack, 'Dashboard');
    const stage = idOf(api.deploymentStage);
    const dimensions = `ApiName shop Stage <${stage}> Api/DeploymentStage.prod`;
    expect(linesIn(stack, 'API Gateway')).toEqual(['Count', '4XXError', '5XXError', 'Latency'].map((name) => `AWS/ApiGateway ${name} ${dimensions}`));
  });

  test('are stages of REST APIs whose name is computed', () => {
    const stack = newStack();
    const restApiName = new CfnParameter(stack, 'Name').valueAsString;
    new apigateway.RestApi(stack, 'Api', { restApiName, cloudWatchRole: false }).root.addMethod('GET');
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'API Gateway: requests')[0]).toContain('ApiName <Name> Stage');
  });

  test('are named where the name of their REST API is not known', () => {
    const stack = newStack();
    new apigateway.CfnStage(stack, 'Stage', { restApiId: 'abc', deploymentId: 'd', stageName: 'prod' });
    new TraceDashboard(stack, 'Dashboard');
    expect(titlesIn(stack)).toEqual([]);
    expect(textsIn(stack)).toContain('## Left out\n- `Stage`: its metrics are by the name of the API, which is not known here');
  });

  test('are stages of HTTP APIs, and not of WebSocket APIs', () => {
    const stack = newStack();
    const api = new apigatewayv2.HttpApi(stack, 'Http');
    const socket = new apigatewayv2.WebSocketApi(stack, 'Socket');
    new apigatewayv2.WebSocketStage(stack, 'SocketStage', { webSocketApi: socket, stageName: 'prod' });
    new apigatewayv2.CfnStage(stack, 'Imported', { apiId: 'abc', stageName: 'v2' });
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'API Gateway: faults')).toEqual([
      `AWS/ApiGateway 5xx ApiId <${idOf(api)}> Stage $default Http/DefaultStage`,
      'AWS/ApiGateway 5xx ApiId abc Stage v2 Imported',
    ]);
    expect(linesIn(stack, 'API Gateway: errors')[0]).toContain('AWS/ApiGateway 4xx');
  });

  test('are state machines, with what was aborted and what timed out', () => {
    const stack = newStack();
    const { node: { defaultChild } } = machine(stack);
    new TraceDashboard(stack, 'Dashboard');
    const dimensions = `StateMachineArn <${CfnResource.isCfnResource(defaultChild) ? String(stack.resolve(defaultChild.logicalId)) : ''}> Machine`;
    expect(linesIn(stack, 'State machines')).toEqual([
      `AWS/States ExecutionsStarted ${dimensions}`,
      `AWS/States ExecutionThrottled ${dimensions}: throttled`,
      `AWS/States ExecutionsAborted ${dimensions}: aborted`,
      `AWS/States ExecutionsFailed ${dimensions}: failed`,
      `AWS/States ExecutionsTimedOut ${dimensions}: timed out`,
      `AWS/States ExecutionTime ${dimensions}`,
    ]);
  });

  test('are Application Load Balancers, and not Network Load Balancers', () => {
    const stack = newStack();
    const vpc = newVpc(stack);
    const balancer = new elb.ApplicationLoadBalancer(stack, 'Alb', { vpc });
    new elb.NetworkLoadBalancer(stack, 'Nlb', { vpc });
    new elb.CfnLoadBalancer(stack, 'Plain', { subnets: ['subnet-1'] });
    new elb.CfnLoadBalancer(stack, 'Unknown', { type: new CfnParameter(stack, 'Type').valueAsString });
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'Load balancers: requests')).toEqual([
      `AWS/ApplicationELB RequestCount LoadBalancer <${idOf(balancer)}.LoadBalancerFullName> Alb`,
      'AWS/ApplicationELB RequestCount LoadBalancer <Plain.LoadBalancerFullName> Plain',
    ]);
    expect(linesIn(stack, 'Load balancers: faults')[1]).toContain('HTTPCode_ELB_5XX_Count');
    expect(textsIn(stack)).toContain('- `Unknown`: its type is known at deployment only');
  });

  test('stand from the outside of the app to the inside', () => {
    const stack = newStack();
    machine(stack, 'Amachine');
    newFunction(stack, 'Bfunction');
    new elb.CfnLoadBalancer(stack, 'Cbalancer', { subnets: ['subnet-1'] });
    new apigatewayv2.HttpApi(stack, 'Dapi');
    new TraceDashboard(stack, 'Dashboard');
    const kinds = new Set(titlesIn(stack).map((title) => title.split(':')[0]));
    expect([...kinds]).toEqual(['API Gateway', 'Load balancers', 'Functions', 'State machines']);
  });

  test('that are there under a condition are named: the deployment would fail', () => {
    const stack = newStack();
    const fn = new lambda.CfnFunction(stack, 'Maybe', { code: { zipFile: 'x' }, role: 'r' });
    fn.cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals('a', 'b') });
    new TraceDashboard(stack, 'Dashboard');
    expect(titlesIn(stack)).toEqual([]);
    expect(textsIn(stack)).toContain('- `Maybe`: it is there under a condition only');
  });
});

describe('many resources', () => {
  test('are split into graphs of at most ten lines, of almost the same length', () => {
    const stack = newStack();
    Array.from({ length: 25 }, (_, index) => newFunction(stack, `F${index}`));
    new TraceDashboard(stack, 'Dashboard');
    const requests = widgetsIn(stack).filter(({ properties }) => properties.title?.startsWith('Functions: requests'));
    expect(requests.map(({ properties }) => properties.title)).toEqual([1, 2, 3].map((part) => `Functions: requests (every request), ${part} of 3`));
    expect(requests.map(({ properties }) => properties.metrics?.length)).toEqual([8, 9, 8]);
    expect(new Set(linesIn(stack, 'Functions: requests')).size).toBe(25);
    expect(textsIn(stack)).not.toContain('Left out');
  });

  test('of a kind, more than fifty, are left out, and the dashboard says so', () => {
    const stack = newStack();
    Array.from({ length: 75 }, (_, index) => newFunction(stack, `F${index}`));
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'Functions: requests')).toHaveLength(50);
    expect(textsIn(stack)).toContain(' and 5 more: a dashboard shows 50 of a kind: give other scopes as resources, or make a dashboard for each part');
  });
});

describe('the scopes', () => {
  test('that are given are looked through instead of the stack, each resource once', () => {
    const stack = newStack();
    newFunction(stack, 'Outside');
    const team = new Construct(stack, 'Team');
    newFunction(team, 'Inside');
    new TraceDashboard(stack, 'Dashboard', { resources: [team, team] });
    expect(linesIn(stack, 'Functions: requests').map((line) => line.split('> ')[1])).toEqual(['Team/Inside']);
  });

  test('may be none', () => {
    const stack = newStack();
    newFunction(stack);
    new TraceDashboard(stack, 'Dashboard', { resources: [] });
    expect(titlesIn(stack)).toEqual([]);
  });

  test('may be other stacks, which are deployed first', () => {
    const app = newApp();
    const shop = newStack(app, 'Shop', { env: ENV });
    const fn = newFunction(shop, 'Orders');
    const operations = newStack(app, 'Operations', { env: ENV });
    new TraceDashboard(operations, 'Dashboard', { resources: [shop] });
    app.synth();
    expect(operations.dependencies).toEqual([shop]);
    expect(linesIn(operations, 'Functions: requests')).toEqual([`AWS/Lambda Invocations FunctionName <import Shop:ExportsOutputRef${idOf(fn)}${exportHash(shop)}> Shop/Orders`]);
  });

  test('may be nested stacks', () => {
    const stack = newStack();
    newFunction(new NestedStack(stack, 'Nested'), 'Inner');
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'Functions: requests')[0]).toMatch(/<Nested.+Outputs\..+> Nested\/Inner$/);
  });

  test('in other Regions, accounts and Stages are named, not shown', () => {
    const app = newApp();
    const stack = newStack(app, 'Operations', { env: ENV });
    const other = newStack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    const unknown = newStack(app, 'Unknown');
    const stage = newStack(new Stage(app, 'Prod'), 'Shop', { env: ENV });
    [other, unknown, stage].forEach((each) => newFunction(each, 'Orders'));
    new TraceDashboard(stack, 'Dashboard', { resources: [other, unknown, stage] });
    expect(titlesIn(stack)).toEqual([]);
    expect(textsIn(stack)).toContain('- `Other/Orders`, `Prod/Shop/Orders`, `Unknown/Orders`: it is, or may be, in another account, Region or Stage');
  });
});

function exportHash(stack: Stack): string {
  const [output] = Object.keys(Template.fromStack(stack).findOutputs('*'));
  return output.slice(-8);
}
