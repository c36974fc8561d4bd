import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DeployedTemplate } from './deployed-template';
import {
  Ec2Collector, Ec2Host, EcsDaemonCollector, EcsSidecarCollector, EksCollector, EksCollectorCluster, OnPremisesCollector, OnPremisesIdentity,
  TraceCollector,
} from '../../../src';

export type Place = (stack: Stack, collector: TraceCollector) => void;

/** Everywhere that a collector runs. */
export const PLACES = {
  'a sidecar on AWS Fargate': (stack: Stack, collector: TraceCollector) => sidecar(new ecs.FargateTaskDefinition(stack, 'Task'), collector),
  'a sidecar in the network mode bridge': (stack: Stack, collector: TraceCollector) => sidecar(new ecs.Ec2TaskDefinition(stack, 'Task'), collector),
  'a sidecar in the network mode host': (stack: Stack, collector: TraceCollector) =>
    sidecar(new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST }), collector),
  'each instance of an ECS cluster': ecsDaemon,
  'a machine': (stack: Stack, collector: TraceCollector) => machine(stack, collector, ec2.MachineImage.latestAmazonLinux2023()),
  'a machine for its peers': (stack: Stack, collector: TraceCollector) =>
    machine(stack, collector, ec2.MachineImage.latestAmazonLinux2023(), [ec2.Peer.ipv4('10.0.0.0/16')]),
  'a machine with Windows': (stack: Stack, collector: TraceCollector) =>
    machine(stack, collector, ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE)),
  'a machine on premises': onPremises,
  'each node of an EKS cluster': eksNodes,
};

/** The template of a stack with this collector at this place. */
export function deployed(place: Place, collectorFor: (stack: Stack) => TraceCollector): DeployedTemplate {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true } });
  const stack = new Stack(app, 'Traced', { env: { account: '123456789012', region: 'eu-central-1' } });
  place(stack, collectorFor(stack));
  return new DeployedTemplate(stack);
}

/** The add-on of EKS, which takes the agent only. */
export function observabilityAddon(stack: Stack, collector: TraceCollector): void {
  new EksCollector(stack, 'Collector', { cluster: importedCluster(stack), collector, observabilityAddon: true });
}

function sidecar(task: ecs.TaskDefinition, collector: TraceCollector): void {
  task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('app'), memoryReservationMiB: 64 });
  task.addExtension(new EcsSidecarCollector({ collector }));
}

function ecsDaemon(stack: Stack, collector: TraceCollector): void {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.small') });
  new EcsDaemonCollector(stack, 'Collector', { cluster, collector });
}

function machine(stack: Stack, collector: TraceCollector, machineImage: ec2.IMachineImage, peers: ec2.IConnectable[] = []): void {
  const template = new ec2.LaunchTemplate(stack, 'Machine', {
    machineImage,
    userData: machineImage.getImage(stack).userData,
    role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
    securityGroup: new ec2.SecurityGroup(stack, 'Group', { vpc: new ec2.Vpc(stack, 'Vpc') }),
  });
  new Ec2Collector(stack, 'Collector', { host: Ec2Host.launchTemplate(template), collector, ...peers.length > 0 && { peers } });
}

function onPremises(stack: Stack, collector: TraceCollector): void {
  new OnPremisesCollector(stack, 'Collector', { identity: OnPremisesIdentity.ssmHybrid(), collector });
}

function eksNodes(stack: Stack, collector: TraceCollector): void {
  new EksCollector(stack, 'Collector', { cluster: importedCluster(stack), collector });
}

function importedCluster(stack: Stack): EksCollectorCluster {
  return EksCollectorCluster.eks(eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'shop',
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:kubectl',
      handlerRole: iam.Role.fromRoleArn(stack, 'Handler', 'arn:aws:iam::123456789012:role/handler'),
      kubectlRoleArn: 'arn:aws:iam::123456789012:role/kubectl',
    }),
  }));
}
