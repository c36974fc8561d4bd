import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_ecs as ecs } from 'aws-cdk-lib';
import { EcsSidecarCollector, TraceCollector } from 'cdk-xray';
import { snapshotApp } from './app';

// Each collector in each network mode that it can be a sidecar in.
const app = snapshotApp();

function addTasks(stack: Stack, collector: TraceCollector): Stack {
  const tasks: [string, ecs.TaskDefinition][] = [
    ['Fargate', new ecs.FargateTaskDefinition(stack, 'Fargate', { memoryLimitMiB: 1024, cpu: 512 })],
    ['AwsVpc', new ecs.Ec2TaskDefinition(stack, 'AwsVpc', { networkMode: ecs.NetworkMode.AWS_VPC })],
    ['Bridge', new ecs.Ec2TaskDefinition(stack, 'Bridge', { networkMode: ecs.NetworkMode.BRIDGE })],
    ['Host', new ecs.Ec2TaskDefinition(stack, 'Host', { networkMode: ecs.NetworkMode.HOST })],
    ['External', new ecs.ExternalTaskDefinition(stack, 'External', { networkMode: ecs.NetworkMode.BRIDGE })],
  ];
  for (const [name, task] of tasks) {
    task.addExtension(new EcsSidecarCollector({ collector }));
    task.addContainer('App', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4.66'),
      memoryReservationMiB: 256,
      environment: { TASK: name },
    });
  }
  return stack;
}

new IntegTest(app, 'EcsSidecar', {
  testCases: [
    addTasks(new Stack(app, 'CdkXRaySidecarDaemon'), TraceCollector.xrayDaemon()),
    addTasks(new Stack(app, 'CdkXRaySidecarAgent'), TraceCollector.cloudWatchAgent()),
    addTasks(new Stack(app, 'CdkXRaySidecarOpenTelemetry'), TraceCollector.openTelemetry()),
  ],
});
