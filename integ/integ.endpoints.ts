import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { TraceCollector, TraceEndpointService, TraceEndpoints, TraceHost } from 'cdk-xray';
import { snapshotApp } from './app';

// A VPC without a way out, once for each host that a collector runs on.
const app = snapshotApp();

const stacks = Object.values(TraceHost).map((host) => {
  const stack = new Stack(app, `CdkXRayEndpoints-${host}`);
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  new TraceEndpoints(stack, 'Endpoints', {
    vpc,
    hosts: [host],
    collector: TraceCollector.xrayDaemon(),
    services: host === TraceHost.EC2 ? [TraceEndpointService.SSM, TraceEndpointService.SSM_MESSAGES] : undefined,
  });
  return stack;
});

new IntegTest(app, 'Endpoints', { testCases: stacks });
