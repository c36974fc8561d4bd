import { Lazy, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { EcsDaemonCollector, EcsDaemonCollectorProps, EcsSidecarCollector, TraceCollector, XRayTracing } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const TASK = 'AWS::ECS::TaskDefinition';
const SHOP = ecs.ContainerImage.fromRegistry('shop:1');

function newCluster(stack: Stack, id = 'Cluster', withInstances = true): ecs.Cluster {
  const cluster = new ecs.Cluster(stack, id, { vpc: new ec2.Vpc(stack, `${id}Vpc`, { maxAzs: 1 }) });
  if (withInstances) {
    cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t4g.small') });
  }
  return cluster;
}

function newCollector(stack: Stack, props: Partial<EcsDaemonCollectorProps> = {}): EcsDaemonCollector {
  return new EcsDaemonCollector(stack, 'Collector', { cluster: props.cluster ?? newCluster(stack), collector: TraceCollector.cloudWatchAgent(), ...props });
}

function newTask(stack: Stack, networkMode?: ecs.NetworkMode): ecs.Ec2TaskDefinition {
  return new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode });
}

/** The one container of a task definition, as it stands in the template. */
function containerOf(stack: Stack, logicalId: RegExp): Record<string, unknown> {
  const containers = Object.entries(Template.fromStack(stack).findResources(TASK))
    .filter(([id]) => logicalId.test(id))
    .flatMap(([, { Properties }]): Record<string, unknown>[] => Properties.ContainerDefinitions);
  expect(containers).toHaveLength(1);
  return containers[0];
}

/** What the container of an application gets to know. */
function environmentOf(stack: Stack): unknown {
  return containerOf(stack, /^Task/).Environment;
}

describe('EcsDaemonCollector', () => {
  test('is a service that keeps one task on each instance, in the instance\'s own network', () => {
    const stack = newStack();
    newCollector(stack);

    expect(onlyOne(stack, 'AWS::ECS::Service')).toMatchObject({
      SchedulingStrategy: 'DAEMON', LaunchType: 'EC2', DeploymentConfiguration: { MaximumPercent: 100, MinimumHealthyPercent: 0 },
    });
    expect(onlyOne(stack, TASK)).toMatchObject({ NetworkMode: 'host', RequiresCompatibilities: ['EC2'] });
    expect(containerOf(stack, /Collector/)).toMatchObject({
      Name: 'xray-collector',
      Essential: true,
      ReadonlyRootFilesystem: true,
      Environment: expect.arrayContaining([{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }]),
      PortMappings: [
        { ContainerPort: 2000, Protocol: 'udp' }, { ContainerPort: 2000, Protocol: 'tcp' },
        { ContainerPort: 4317, Protocol: 'tcp' }, { ContainerPort: 4318, Protocol: 'tcp' },
      ].map((mapping) => expect.objectContaining(mapping)),
    });
    expect(warningsOf(stack)).toEqual([]);
    expect(Annotations.fromStack(stack).findWarning('/Stack/Collector/*', Match.anyValue())).toEqual([]);
  });

  test('listens on all addresses, and adds no rule to any security group', () => {
    const stack = newStack();
    const cluster = newCluster(stack);
    const before = Object.keys(Template.fromStack(stack).toJSON().Resources);
    const stack2 = newStack();
    newCollector(stack2, { collector: TraceCollector.xrayDaemon() });
    const added = Object.entries<{ Type: string }>(Template.fromStack(stack2).toJSON().Resources)
      .filter(([id]) => !before.includes(id))
      .map(([, { Type }]) => Type);

    expect(cluster.hasEc2Capacity).toBe(true);
    expect(containerOf(stack2, /Collector/).Command).toEqual(expect.arrayContaining(['--bind', '0.0.0.0:2000', '--bind-tcp']));
    expect(added.sort()).toEqual(['AWS::ECS::Service', TASK, 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']);
    expect(resourcesOf(stack2, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
  });

  test('has its own role allow what it does, and nobody else\'s', () => {
    const stack = newStack();
    const collector = newCollector(stack);
    const task = newTask(stack);
    task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 });
    task.addExtension(collector);

    const roles = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([, { Properties }]) => JSON.stringify(Properties.Policies ?? '').includes('xray:'));
    expect(roles.map(([id, { Properties }]) => [id.replace(/[0-9A-F]{8}$/, ''), Properties.Policies])).toEqual([['CollectorTaskTaskRole', [xrayPolicy(...SAMPLING_ACTIONS)]]]);
  });

  test.each([
    [ecs.NetworkMode.BRIDGE, '172.17.0.1'], [undefined, '172.17.0.1'], [ecs.NetworkMode.HOST, '127.0.0.1'],
  ])('is known to tasks of network mode %s as %s, also to containers added later', (networkMode, host) => {
    const stack = newStack();
    const task = newTask(stack, networkMode);
    task.addExtension(newCollector(stack));
    task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 });

    expect(environmentOf(stack)).toEqual([
      { Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: `${host}:2000` },
      { Name: 'AWS_XRAY_CONTEXT_MISSING', Value: 'LOG_ERROR' },
      { Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: `http://${host}:4318` },
      { Name: 'OTEL_EXPORTER_OTLP_PROTOCOL', Value: 'http/protobuf' },
    ]);
    expect(containerOf(stack, /^Task/).DependsOn).toBeUndefined();
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each(['10.0.0.1', Lazy.string({ produce: () => '10.0.0.1' })])('takes another gateway of the bridge: %s', (bridgeGateway) => {
    const stack = newStack();
    const task = newTask(stack);
    task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 });
    task.addExtension(newCollector(stack, { bridgeGateway }));

    expect(environmentOf(stack)).toEqual(expect.arrayContaining([{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '10.0.0.1:2000' }]));
  });

  test.each(['', 'gateway', '10.0.0', '10.0.0.1:2000', '::1', '"; rm -rf /'])('refuses the gateway %j', (bridgeGateway) => {
    expect(() => newCollector(newStack(), { bridgeGateway })).toThrow(`[Stack/Collector] bridgeGateway must be an IPv4 address, got ${JSON.stringify(bridgeGateway)}`);
  });

  test('refuses tasks that have another network than the instance, and names the sidecar', () => {
    const stack = newStack();
    const collector = newCollector(stack);
    const tasks = [
      new ecs.Ec2TaskDefinition(stack, 'AwsVpc', { networkMode: ecs.NetworkMode.AWS_VPC }),
      new ecs.Ec2TaskDefinition(stack, 'None', { networkMode: ecs.NetworkMode.NONE }),
      new ecs.FargateTaskDefinition(stack, 'Fargate'),
      new ecs.ExternalTaskDefinition(stack, 'External'),
      new ecs.TaskDefinition(stack, 'Both', { compatibility: ecs.Compatibility.EC2_AND_FARGATE, cpu: '256', memoryMiB: '512' }),
    ];

    for (const task of tasks) {
      expect(() => task.addExtension(collector)).toThrow(new RegExp(`^\\[${task.node.path}\\] .*Stack/Collector.*EcsSidecarCollector`));
      expect(task.node.children.map(({ node }) => node.id)).not.toContain('XRayCollector');
    }
  });

  test('refuses a task that has a collector, and itself', () => {
    const stack = newStack();
    const collector = newCollector(stack);
    const task = newTask(stack);
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry() }));

    expect(() => task.addExtension(collector)).toThrow('[Stack/Task] a task definition must have one collector');
    expect(() => collector.taskDefinition.addExtension(collector)).toThrow('[Stack/Collector/Task] a task definition must have one collector');
  });

  test('refuses a cluster without instances at once where that is known, else when it is synthesized', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const imported = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'shop', vpc, hasEc2Capacity: false });
    expect(() => new EcsDaemonCollector(stack, 'A', { cluster: imported, collector: TraceCollector.xrayDaemon() })).toThrow('[Stack/A] cluster must have EC2 capacity, Stack/Imported has none');

    const other = newStack();
    newCollector(other, { cluster: newCluster(other, 'Cluster', false) });
    expect(() => Template.fromStack(other)).toThrow(/cluster must have EC2 capacity, Stack\/Cluster has none.*EcsSidecarCollector/);
  });

  test('takes a cluster that gets its instances later, and an imported one', () => {
    const stack = newStack();
    const cluster = newCluster(stack, 'Cluster', false);
    newCollector(stack, { cluster });
    cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t4g.small') });
    const imported = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'shop', vpc: cluster.vpc });
    new EcsDaemonCollector(stack, 'Other', { cluster: imported, collector: TraceCollector.openTelemetry() });

    expect(Object.keys(resourcesOf(stack, 'AWS::ECS::Service'))).toHaveLength(2);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('says so where a cluster has a second one', () => {
    const stack = newStack();
    const cluster = newCluster(stack);
    newCollector(stack, { cluster });
    new EcsDaemonCollector(stack, 'Second', { cluster, collector: TraceCollector.openTelemetry() });

    expect(warningsOf(stack)).toEqual(['/Stack/Second secondCollector']);
  });

  test('says so where two stacks import the cluster and each has one', () => {
    const app = newApp();
    const env = { account: '111122223333', region: 'eu-central-1' };
    const stacks = ['One', 'Two'].map((id) => newStack(app, id, { env }));
    for (const stack of stacks) {
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
      newCollector(stack, { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc }) });
    }

    expect(stacks.map(warningsOf)).toEqual([[], ['/Two/Collector secondCollector']]);
  });

  test('takes logging and memory as they are said', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Mine');
    newCollector(stack, { logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'x', logGroup }), memoryReservation: Size.mebibytes(200), memoryLimit: Size.mebibytes(300) });

    expect(Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'))).toHaveLength(1);
    expect(containerOf(stack, /Collector/)).toMatchObject({ Memory: 300, MemoryReservation: 200 });
  });

  test('keeps the log of its own for a month, or as long as is said', () => {
    const [month, week] = [newStack(), newStack()];
    newCollector(month);
    newCollector(week, { logRetention: logs.RetentionDays.ONE_WEEK });

    expect(onlyOne(month, 'AWS::Logs::LogGroup').RetentionInDays).toBe(30);
    expect(onlyOne(week, 'AWS::Logs::LogGroup').RetentionInDays).toBe(7);
    expect(() => newCollector(newStack(), { logging: ecs.LogDrivers.syslog(), logRetention: 7 })).toThrow('logRetention can\'t be given beside logging');
    expect(() => newCollector(newStack(), { memoryReservation: Size.mebibytes(5) })).toThrow('memoryReservation must be whole mebibytes, 6 or more');
  });

  test('gets no sidecar by enable(), and neither do the tasks that use it', () => {
    const app = newApp();
    const stack = newStack(app);
    const task = newTask(stack);
    task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 });
    task.addExtension(newCollector(stack));
    XRayTracing.of(app).enable({ collector: TraceCollector.openTelemetry() });

    expect(containerOf(stack, /^Task/).Name).toBe('shop');
    expect(containerOf(stack, /Collector/).Name).toBe('xray-collector');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('says once that the daemon is in maintenance', () => {
    const stack = newStack();
    newCollector(stack, { collector: TraceCollector.xrayDaemon() });

    expect(warningsOf(stack)).toEqual(['/Stack/Collector daemonInMaintenance']);
  });

  test('reports what can\'t fit a task that uses it', () => {
    const stack = newStack();
    const task = newTask(stack);
    task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64, environment: { AWS_XRAY_DAEMON_ADDRESS: 'xray:2000' } });
    task.addExtension(newCollector(stack));

    expect(warningsOf(stack)).toEqual(['/Stack/Task/shop daemonAddressConflict']);
    expect(environmentOf(stack)).toEqual(expect.arrayContaining([{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: 'xray:2000' }]));
  });
});
