import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { XRayTracing, mixins } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRayFunction');
const code = 'exports.handler = async () => "ok";';
const common = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline(code) };

new lambda.Function(stack, 'OwnRole', common);

// Two functions, one role: one statement.
const shared = new iam.Role(stack, 'SharedRole', {
  assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
});
new lambda.Function(stack, 'First', { ...common, role: shared });
new lambda.Function(stack, 'Second', { ...common, role: shared }).addAlias('live');

new lambda.CfnFunction(stack, 'Level1', { runtime: 'nodejs22.x', handler: 'index.handler', code: { zipFile: code }, role: shared.roleArn });
XRayTracing.of(stack).enable();

const byHand = new Stack(app, 'CdkXRayFunctionMixin');
new lambda.Function(byHand, 'Traced', common).with(new mixins.FunctionTracing());
new lambda.Function(byHand, 'Untraced', common);

new IntegTest(app, 'Function', { testCases: [stack, byHand] });
