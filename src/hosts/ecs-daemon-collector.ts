import { isIPv4 } from 'net';
import { Annotations, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { COLLECTOR_NAME, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../collectors/private/collector-facts';
import { noteCollector } from '../collectors/private/noted-collectors';
import { TraceCollector } from '../collectors/trace-collector';
import { fail } from '../errors';
import { secondCollector } from '../findings';
import { Ledger } from '../ledger';
import { EcsCollectorOptions } from './ecs-collector-options';
import { ClusterClaims } from './private/cluster-claims';
import { equipContainers, hasCollector } from './private/ecs/application-containers';
import { checkLate } from './private/ecs/check-task';
import { addCollectorContainer, checkContainerOptions } from './private/ecs/collector-container';
import { taskResource } from './private/ecs/task-resource';
import { noteMaintenance } from './private/maintenance';
import { permitCollector } from './private/permit-collector';

/**
 * Properties of EcsDaemonCollector.
 */
export interface EcsDaemonCollectorProps extends EcsCollectorOptions {
  /**
   * The cluster, each instance of which runs one collector. One without EC2 capacity is an error [disable-awslint:prefer-ref-interface].
   */
  readonly cluster: ecs.ICluster;

  /**
   * The address by which a container on Docker's bridge reaches its instance: an IPv4 address, that of the bridge's gateway.
   *
   * @default '172.17.0.1', Docker's own default; no text of AWS names it, so set it where your instances configure Docker's bridge otherwise
   */
  readonly bridgeGateway?: string;
}

const WHERE = 'EcsDaemonCollector';
const REMEDY = 'use EcsSidecarCollector for this task';

const CLAIMS = new ClusterClaims();

/**
 * A collector on every instance of a cluster with EC2 capacity, for the tasks that run there: a service of the scheduling strategy DAEMON.
 *
 * Give it to a task definition by `taskDefinition.addExtension(daemonCollector)`: its containers, also those added later, find the collector in their
 * environment (what the user said there stays). Tasks of network mode `host` reach it at `127.0.0.1`, tasks of mode `bridge` at the gateway of Docker's
 * bridge. Any other task has a network of its own, in which neither address is the instance's: that is an error.
 *
 * The collector has the instance's own network and listens on all of its addresses, for that of the bridge is known on the instance only. No security
 * group rule is added, for none stands between an instance and its containers; so nobody else reaches it, unless the security groups of
 * the instances let the ports 2000, 4317 and 4318 in. Keep them closed: the collector sends on what it is sent, with its own permissions.
 */
export class EcsDaemonCollector extends Construct implements ecs.ITaskDefinitionExtension {
  /**
   * The service that keeps one collector on each instance.
   */
  public readonly service: ecs.Ec2Service;

  /**
   * The task definition of the collector itself.
   */
  public readonly taskDefinition: ecs.Ec2TaskDefinition;

  private readonly collector: TraceCollector;
  private readonly bridgeGateway: string;

  /**
   * @param scope where it stands
   * @param id its id there
   * @param props what runs, and where; a value that can't work is an error
   */
  constructor(scope: Construct, id: string, props: EcsDaemonCollectorProps) {
    super(scope, id);
    const { cluster, collector, bridgeGateway = '172.17.0.1' } = props;
    this.collector = collector;
    this.bridgeGateway = bridgeGateway;
    this.check(props, bridgeGateway);

    this.taskDefinition = this.makeTask(props);
    this.service = new ecs.Ec2Service(this, 'Service', {
      cluster,
      taskDefinition: this.taskDefinition,
      daemon: true,
      // there is one port 2000, so the old one goes before the new one comes
      minHealthyPercent: 0,
    });
    Annotations.of(this.service).acknowledgeWarning('@aws-cdk/aws-ecs:shouldUseCircuitBreaker', 'a daemon has no desired count, so there is none (aws/aws-cdk#38102)');
    permitCollector(this.taskDefinition.taskRole, taskResource(this.taskDefinition), collector._facts());
    noteMaintenance(this, collector._facts());
    noteCollector(this, collector._facts());
    checkLate(this.taskDefinition, collector._facts());
    this.noteSecond(cluster);
  }

  /**
   * Has the containers of a task send to the collector of the instance that it runs on.
   *
   * @param taskDefinition a task definition for EC2, of network mode `bridge` or `host`; any other, and one that has a collector, is an error
   */
  public extend(taskDefinition: ecs.TaskDefinition): void {
    if (taskDefinition === this.taskDefinition || hasCollector(taskDefinition)) {
      fail(taskDefinition, `a task definition must have one collector, it has one already: leave out that of ${this.node.path}`);
    }
    equipContainers(taskDefinition, { host: this.hostFor(taskDefinition), collector: this.collector._facts() });
    checkLate(taskDefinition);
  }

  private check(props: EcsDaemonCollectorProps, bridgeGateway: string): void {
    const { cluster } = props;
    if (!Token.isUnresolved(bridgeGateway) && !isIPv4(bridgeGateway)) {
      fail(this, `bridgeGateway must be an IPv4 address, got ${JSON.stringify(bridgeGateway)}: leave it out for Docker's default, 172.17.0.1`);
    }
    checkContainerOptions(WHERE, props);
    const message = `cluster must have EC2 capacity, ${cluster.node.path} has none: add some to the cluster, or use EcsSidecarCollector, as Fargate has no instances`;
    if (!ecs.Cluster.isCluster(cluster) && !cluster.hasEc2Capacity) {
      fail(this, message);
    }
    this.node.addValidation({ validate: () => cluster.hasEc2Capacity ? [] : [message] });
  }

  private makeTask(props: EcsDaemonCollectorProps): ecs.Ec2TaskDefinition {
    const { collector } = props;
    const { region } = Stack.of(this);
    const taskDefinition = new ecs.Ec2TaskDefinition(this, 'Task', { networkMode: ecs.NetworkMode.HOST });
    const container = addCollectorContainer(taskDefinition, {
      ...props,
      id: 'Collector',
      containerName: COLLECTOR_NAME,
      settings: collector._container({ listen: '0.0.0.0', region, localMode: false }),
      region,
      essential: true,
      onWindows: false,
      logging: this.logging(props),
    });
    // Amazon ECS places nothing else that wants them on the instance
    container.addPortMappings(
      { containerPort: XRAY_PORT, protocol: ecs.Protocol.UDP },
      ...[XRAY_PORT, ...collector._facts().takesOtlp ? [OTLP_GRPC_PORT, OTLP_HTTP_PORT] : []].map((containerPort) => ({ containerPort })),
    );
    return taskDefinition;
  }

  private logging({ logging, logRetention = logs.RetentionDays.ONE_MONTH }: EcsDaemonCollectorProps): ecs.LogDriver {
    return logging ?? ecs.LogDrivers.awsLogs({
      streamPrefix: COLLECTOR_NAME,
      logGroup: new logs.LogGroup(this, 'Logs', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY }),
    });
  }

  private hostFor(taskDefinition: ecs.TaskDefinition): string {
    const { networkMode } = taskDefinition;
    if (!taskDefinition.isEc2Compatible) {
      fail(taskDefinition, `a task must be one for EC2 to use the collector of its instance, ${this.node.path}: ${REMEDY}`);
    }
    switch (networkMode) {
      case ecs.NetworkMode.HOST: return '127.0.0.1';
      case ecs.NetworkMode.BRIDGE: return this.bridgeGateway;
      default: return fail(taskDefinition, `networkMode must be bridge or host to reach the collector of the instance, ${this.node.path}, got ${networkMode}: ${REMEDY}`);
    }
  }

  private noteSecond(cluster: ecs.ICluster): void {
    const first = CLAIMS.claim(cluster, this);
    if (first) {
      Ledger.of(this).warn(this, secondCollector(first.node.path));
    }
  }
}
