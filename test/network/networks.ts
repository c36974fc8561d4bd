import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { CollectorImage, TraceCollector, TraceCollectorOptions } from '../../src';
import { MissingRoute, missingRoute } from '../../src/network/private/reachability';
import { newApp, newStack } from '../fixtures';

export interface Bare {
  readonly stack: Stack;
  readonly vpc: ec2.CfnVPC;
  readonly subnet: ec2.CfnSubnet;
  readonly table: ec2.CfnRouteTable;
}

/** A VPC of L1s with one subnet, from which there is no way out. */
export function bareNetwork(scope: Construct = newApp()): Bare {
  const stack = newStack(scope);
  const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
  const subnet = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: vpc.ref, cidrBlock: '10.0.0.0/24' });
  const table = new ec2.CfnRouteTable(stack, 'Table', { vpcId: vpc.ref });
  new ec2.CfnSubnetRouteTableAssociation(stack, 'Association', { subnetId: subnet.ref, routeTableId: table.ref });
  return { stack, vpc, subnet, table };
}

export function serviceIn(subnets: string[], stack: Construct, more: Partial<ecs.CfnServiceProps> = {}): ecs.CfnService {
  return new ecs.CfnService(stack, 'Service', { networkConfiguration: { awsvpcConfiguration: { subnets } }, ...more });
}

export function isolatedVpc(stack: Stack, more: Partial<ec2.VpcProps> = {}): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 1,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    ...more,
  });
}

export function fargateService(stack: Stack, vpc: ec2.IVpc, props: Partial<ecs.FargateServiceProps> = {}, logging?: ecs.LogDriver): CfnResource {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('app'), logging });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  return l1(new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, ...props }).node.findChild('Service'));
}

export function l1(construct: unknown): CfnResource {
  if (!CfnResource.isCfnResource(construct)) {
    throw new Error('not a resource');
  }
  return construct;
}

/** What is missing for a collector, with the image of the user's own registry unless said otherwise. */
export function missing(host: CfnResource, options: TraceCollectorOptions = {}, downloads?: boolean): MissingRoute | undefined {
  const image = CollectorImage.fromRegistry('registry.example.com/collector:1');
  return missingRoute(host, { collector: TraceCollector.cloudWatchAgent({ image, ...options })._facts(), downloads });
}

export const XRAY = { services: ['xray'], image: undefined };
