import { Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { TraceCollector } from '../collectors/trace-collector';

/**
 * What can be said of every collector that is a container of Amazon ECS.
 */
export interface EcsCollectorOptions {
  /**
   * What runs: beside the application, or on each instance.
   */
  readonly collector: TraceCollector;

  /**
   * Where the collector's own log goes.
   *
   * @default - a log group of its own, which is deleted with the stack
   */
  readonly logging?: ecs.LogDriver;

  /**
   * How long the log group of its own keeps the log; beside `logging` it is an error.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The memory that the container reserves: whole mebibytes, 6 or more.
   *
   * @default - what the collector needs under a usual load, and its buffer: 64 MiB for the X-Ray daemon, 128 MiB for the CloudWatch agent, 160 MiB
   * for the OpenTelemetry collector, each with the default buffer
   */
  readonly memoryReservation?: Size;

  /**
   * The memory with which the container is stopped when it needs more: whole mebibytes, as much as is reserved or more.
   *
   * @default - the memory of the task or of the instance
   */
  readonly memoryLimit?: Size;
}
