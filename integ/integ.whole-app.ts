import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import {
  NestedStack, Stack,
  aws_apigateway as apigateway, aws_iam as iam, aws_lambda as lambda, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
  aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks,
} from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
XRayTracing.of(app).enable();

function addFunction(scope: Stack, id: string, role?: iam.IRole): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    role,
  });
}

const events = new Stack(app, 'CdkXRayWholeEvents');
const topic = new sns.Topic(events, 'Orders');
topic.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(events, 'Queue')));
topic.addSubscription(new subscriptions.LambdaSubscription(addFunction(events, 'Consumer')));

const backend = new Stack(app, 'CdkXRayWholeBackend');
const take = addFunction(backend, 'Take');
topic.grantPublish(take);
new apigateway.LambdaRestApi(backend, 'Api', { handler: take, cloudWatchRole: false });
new sfn.StateMachine(backend, 'Fulfil', {
  definitionBody: sfn.DefinitionBody.fromChainable(new tasks.LambdaInvoke(backend, 'Pack', { lambdaFunction: addFunction(backend, 'Packer') })),
});

// The role of a nested function belongs to the parent.
const role = new iam.Role(backend, 'NestedRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
addFunction(new NestedStack(backend, 'Nested'), 'Inner', role);

const left = addFunction(backend, 'Left');
XRayTracing.of(app).exclude(left, { reason: 'shows what stays as it was' });
const batch = new Stack(app, 'CdkXRayWholeBatch');
addFunction(batch, 'Nightly');
XRayTracing.of(batch).disable();

new IntegTest(app, 'WholeApp', { testCases: [events, backend, batch] });
