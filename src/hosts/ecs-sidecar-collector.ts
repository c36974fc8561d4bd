import { Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { COLLECTOR_NAME, CollectorFacts } from '../collectors/private/collector-facts';
import { noteCollector } from '../collectors/private/noted-collectors';
import { invalid } from '../errors';
import { EcsCollectorOptions } from './ecs-collector-options';
import { equipContainers } from './private/ecs/application-containers';
import { checkLate } from './private/ecs/check-task';
import { addCollectorContainer, checkContainerOptions } from './private/ecs/collector-container';
import { refuseUnfitTask } from './private/ecs/fit-task';
import { ownLog } from './private/ecs/own-log';
import { sidecarNetwork } from './private/ecs/sidecar-network';
import { isOnWindows, taskResource } from './private/ecs/task-resource';
import { noteMaintenance } from './private/maintenance';
import { permitCollector } from './private/permit-collector';

/**
 * Properties of EcsSidecarCollector.
 */
export interface EcsSidecarCollectorProps extends EcsCollectorOptions {
  /**
   * The name of the container, in bridge mode also the host name that the others know it by: 1 to 255 letters, digits, hyphens and underscores.
   * A name that another container of the task has is an error.
   *
   * @default 'xray-collector'
   */
  readonly containerName?: string;
}

const WHERE = 'EcsSidecarCollector';
const ID = 'XRayCollector';

/**
 * A collector as a container beside the application, in a task definition of Fargate, EC2 or an external instance.
 *
 * It may be added before or after the containers of the application. Each of them finds the collector in its environment (what the user said there
 * stays), starts after it and stops before it. Log routers, containers without a network and those that were excluded are left alone. The task role gets
 * the permission to send.
 * The collector is never essential, and never what a load balancer talks to.
 *
 * In the network mode `host` there is one port 2000 for all tasks of an instance: the collector that starts later ends, and the first one serves both
 * tasks for as long as its own runs. EcsDaemonCollector is made for such instances.
 */
export class EcsSidecarCollector implements ecs.ITaskDefinitionExtension {
  /**
   * @param props what runs, and how; a value that can't work is an error
   */
  constructor(private readonly props: EcsSidecarCollectorProps) {
    const { containerName } = props;
    if (containerName !== undefined && !Token.isUnresolved(containerName) && !/^[\w-]{1,255}$/.test(containerName)) {
      invalid(WHERE, `containerName must be 1 to 255 letters, digits, hyphens and underscores, got ${JSON.stringify(containerName)}: `
        + `leave it out for ${COLLECTOR_NAME}`);
    }
    checkContainerOptions(WHERE, props);
  }

  /**
   * Adds the collector to a task definition. A second collector is an error, and so are the network modes `none` and `nat`, and Windows without an
   * image of your own.
   *
   * @param taskDefinition the task definition
   */
  public extend(taskDefinition: ecs.TaskDefinition): void {
    const { collector, containerName = COLLECTOR_NAME } = this.props;
    const facts = collector._facts();
    const onWindows = isOnWindows(taskDefinition);
    refuseUnfitTask(taskDefinition, facts, containerName);
    const { listen, host, condition } = sidecarNetwork(taskDefinition, containerName);
    const { region } = Stack.of(taskDefinition);
    // the metadata of an instance tells what is said here already, and to a container on a bridge they are often out of reach
    const settings = collector._container({ listen, region, localMode: true });
    const sidecar = addCollectorContainer(taskDefinition, {
      ...this.props, id: ID, containerName, settings, region, onWindows, essential: false, logging: this.logging(taskDefinition, containerName),
    });
    equipContainers(taskDefinition, {
      host, collector: facts, dependsOn: sidecar, condition: onWindows ? undefined : condition(settings),
    });
    this.permit(taskDefinition, facts);
    checkLate(taskDefinition);
  }

  private permit(taskDefinition: ecs.TaskDefinition, facts: CollectorFacts): void {
    permitCollector(taskDefinition.taskRole, taskResource(taskDefinition), facts);
    noteMaintenance(taskDefinition, facts);
    noteCollector(taskDefinition, facts);
  }

  private logging(taskDefinition: ecs.TaskDefinition, streamPrefix: string): ecs.LogDriver {
    const { logging, logRetention = logs.RetentionDays.ONE_MONTH } = this.props;
    return logging ?? ownLog(taskDefinition, `${ID}Logs`, streamPrefix, logRetention);
  }
}
