import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { APP_IMAGE } from './images';
import { EcsSidecarCollector, TraceCollector } from '../../src';

export interface TaskOptions {
  readonly networkMode: ecs.NetworkMode;
  readonly environment?: Record<string, string>;
  /** The port of the instance, in the mode bridge. */
  readonly hostPort?: number;
}

/** A task of an application that listens, with what the library adds for the collector. */
export function applicationTask(scope: Construct, id: string, options: TaskOptions, collector: ecs.ITaskDefinitionExtension): void {
  const { networkMode, environment, hostPort = 8080 } = options;
  const task = new ecs.Ec2TaskDefinition(scope, id, { networkMode });
  task.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(APP_IMAGE),
    memoryReservationMiB: 64,
    environment,
    stopTimeout: Duration.seconds(2),
    portMappings: [{ containerPort: 8080, ...networkMode === ecs.NetworkMode.BRIDGE && { hostPort } }],
  });
  task.addExtension(collector);
}

export function sidecarTask(scope: Construct, id: string, options: TaskOptions & { readonly collector: TraceCollector }): void {
  applicationTask(scope, id, options, new EcsSidecarCollector({ collector: options.collector }));
}
