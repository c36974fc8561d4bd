import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { TraceEndpoints, TraceEndpointsProps } from '../../src';
import { newApp, newStack, resourcesOf } from '../fixtures';

export const ENDPOINT = 'AWS::EC2::VPCEndpoint';
export const ENV = { account: '111122223333', region: 'eu-central-1' };

export function concreteStack(app: App = newApp()): Stack {
  return newStack(app, 'Stack', { env: ENV });
}

export function isolatedVpc(stack: Stack, id = 'Vpc'): ec2.Vpc {
  return new ec2.Vpc(stack, id, {
    ipAddresses: ec2.IpAddresses.cidr('10.20.0.0/16'),
    maxAzs: 2,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}

export function importedVpc(stack: Stack, vpcId = 'vpc-0123', more: Partial<ec2.VpcAttributes> = { vpcCidrBlock: '10.9.0.0/16' }): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, `Vpc${vpcId.replace(/\W/g, '')}`, {
    vpcId,
    availabilityZones: ['eu-central-1a'],
    isolatedSubnetIds: ['subnet-1'],
    isolatedSubnetRouteTableIds: ['rtb-1'],
    ...more,
  });
}

export function endpointsFor(props: Omit<TraceEndpointsProps, 'vpc'> = {}): { stack: Stack; endpoints: TraceEndpoints } {
  const stack = concreteStack();
  return { stack, endpoints: new TraceEndpoints(stack, 'Endpoints', { vpc: isolatedVpc(stack), ...props }) };
}

/** The services that have an endpoint in a stack, sorted. */
export function servicesOf(stack: Stack): string[] {
  return Object.values(resourcesOf(stack, ENDPOINT)).map(({ Properties }) => shortName(Properties.ServiceName)).sort();
}

export function shortName(name: unknown): string {
  const text = typeof name === 'string' ? name : JSON.stringify(name);
  return text.replace(/^com\.amazonaws\.[\w-]+\./, '').replace(/.*AWS::Region"?\},"\.|"\]\]\}$/g, '');
}
