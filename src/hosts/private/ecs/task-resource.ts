import { CfnResource } from 'aws-cdk-lib';
import { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { field } from './task-facts';
import { fail } from '../../../errors';
import { propertyOf, resolved } from '../../../references';

/** The resource of a task definition. */
export function taskResource(taskDefinition: TaskDefinition): CfnResource {
  const { defaultChild } = taskDefinition.node;
  return defaultChild && CfnResource.isCfnResource(defaultChild)
    ? defaultChild
    : fail(taskDefinition, 'a collector needs the AWS::ECS::TaskDefinition of its task, got none: leave the default child of the task definition as it is');
}

/** Whether the task says that it runs on Windows. */
export function isOnWindows(taskDefinition: TaskDefinition): boolean {
  const resource = taskResource(taskDefinition);
  const family = field(resolved(propertyOf(resource, 'RuntimePlatform'), resource), 'OperatingSystemFamily');
  return typeof family === 'string' && /^windows/i.test(family);
}
