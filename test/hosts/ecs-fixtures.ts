import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TraceCollector } from '../../src';
import { onlyOne } from '../fixtures';

export const IMAGE = ecs.ContainerImage.fromRegistry('example/shop');

/** The collectors, each with what is plain of it. */
export const COLLECTORS = [
  { title: 'X-Ray daemon', collector: () => TraceCollector.xrayDaemon(), takesOtlp: false, reservation: 64, condition: 'START' },
  { title: 'CloudWatch agent', collector: () => TraceCollector.cloudWatchAgent(), takesOtlp: true, reservation: 128, condition: 'START' },
  { title: 'OpenTelemetry collector', collector: () => TraceCollector.openTelemetry(), takesOtlp: true, reservation: 160, condition: 'HEALTHY' },
];

/** The kinds of tasks, with the network mode that each has. */
export const TASKS: { title: string; bridge?: boolean; host?: boolean; task: (stack: Stack) => ecs.TaskDefinition }[] = [
  { title: 'Fargate', task: (stack) => new ecs.FargateTaskDefinition(stack, 'Task') },
  { title: 'Fargate and EC2', task: (stack) => taskOf(stack, ecs.Compatibility.EC2_AND_FARGATE) },
  { title: 'Managed Instances', task: (stack) => taskOf(stack, ecs.Compatibility.MANAGED_INSTANCES) },
  { title: 'EC2 in awsvpc', task: (stack) => new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.AWS_VPC }) },
  { title: 'EC2 in host', host: true, task: (stack) => new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST }) },
  { title: 'EC2 in bridge', bridge: true, task: (stack) => new ecs.Ec2TaskDefinition(stack, 'Task') },
  { title: 'External in bridge', bridge: true, task: (stack) => new ecs.ExternalTaskDefinition(stack, 'Task') },
  { title: 'External in host', host: true, task: (stack) => new ecs.ExternalTaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST }) },
];

function taskOf(stack: Stack, compatibility: ecs.Compatibility): ecs.TaskDefinition {
  return new ecs.TaskDefinition(stack, 'Task', { compatibility, cpu: '256', memoryMiB: '512' });
}

export function addApp(task: ecs.TaskDefinition, id = 'app', options: Partial<ecs.ContainerDefinitionOptions> = {}): ecs.ContainerDefinition {
  return task.addContainer(id, { image: IMAGE, memoryReservationMiB: 128, ...options });
}

export interface Rendered {
  readonly Name: string;
  readonly Environment?: { readonly Name: string; readonly Value: unknown }[];
  readonly DependsOn?: { readonly ContainerName: string; readonly Condition: string }[];
  readonly Links?: string[];
  readonly [property: string]: unknown;
}

/** The containers of the one task definition of a stack, as they stand in the template. */
export function containersOf(stack: Stack): Rendered[] {
  const { ContainerDefinitions } = onlyOne(stack, 'AWS::ECS::TaskDefinition');
  return Array.isArray(ContainerDefinitions) ? ContainerDefinitions : [];
}

export function containerOf(stack: Stack, name = 'app'): Rendered {
  const found = containersOf(stack).filter((container) => container.Name === name);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The environment of a container, by name. */
export function environmentOf(stack: Stack, name = 'app'): Record<string, unknown> {
  return Object.fromEntries((containerOf(stack, name).Environment ?? []).map(({ Name, Value }) => [Name, Value]));
}
