import { CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import { EcsDaemonCollector, EcsDaemonCollectorProps, EcsSidecarCollector, TraceCollector, TraceEndpoints, TraceHost, XRayTracing } from '../../src';
import { newApp, newStack, warningsOf, warningTexts } from '../fixtures';

const SHOP = ecs.ContainerImage.fromRegistry('shop:1');
const DAEMON = 'public.ecr.aws/xray/aws-xray-daemon:3.6.6';
const ADOT = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';
const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
const TYPE = new ec2.InstanceType('t4g.small');

/** A stack with a network from which there is no way out, unless that is said. */
function network(open = false): { stack: Stack; vpc: ec2.Vpc; cluster: ecs.Cluster } {
  const app = newApp();
  XRayTracing.of(app).enable();
  const stack = newStack(app);
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 1, restrictDefaultSecurityGroup: false, ...!open && { subnetConfiguration: [{ name: 'Closed', ...ISOLATED }] },
  });
  return { stack, vpc, cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) };
}

function closedVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Closed', { maxAzs: 1, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'Closed', ...ISOLATED }] });
}

/** What is said of missing routes. */
function unrouted(stack: Stack): string[] {
  return warningTexts(stack).filter((text) => text.includes('noRouteToXRay'));
}

function byHand(stack: Stack, more: Partial<ecs.ContainerDefinitionOptions> = {}): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('app', { image: SHOP });
  task.addContainer('collector', { image: ecs.ContainerImage.fromRegistry(DAEMON), essential: false, ...more });
  return task;
}

function traced(task: ecs.TaskDefinition): ecs.TaskDefinition {
  task.addContainer('app', { image: SHOP, memoryReservationMiB: 64 });
  task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent() }));
  return task;
}

describe('the way to X-Ray of a collector that the user wrote by hand', () => {
  test.each([
    ['the daemon', {}, DAEMON],
    ['the OpenTelemetry collector', { image: ecs.ContainerImage.fromRegistry(ADOT), command: ['--config=/etc/ecs/ecs-xray.yaml'] }, ADOT],
  ])('is missing for %s', (_what, container, image) => {
    const { stack, cluster } = network();
    new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: byHand(stack, container) });

    expect(unrouted(stack)).toEqual([expect.stringContaining(`no endpoint serves the image ${image}`)]);
  });

  test.each<[string, Partial<ecs.ContainerDefinitionOptions>]>([
    ['a proxy', { command: ['--proxy-address', 'http://proxy:80'] }],
    ['a proxy by its short name', { command: ['-p', 'http://proxy:80'] }],
    ['a proxy in the environment', { environment: { https_proxy: 'http://proxy:80' } }],
    ['a proxy that is known at deployment', { environment: { HTTPS_PROXY: Fn.importValue('proxy') } }],
    ['a file of configuration', { command: ['-c', '/etc/xray/cfg.yaml'] }],
    ['a command that is not known', { command: Fn.split(',', Fn.importValue('command')) }],
    ['the configuration of another collector', { image: ecs.ContainerImage.fromRegistry(ADOT), environment: { AOT_CONFIG_CONTENT: 'service: { traces: {} }' } }],
    ['a CloudWatch agent', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300062.0b1304') }],
    ['an image that is no collector', { image: SHOP }],
    ['an image that is not known', { image: ecs.ContainerImage.fromRegistry(Fn.importValue('image')) }],
  ])('is not judged with %s', (_what, container) => {
    const { stack, cluster } = network();
    new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: byHand(stack, container) });

    expect(unrouted(stack)).toEqual([]);
  });

  test('is not missing in a network with a way out', () => {
    const { stack, cluster } = network(true);
    new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: byHand(stack) });

    expect(unrouted(stack)).toEqual([]);
  });
});

describe('the way to X-Ray of what runs on instances', () => {
  function newDaemon(stack: Stack, cluster: ecs.ICluster, props: Partial<EcsDaemonCollectorProps> = {}): void {
    new EcsDaemonCollector(stack, 'Collector', { cluster, collector: TraceCollector.cloudWatchAgent(), ...props });
  }

  function addGroup(cluster: ecs.Cluster, vpc: ec2.IVpc, id: string, vpcSubnets: ec2.SubnetSelection = ISOLATED): ecs.AsgCapacityProvider {
    const machineImage = ecs.EcsOptimizedImage.amazonLinux2023();
    const group = new autoscaling.AutoScalingGroup(cluster.stack, id, { vpc, vpcSubnets, instanceType: TYPE, machineImage });
    const provider = new ecs.AsgCapacityProvider(cluster.stack, `${id}Provider`, { autoScalingGroup: group });
    cluster.addAsgCapacityProvider(provider);
    return provider;
  }

  test('is missing for the collector of each instance, and said of the group', () => {
    const { stack, cluster } = network();
    cluster.addCapacity('Instances', { instanceType: TYPE, vpcSubnets: ISOLATED });
    newDaemon(stack, cluster);

    expect(unrouted(stack)).toEqual([expect.stringMatching(/no endpoint for xray, logs.*no endpoint serves the image public\.ecr\.aws\/cloudwatch-agent/)]);
    expect(warningsOf(stack)).toEqual(['/Stack/Cluster/Instances/ASG noRouteToXRay']);
  });

  test('is missing for the image alone where there are endpoints', () => {
    const { stack, cluster, vpc } = network();
    addGroup(cluster, vpc, 'Group');
    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.ECS_EC2] });
    newDaemon(stack, cluster);

    const [text] = unrouted(stack);
    expect(text).toContain('no endpoint serves the image public.ecr.aws/cloudwatch-agent');
    expect(text).toContain('Add a copy of the image in Amazon ECR (CollectorImage.fromEcrRepository()), or a NAT gateway');
    expect(text).not.toContain('TraceEndpoints');
  });

  test('is missing for a sidecar on a bridge, where the groups have none', () => {
    const { stack, cluster, vpc } = network();
    addGroup(cluster, vpc, 'One');
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition: traced(new ecs.Ec2TaskDefinition(stack, 'Task')) });

    expect(unrouted(stack)).toHaveLength(1);
  });

  test('is that of its capacity provider where it has one', () => {
    const { stack, cluster, vpc } = network(true);
    const closed = closedVpc(stack);
    const open = addGroup(cluster, vpc, 'Open', {});
    addGroup(cluster, closed, 'Other');
    const taskDefinition = traced(new ecs.Ec2TaskDefinition(stack, 'Task'));
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, capacityProviderStrategies: [{ capacityProvider: open.capacityProviderName, weight: 1 }] });

    expect(unrouted(stack)).toEqual([]);
  });

  test('is that of the group of its capacity provider', () => {
    const { stack, cluster, vpc } = network();
    const provider = addGroup(cluster, vpc, 'Group');
    const taskDefinition = traced(new ecs.Ec2TaskDefinition(stack, 'Task'));
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }] });

    expect(unrouted(stack)).toHaveLength(1);
  });

  test('is not judged by the groups of another cluster, and not missing where its own have one', () => {
    const { stack, cluster, vpc } = network(true);
    const closed = closedVpc(stack);
    addGroup(cluster, vpc, 'Open', {});
    addGroup(new ecs.Cluster(stack, 'Other', { vpc: closed }), closed, 'Far');
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition: traced(new ecs.Ec2TaskDefinition(stack, 'Task')) });

    expect(unrouted(stack)).toEqual([]);
  });

  test('is not judged where nothing is known of the cluster', () => {
    const { stack, vpc } = network();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'shop', vpc });
    newDaemon(stack, cluster);

    expect(unrouted(stack)).toEqual([]);
  });

  test('is not judged where the service chooses among its instances, or nothing is known of that', () => {
    const { stack, cluster, vpc } = network();
    addGroup(cluster, vpc, 'Group');
    const taskDefinition = traced(new ecs.Ec2TaskDefinition(stack, 'Task'));
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:open == yes')] });
    const launchType = new CfnParameter(stack, 'LaunchType').valueAsString;
    new ecs.CfnService(stack, 'Raw', { cluster: cluster.clusterArn, taskDefinition: taskDefinition.taskDefinitionArn, launchType });

    expect(unrouted(stack)).toEqual([]);
  });
});

describe('the way to X-Ray of tasks that are started by a rule', () => {
  test('is missing for ScheduledFargateTask, and said of the rule', () => {
    const { stack, vpc } = network();
    const { taskDefinition } = new patterns.ScheduledFargateTask(stack, 'Nightly', {
      vpc, subnetSelection: ISOLATED, schedule: Schedule.rate(Duration.days(1)), scheduledFargateTaskImageOptions: { image: SHOP },
    });
    taskDefinition.addExtension(new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon() }));

    expect(unrouted(stack)).toEqual([expect.stringMatching(/no endpoint for xray, logs, ecr\.api, ecr\.dkr, s3, and no endpoint serves the image/)]);
    expect(warningsOf(stack)).toContain('/Stack/Nightly/ScheduledEventRule/Resource noRouteToXRay');
  });

  test('is missing for a schedule of Amazon EventBridge Scheduler', () => {
    const { stack, cluster } = network();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    traced(taskDefinition);
    new scheduler.Schedule(stack, 'Schedule', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
      target: new schedulerTargets.EcsRunFargateTask(cluster, { taskDefinition, vpcSubnets: ISOLATED }),
    });

    expect(unrouted(stack)).toHaveLength(1);
  });

  test('is that of the very task, not of another one of the same rule', () => {
    const { stack, cluster, vpc } = network(true);
    const closed = closedVpc(stack);
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    traced(taskDefinition);
    const untraced = new ecs.FargateTaskDefinition(stack, 'Untraced');
    untraced.addContainer('app', { image: SHOP });
    const other = new ecs.Cluster(stack, 'Other', { vpc: closed });
    new events.Rule(stack, 'Rule', {
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [
        new targets.EcsTask({ cluster, taskDefinition, subnetSelection: { subnets: vpc.privateSubnets } }),
        new targets.EcsTask({ cluster: other, taskDefinition: untraced, subnetSelection: ISOLATED }),
      ],
    });

    expect(unrouted(stack)).toEqual([]);
  });

  test('is not judged where the targets are decided at deployment', () => {
    const { stack } = network();
    const taskDefinition = traced(new ecs.FargateTaskDefinition(stack, 'Task'));
    const rule = new events.CfnRule(stack, 'Rule', { scheduleExpression: 'rate(1 day)', targets: [] });
    rule.targets = Fn.conditionIf('Nightly', [{ Id: 'x', Arn: taskDefinition.taskDefinitionArn }], []);

    expect(unrouted(stack)).toEqual([]);
  });
});
