import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sam from 'aws-cdk-lib/aws-sam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { TracingState, XRayTracing } from '../src';
import { newApp, newFunction, newStack, resourcesOf, warningsOf, warningTexts } from './fixtures';

describe('An API that X-Ray cannot trace', () => {
  test.each<[string, (stack: Stack) => unknown, string]>([
    ['HTTP', (stack) => new apigatewayv2.HttpApi(stack, 'Api'), 'HTTP'],
    ['WebSocket', (stack) => new apigatewayv2.WebSocketApi(stack, 'Api'), 'WebSocket'],
    ['SAM HTTP', (stack) => new sam.CfnHttpApi(stack, 'Api'), 'HTTP'],
    ['raw WebSocket', (stack) => new CfnResource(stack, 'Api', { type: 'AWS::ApiGatewayV2::Api', properties: { ProtocolType: 'WEBSOCKET' } }), 'WebSocket'],
    ['L1 with a protocol of a parameter', (stack) => new apigatewayv2.CfnApi(stack, 'Api', { protocolType: new CfnParameter(stack, 'P').valueAsString }), 'HTTP'],
  ])('is named once: %s', (_, make, protocol) => {
    const app = newApp();
    const stack = newStack(app);
    make(stack);
    XRayTracing.of(app).enable();
    XRayTracing.of(stack).enable();

    expect(warningTexts(stack)).toEqual([expect.stringContaining(`X-Ray cannot trace this ${protocol} API`)]);
    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.UNTRACEABLE }]);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['outside of an enabled scope', () => undefined],
    ['in a disabled scope', (stack) => XRayTracing.of(stack).disable()],
    ['that is excluded', (stack) => {
      XRayTracing.of(stack).enable();
      XRayTracing.of(stack).exclude(stack.node.findChild('Api'), { reason: 'known' });
    }],
    ['when the mode is off', (stack) => {
      stack.node.setContext('cdk-xray:mode', 'off');
      XRayTracing.of(stack).enable();
    }],
  ])('is not mentioned %s', (_, say) => {
    const stack = newStack();
    stack.node.setContext('unrelated', 'x');
    if (_ === 'when the mode is off') {
      say(stack);
    }
    new apigatewayv2.HttpApi(stack, 'Api');
    if (_ !== 'when the mode is off') {
      say(stack);
    }

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('An event source', () => {
  const mapping = { eventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/c/1', startingPosition: 'LATEST' };

  test.each<[string, Partial<lambda.CfnEventSourceMappingProps>, string]>([
    ['Amazon MSK', { ...mapping, topics: ['orders'], amazonManagedKafkaEventSourceConfig: { consumerGroupId: 'g' } }, 'Amazon MSK'],
    ['Amazon MSK without a consumer group', { ...mapping, topics: ['orders'] }, 'Amazon MSK'],
    ['self-managed Kafka', { selfManagedEventSource: { endpoints: { kafkaBootstrapServers: ['k:9092'] } }, topics: ['orders'] }, 'self-managed Apache Kafka'],
    ['Amazon MQ', { eventSourceArn: 'arn:aws:mq:eu-west-1:111122223333:broker:b', queues: ['orders'] }, 'Amazon MQ'],
    ['Amazon DocumentDB', { eventSourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:c', documentDbEventSourceConfig: { databaseName: 'd' } }, 'Amazon DocumentDB'],
  ])('of %s is named, for Lambda cannot trace its invocations', (_, props, name) => {
    const stack = newStack();
    const fn = newFunction(stack);
    new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: fn.functionName, ...props });
    XRayTracing.of(stack).enable();

    expect(warningTexts(stack)).toEqual([expect.stringContaining(`cannot trace its invocations by ${name}`)]);
  });

  test.each<[string, (stack: Stack, functionName: string) => unknown]>([
    ['an ARN of Amazon MQ', (stack, functionName) => new lambda.CfnEventSourceMapping(stack, 'Mapping', {
      functionName, eventSourceArn: 'arn:aws:mq:eu-west-1:111122223333:broker:b',
    })],
    ['a broker of this app', (stack, functionName) => new lambda.CfnEventSourceMapping(stack, 'Mapping', {
      functionName, eventSourceArn: new CfnResource(stack, 'Broker', { type: 'AWS::AmazonMQ::Broker' }).getAtt('Arn').toString(),
    })],
    ['a raw mapping', (stack, functionName) => new CfnResource(stack, 'Mapping', {
      type: 'AWS::Lambda::EventSourceMapping', properties: { FunctionName: functionName, Queues: ['orders'] },
    })],
  ])('is known by %s, whatever the L1 has no property for', (_, make) => {
    const stack = newStack();
    make(stack, newFunction(stack).functionName);
    XRayTracing.of(stack).enable();

    expect(warningTexts(stack)).toEqual([expect.stringContaining('cannot trace its invocations by Amazon MQ')]);
  });

  test('that reaches the function through its alias is named as well', () => {
    const stack = newStack();
    const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: newFunction(stack).currentVersion });
    alias.addEventSource(new sources.SelfManagedKafkaEventSource({
      bootstrapServers: ['k:9092'],
      topic: 'orders',
      startingPosition: lambda.StartingPosition.LATEST,
      vpcSubnets: undefined,
      authenticationMethod: sources.AuthenticationMethod.SASL_SCRAM_512_AUTH,
      secret: new secretsmanager.Secret(stack, 'Secret'),
    }));
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack).map((warning) => warning.split(' ')[1])).toEqual(['eventSourceNotTraceable']);
  });

  test('of SQS is fine, and so is one of a function that is not traced', () => {
    const stack = newStack();
    newFunction(stack, 'Traced').addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue')));
    const off = newFunction(stack, 'Off', { tracing: lambda.Tracing.PASS_THROUGH });
    new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: off.functionName, queues: ['orders'] });
    new lambda.CfnEventSourceMapping(stack, 'Elsewhere', { functionName: 'not-of-this-app', queues: ['orders'] });
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('An alias', () => {
  test.each<[string, (stack: Stack, fn: lambda.Function) => unknown]>([
    ['on a lambda.Version', (stack, fn) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: new lambda.Version(stack, 'V1', { lambda: fn }) })],
    ['on a CfnVersion', (stack, fn) => new lambda.CfnAlias(stack, 'Live', {
      name: 'live', functionName: fn.functionName, functionVersion: new lambda.CfnVersion(stack, 'V1', { functionName: fn.functionName }).attrVersion,
    })],
    ['on a number', (stack, fn) => new lambda.CfnAlias(stack, 'Live', { name: 'live', functionName: fn.functionName, functionVersion: '7' })],
  ])('%s will not follow when tracing is switched on', (_, make) => {
    const stack = newStack();
    make(stack, newFunction(stack));
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack).map((warning) => warning.split(' ')[1])).toEqual(['pinnedVersion']);
  });

  test.each<[string, (stack: Stack, fn: lambda.Function) => unknown]>([
    ['on currentVersion', (stack, fn) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion })],
    ['on $LATEST', (stack, fn) => new lambda.CfnAlias(stack, 'Live', { name: 'live', functionName: fn.functionName, functionVersion: '$LATEST' })],
    ['on a parameter', (stack, fn) => new lambda.CfnAlias(stack, 'Live', {
      name: 'live', functionName: fn.functionName, functionVersion: new CfnParameter(stack, 'V').valueAsString,
    })],
  ])('%s is fine', (_, make) => {
    const stack = newStack();
    make(stack, newFunction(stack));
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack)).toEqual([]);
  });

  test('on a pinned version of a function that was traced before is fine', () => {
    const stack = newStack();
    const fn = newFunction(stack, 'Function', { tracing: lambda.Tracing.ACTIVE });
    new lambda.Alias(stack, 'Live', { aliasName: 'live', version: new lambda.Version(stack, 'V1', { lambda: fn }) });
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('A function that an L1 distribution runs at its edge', () => {
  test.each(['Edge', 'Other'])('is taken back when the distribution names its version, whichever comes first (%s)', (first) => {
    const app = newApp();
    const stack = newStack(app);
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/edge');
    const fns = (first === 'Edge' ? ['Edge', 'Other'] : ['Other', 'Edge']).map((id) => newFunction(stack, id, { role }));
    const edge = fns[first === 'Edge' ? 0 : 1];
    new cloudfront.CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: {
          targetOriginId: 'o',
          viewerProtocolPolicy: 'https-only',
          lambdaFunctionAssociations: [{ eventType: 'viewer-request', lambdaFunctionArn: edge.currentVersion.functionArn }],
        },
      },
    });
    XRayTracing.of(app).enable();

    const modes = Object.entries(resourcesOf(stack, 'AWS::Lambda::Function')).map(([id, { Properties }]) => [id.slice(0, 4), Properties.TracingConfig]);
    expect(Object.fromEntries(modes)).toEqual({ Edge: undefined, Othe: { Mode: 'Active' } });
    expect(warningsOf(stack)).toEqual(['/Stack/Edge/Resource edgeFunctionNotTraceable']);
    expect(XRayTracing.of(app).report().inState(TracingState.UNTRACEABLE)).toHaveLength(1);
  });
});
