import { join } from 'path';
import { CfnResource, CustomResourceProvider, CustomResourceProviderRuntime, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { TracingState, XRayTracing } from '../src';
import { newApp, newFunction, newStack, resourcesOf, violationsOf, warningsOf, warningTexts } from './fixtures';

const FUNCTION = 'AWS::Lambda::Function';

const FRAMEWORK: [string, (stack: Stack) => unknown][] = [
  ['S3 auto-delete', (stack) => new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY })],
  ['log retention', (stack) => new logs.LogRetention(stack, 'Retention', { logGroupName: '/shop', retention: logs.RetentionDays.ONE_WEEK })],
  ['bucket notifications', (stack) => new s3.Bucket(stack, 'Bucket')
    .addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.SqsDestination(new sqs.Queue(stack, 'Queue')))],
];

describe.each(FRAMEWORK)('The CDK\'s own function for %s', (_, make) => {
  test('is left alone, without a word but in the report', () => {
    const app = newApp();
    const stack = newStack(app);
    make(stack);
    XRayTracing.of(app).enable();

    expect(modesOf(stack)).toEqual([undefined]);
    expect(warningsOf(stack)).toEqual([]);
    expect(XRayTracing.of(app).report().resources).toMatchObject([{
      state: TracingState.UNTRACED,
      reason: 'a function that the CDK makes for itself; frameworkFunctions: true includes it',
    }]);
  });

  test('is included on demand, with the permission', () => {
    const app = newApp();
    const stack = newStack(app);
    make(stack);
    XRayTracing.of(app).enable({ frameworkFunctions: true });

    expect(modesOf(stack)).toEqual([{ Mode: 'Active' }]);
    expect(JSON.stringify(stack.node.root.node.id === '' ? app.synth().getStackByName('Stack').template : {})).toContain('xray:PutTraceSegments');
    expect(warningsOf(stack)).toEqual([]);
    expect(violationsOf(app)).toEqual([]);
  });

  test('is not switched off by disable()', () => {
    const stack = newStack();
    make(stack);
    XRayTracing.of(stack).disable();

    expect(modesOf(stack)).toEqual([undefined]);
  });
});

describe('A custom resource provider of the user', () => {
  test('that is a CustomResourceProvider is the CDK\'s own kind, with one statement however often it is asked for', () => {
    const stack = newStack();
    CustomResourceProvider.getOrCreateProvider(stack, 'Custom::Shop', {
      codeDirectory: join(__dirname, '..', 'demo', 'functions', 'list-products'),
      runtime: CustomResourceProviderRuntime.NODEJS_22_X,
    });
    XRayTracing.of(stack).enable({ frameworkFunctions: true });

    const [{ Properties: role }] = Object.values(resourcesOf(stack, 'AWS::IAM::Role'));
    expect(role.Policies).toEqual([{
      PolicyName: 'Inline',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' }],
      },
    }]);
  });

  test('that runs on typed functions is traced like any other function', () => {
    const stack = newStack();
    new Provider(stack, 'Provider', { onEventHandler: newFunction(stack) });
    new AwsCustomResource(stack, 'Call', {
      onUpdate: { service: 'xray', action: 'getGroups', physicalResourceId: PhysicalResourceId.of('x') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
      installLatestAwsSdk: false,
    });
    XRayTracing.of(stack).enable();

    expect(modesOf(stack)).toEqual(Array(3).fill({ Mode: 'Active' }));
  });
});

describe('A raw function of the user', () => {
  test('is traced where it declares its role', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const fn = new CfnResource(stack, 'Raw', { type: FUNCTION, properties: { Role: role.roleArn } });
    fn.node.addDependency(role);
    XRayTracing.of(stack).enable();

    expect(modesOf(stack)).toEqual([{ Mode: 'Active' }]);
    expect(Object.values(resourcesOf(stack, 'AWS::IAM::Role'))[0].Properties.Policies).toHaveLength(1);
  });

  test('is left as it is where its role cannot be known, with the remedy', () => {
    const stack = newStack();
    new CfnResource(stack, 'Raw', { type: FUNCTION, properties: { Role: 'arn:aws:iam::111122223333:role/r' } });
    XRayTracing.of(stack).enable();

    expect(modesOf(stack)).toEqual([undefined]);
    expect(warningsOf(stack)).toEqual(['/Stack/Raw roleNotFound']);
    expect(warningTexts(stack)[0]).toContain('it does not declare its role as a dependency');
  });
});

describe('A function at the edge', () => {
  test.each([
    ['by its role\'s trust', (stack: Stack) => newFunction(stack, 'Edge', {
      role: new iam.Role(stack, 'Role', {
        assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('edgelambda.amazonaws.com')),
      }),
    })],
    ['by the trust of an L1 role', (stack: Stack) => {
      const role = new iam.CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['edgelambda.amazonaws.com'] } }] },
      });
      new lambda.CfnFunction(stack, 'Edge', { code: {}, role: role.attrArn });
    }],
  ])('is never switched on: known %s', (_, make) => {
    const stack = newStack();
    make(stack);
    XRayTracing.of(stack).enable();

    expect(modesOf(stack)).toEqual([undefined]);
    expect(warningsOf(stack).map((warning) => warning.split(' ')[1])).toEqual(['edgeFunctionNotTraceable']);
  });

  test('is left without a word where its own setting is off', () => {
    const stack = newStack();
    newFunction(stack, 'Edge', {
      tracing: lambda.Tracing.PASS_THROUGH,
      role: new iam.Role(stack, 'Role', {
        assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('edgelambda.amazonaws.com')),
      }),
    });
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack)).toEqual([]);
  });
});

function modesOf(stack: Stack): unknown[] {
  return Object.values(resourcesOf(stack, FUNCTION)).map(({ Properties }) => Properties.TracingConfig);
}
