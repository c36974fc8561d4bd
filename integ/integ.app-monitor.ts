import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_rum as rum } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRayAppMonitor');
new rum.CfnAppMonitor(stack, 'Monitor', { name: 'cdk-xray-integ', domain: 'example.com', appMonitorConfiguration: { sessionSampleRate: 0.1 } });
XRayTracing.of(stack).enable();

new IntegTest(app, 'AppMonitor', { testCases: [stack] });
