import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_sam as sam } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRaySam');
new sam.CfnFunction(stack, 'Function', { runtime: 'nodejs22.x', handler: 'index.handler', inlineCode: 'exports.handler = async () => "ok";' });
new sam.CfnApi(stack, 'Api', {
  stageName: 'prod',
  definitionBody: { openapi: '3.0.1', info: { title: 'cdk-xray-integ', version: '1' }, paths: {} },
});
new sam.CfnStateMachine(stack, 'Machine', { definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } } });
XRayTracing.of(stack).enable();

new IntegTest(app, 'Sam', { testCases: [stack] });
