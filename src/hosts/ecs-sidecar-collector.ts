import { RemovalPolicy, Size, Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CollectorFacts } from '../collectors/private/collector-facts';
import { TraceCollector } from '../collectors/trace-collector';
import { invalid } from '../errors';
import { equipContainers } from './private/ecs/application-containers';
import { checkLate } from './private/ecs/check-task';
import { addCollectorContainer } from './private/ecs/collector-container';
import { checkMemory } from './private/ecs/container-memory';
import { refuseUnfitTask } from './private/ecs/fit-task';
import { sidecarNetwork } from './private/ecs/sidecar-network';
import { isOnWindows, taskResource } from './private/ecs/task-resource';
import { noteMaintenance } from './private/maintenance';
import { permitCollector } from './private/permit-collector';

/**
 * Properties of EcsSidecarCollector.
 */
export interface EcsSidecarCollectorProps {
  /**
   * What runs as the sidecar.
   */
  readonly collector: TraceCollector;

  /**
   * The name of the container, in bridge mode also the host name that the others know it by: 1 to 255 letters, digits, hyphens and underscores.
   * A name that another container of the task has is an error.
   *
   * @default 'xray-collector'
   */
  readonly containerName?: string;

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

const WHERE = 'EcsSidecarCollector';
const ID = 'XRayCollector';

/**
 * A collector as a container beside the application, in a task definition of Fargate, EC2 or an external instance.
 *
 * It may be added before or after the containers of the application. Each of them finds the collector in its environment (what the user said there
 * stays), starts after it and stops before it. Log routers are left alone. The task role gets the permission to send.
 * The collector is never essential, and never what a load balancer talks to.
 */
export class EcsSidecarCollector implements ecs.ITaskDefinitionExtension {
  /**
   * @param props what runs, and how; a value that can't work is an error
   */
  constructor(private readonly props: EcsSidecarCollectorProps) {
    const { containerName, logging, logRetention } = props;
    if (containerName !== undefined && !Token.isUnresolved(containerName) && !/^[\w-]{1,255}$/.test(containerName)) {
      invalid(WHERE, `containerName must be 1 to 255 letters, digits, hyphens and underscores, got ${JSON.stringify(containerName)}: `
        + 'leave it out for xray-collector');
    }
    if (logging !== undefined && logRetention !== undefined) {
      invalid(WHERE, 'logRetention can\'t be given beside logging: it is for the log group that is made where logging is left out');
    }
    checkMemory(WHERE, props, props.collector._facts());
  }

  /**
   * Adds the collector to a task definition. A second collector is an error, and so are the network modes `none` and `nat`, and Windows without an
   * image of your own.
   *
   * @param taskDefinition the task definition
   */
  public extend(taskDefinition: ecs.TaskDefinition): void {
    const { collector, containerName = 'xray-collector' } = this.props;
    const facts = collector._facts();
    const onWindows = isOnWindows(taskDefinition);
    refuseUnfitTask(taskDefinition, facts, containerName, onWindows);
    const { listen, host, condition } = sidecarNetwork(taskDefinition, containerName);
    const { region } = Stack.of(taskDefinition);
    // the metadata of an instance tells what is said here already, and to a container on a bridge they are often out of reach
    const settings = collector._container({ listen, region, localMode: true });
    const sidecar = addCollectorContainer(taskDefinition, {
      ...this.props, id: ID, containerName, settings, region, onWindows, essential: false, logging: this.logging(taskDefinition, containerName),
    });
    equipContainers(taskDefinition, {
      host, collector: facts, dependsOn: sidecar, condition: onWindows ? undefined : condition(settings), skip: () => false,
    });
    this.permit(taskDefinition, facts);
    checkLate(taskDefinition);
  }

  private permit(taskDefinition: ecs.TaskDefinition, facts: CollectorFacts): void {
    permitCollector(taskDefinition.taskRole, taskResource(taskDefinition), facts);
    noteMaintenance(taskDefinition, facts);
  }

  private logging(taskDefinition: ecs.TaskDefinition, streamPrefix: string): ecs.LogDriver {
    return this.props.logging ?? ecs.LogDrivers.awsLogs({
      streamPrefix,
      logGroup: new logs.LogGroup(taskDefinition, `${ID}Logs`, {
        retention: this.props.logRetention ?? logs.RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}
