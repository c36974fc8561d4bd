import { Duration } from 'aws-cdk-lib';
import { ContainerDefinition, ContainerDependencyCondition, HealthCheck, LogDriver, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { checkMemory, MemoryOptions, memoryOf } from './container-memory';
import { scratchFolders } from './scratch-folders';
import { ContainerSettings } from '../../../collectors/private/collector-facts';
import { TraceCollector } from '../../../collectors/trace-collector';
import { invalid } from '../../../errors';
import { EcsCollectorOptions } from '../../ecs-collector-options';

/** How a collector runs in a task. */
export interface CollectorContainerOptions extends MemoryOptions {
  readonly id: string;
  readonly containerName: string;
  readonly collector: TraceCollector;
  readonly settings: ContainerSettings;
  readonly region: string;
  readonly logging: LogDriver;
  readonly essential: boolean;
  /** Whether the container is one of Windows, which knows neither users of Linux nor read-only file systems. */
  readonly onWindows: boolean;
}

/** Time to send what is left; ECS waits as long as that at most. */
const STOP_TIMEOUT = Duration.seconds(30);

/** How long a collector has to have run to be started again, Amazon ECS's minimum: a task whose collector is gone stays untraced for its life. */
const RESTART_PERIOD = Duration.seconds(60);

/** Refuses options that the container of a collector can't have. */
export function checkContainerOptions(where: string, options: EcsCollectorOptions): void {
  if (options.logging !== undefined && options.logRetention !== undefined) {
    invalid(where, 'logRetention can\'t be given beside logging: it is for the log group that is made where logging is left out');
  }
  checkMemory(where, options, options.collector._facts());
}

/**
 * Adds the container of a collector to a task. It reserves no CPU: a full task would not take it. It maps no port: none is needed to reach it over
 * the loopback interface or a link, and no load balancer ever takes it for the application.
 */
export function addCollectorContainer(taskDefinition: TaskDefinition, options: CollectorContainerOptions): ContainerDefinition {
  const { id, containerName, collector, settings, region, logging, essential, onWindows } = options;
  const facts = collector._facts();
  const container = taskDefinition.addContainer(id, {
    containerName,
    image: facts.image._forEcs(),
    essential,
    command: settings.command,
    environment: settings.environment,
    healthCheck: onWindows ? undefined : healthCheckOf(settings),
    stopTimeout: STOP_TIMEOUT,
    ...isForFargateOnly(taskDefinition) && !onWindows && { enableRestartPolicy: true, restartAttemptPeriod: RESTART_PERIOD },
    logging,
    ...memoryOf(options, facts),
    ...!onWindows && {
      readonlyRootFilesystem: true,
      user: settings.user,
      linuxParameters: settings.scratchFolders.length > 0
        ? scratchFolders(taskDefinition, `${id}Scratch`, settings.scratchFolders, settings.user)
        : undefined,
    },
  });
  // the CDK itself sets it in some task definitions, to the Region of the stack
  container.addEnvironment('AWS_REGION', facts.region ?? region);
  return container;
}

/** Instances whose agent is older than 1.86.0 know no restart policy, nor does Windows on Fargate. Source: Amazon ECS developer guide, container-restart-policy. */
function isForFargateOnly({ isFargateCompatible, isEc2Compatible, isExternalCompatible }: TaskDefinition): boolean {
  return isFargateCompatible && !isEc2Compatible && !isExternalCompatible;
}

function healthCheckOf({ healthCheck: command }: ContainerSettings): HealthCheck | undefined {
  return command && { command, interval: Duration.seconds(5), timeout: Duration.seconds(3), retries: 5, startPeriod: Duration.seconds(10) };
}

/** What others wait for: health only where the image can tell it. */
export function readiness(settings: ContainerSettings): ContainerDependencyCondition {
  return settings.healthCheck ? ContainerDependencyCondition.HEALTHY : ContainerDependencyCondition.START;
}
