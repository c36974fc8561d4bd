import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

export const TASK = 'AWS::ECS::TaskDefinition';
export const SHOP = ecs.ContainerImage.fromRegistry('shop:1');
export const DAEMON = ecs.ContainerImage.fromRegistry('public.ecr.aws/xray/aws-xray-daemon:3.6.6');
export const WITH_SIDECAR = ['shop', 'xray-collector'];

/** A task definition with an application and nothing of tracing. */
export function newTask(scope: Construct, id = 'Task', props: ecs.FargateTaskDefinitionProps = {}): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(scope, id, { cpu: 512, memoryLimitMiB: 1024, ...props });
  task.addContainer('shop', { image: SHOP });
  return task;
}

/** The names of the containers of the task definitions of a stack. */
export function containersOf(stack: Stack): string[][] {
  return Object.values(Template.fromStack(stack).findResources(TASK))
    .map(({ Properties }): string[] => Properties.ContainerDefinitions.map(({ Name }: { Name: string }) => Name));
}
