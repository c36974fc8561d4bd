import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_synthetics as synthetics } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRayCanary');
new synthetics.Canary(stack, 'Canary', {
  runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0,
  test: synthetics.Test.custom({ handler: 'index.handler', code: synthetics.Code.fromInline('exports.handler = async () => {};') }),
  startAfterCreation: false,
  provisionedResourceCleanup: true,
});
XRayTracing.of(stack).enable();

new IntegTest(app, 'Canary', { testCases: [stack] });
