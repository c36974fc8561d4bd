import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { EcsDaemonCollector, TraceCollector } from 'cdk-xray';
import { snapshotApp } from './app';

// Each collector once on every container instance, for tasks of each network mode.
const app = snapshotApp();

function addCluster(stack: Stack, collector: TraceCollector): Stack {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  const capacity = new ecs.AsgCapacityProvider(stack, 'Capacity', {
    autoScalingGroup: new autoscaling.AutoScalingGroup(stack, 'Instances', {
      vpc,
      instanceType: new ec2.InstanceType('t4g.small'),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
      requireImdsv2: true,
    }),
  });
  cluster.addAsgCapacityProvider(capacity);
  new EcsDaemonCollector(stack, 'Collector', { cluster, collector });

  for (const networkMode of [ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST]) {
    const task = new ecs.Ec2TaskDefinition(stack, `Task-${networkMode}`, { networkMode });
    task.addContainer('App', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4.66'),
      memoryReservationMiB: 256,
    });
    new ecs.Ec2Service(stack, `Service-${networkMode}`, {
      cluster,
      taskDefinition: task,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      capacityProviderStrategies: [{ capacityProvider: capacity.capacityProviderName, weight: 1 }],
    });
  }
  return stack;
}

new IntegTest(app, 'EcsDaemon', {
  testCases: [
    addCluster(new Stack(app, 'CdkXRayDaemonDaemon'), TraceCollector.xrayDaemon()),
    addCluster(new Stack(app, 'CdkXRayDaemonAgent'), TraceCollector.cloudWatchAgent()),
    addCluster(new Stack(app, 'CdkXRayDaemonOpenTelemetry'), TraceCollector.openTelemetry()),
  ],
});
