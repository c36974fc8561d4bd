import { CfnResource, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CollectorImage, EcsSidecarCollector, TraceCollector, XRayTracing } from '../../src';
import { newApp, newStack, warningsOf } from '../fixtures';

const SHOP = ecs.ContainerImage.fromRegistry('shop:1');
const DAEMON = 'public.ecr.aws/xray/aws-xray-daemon:3.6.6';

describe('A sidecar of this library is checked without enable()', () => {
  function withSidecar(stack: Stack, memoryReservationMiB: number, image?: CollectorImage): ecs.FargateTaskDefinition {
    const task = new ecs.FargateTaskDefinition(stack, 'Task', { memoryLimitMiB: 512 });
    task.addContainer('shop', { image: SHOP, memoryReservationMiB });
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent({ image }) }));
    return task;
  }

  test('and found well', () => {
    const stack = newStack();
    withSidecar(stack, 384);

    expect(warningsOf(stack)).toEqual([]);
  });

  test('also with an image of the user\'s own', () => {
    const stack = newStack();
    withSidecar(stack, 500, CollectorImage.fromRegistry('registry.example.com/collector'));

    expect(warningsOf(stack)).toEqual(['/Stack/Task/Resource taskMemoryExceeded', '/Stack/Task/XRayCollector unpinnedImage']);
  });

  test.each([false, true])('for its memory and its image, each once, also beside enable(): %s', (enabled) => {
    const app = newApp();
    const stack = newStack(app);
    withSidecar(stack, 500, CollectorImage.fromRegistry('amazon/cloudwatch-agent:latest'));
    if (enabled) {
      XRayTracing.of(app).enable();
    }

    expect(warningsOf(stack)).toEqual(['/Stack/Task/Resource taskMemoryExceeded', '/Stack/Task/XRayCollector unpinnedImage']);
  });

  test('but not for links and addresses, which are the library\'s own', () => {
    const stack = newStack();
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    task.addFirelensLogRouter('router', {
      image: ecs.ContainerImage.fromRegistry('fluent:1'), memoryReservationMiB: 64, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    });
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon() }));

    expect(warningsOf(stack)).toEqual(['/Stack/Task daemonInMaintenance']);
  });

  test('and not where it is excluded', () => {
    const stack = newStack();
    const task = withSidecar(stack, 500);
    XRayTracing.of(stack).exclude(task, { reason: 'it is quiet' });

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('A sidecar of this library beside what the user has in the task', () => {
  /** The warnings of a task with a sidecar and one more container. */
  function warningsBeside(collector: TraceCollector, more: ecs.ContainerDefinitionOptions): string[] {
    const stack = newStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task', { memoryLimitMiB: 1024 });
    task.addContainer('shop', { image: SHOP, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' } });
    task.addContainer('more', { essential: false, ...more });
    task.addExtension(new EcsSidecarCollector({ collector }));
    return warningsOf(stack).filter((warning) => !warning.includes('daemonInMaintenance'));
  }

  const vendor = (containerPort: number): ecs.ContainerDefinitionOptions => ({ image: ecs.ContainerImage.fromRegistry('vendor/agent:7'), portMappings: [{ containerPort }] });

  test('takes no port that another container has', () => {
    const handWritten = { image: ecs.ContainerImage.fromRegistry(DAEMON) };
    expect(warningsBeside(TraceCollector.openTelemetry(), handWritten)).toEqual(['/Stack/Task/XRayCollector secondCollector']);
    expect(warningsBeside(TraceCollector.cloudWatchAgent(), handWritten)).toEqual(['/Stack/Task/XRayCollector secondCollector']);
    expect(warningsBeside(TraceCollector.openTelemetry(), vendor(4318))).toEqual(['/Stack/Task/XRayCollector secondCollector']);
    expect(warningsBeside(TraceCollector.openTelemetry(), vendor(8126))).toEqual([]);
  });

  test('may be the daemon where another container takes OTLP', () => {
    expect(warningsBeside(TraceCollector.xrayDaemon(), vendor(4318))).toEqual([]);
    expect(warningsBeside(TraceCollector.xrayDaemon(), vendor(8126))).toEqual(['/Stack/Task/shop openTelemetryBesideDaemon']);
  });
});

describe('The hop limit of a cluster\'s instances', () => {
  interface Case {
    readonly hops?: number;
    readonly networkMode?: string;
    readonly taskRoleArn?: string;
    readonly environment?: { name: string; value: string }[];
    readonly otherCluster?: boolean;
  }

  /** A daemon written by hand, without a role of its own unless said otherwise. */
  function makeCluster({ hops = 1, networkMode = 'bridge', taskRoleArn, environment, otherCluster }: Case): Stack {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const [cluster, other] = ['Cluster', 'Other'].map((id) => new ecs.Cluster(stack, id, { vpc }));
    const launchTemplate = new ec2.LaunchTemplate(stack, 'Template', {
      instanceType: new ec2.InstanceType('t4g.small'),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
      userData: ec2.UserData.forLinux(),
      securityGroup: new ec2.SecurityGroup(stack, 'Group', { vpc }),
      role: new ecs.Ec2TaskDefinition(stack, 'Task').obtainExecutionRole(),
      httpPutResponseHopLimit: hops,
    });
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Instances', { vpc, launchTemplate });
    cluster.addAsgCapacityProvider(new ecs.AsgCapacityProvider(stack, 'Capacity', { autoScalingGroup, enableManagedTerminationProtection: false }));
    const task = new ecs.CfnTaskDefinition(stack, 'Daemon', {
      networkMode,
      taskRoleArn,
      containerDefinitions: [{ name: 'xray', image: DAEMON, memory: 64, environment, portMappings: [{ containerPort: 2000, hostPort: 2000, protocol: 'udp' }] }],
    });
    new ecs.CfnService(stack, 'Service', { cluster: (otherCluster ? other : cluster).clusterName, taskDefinition: task.ref, schedulingStrategy: 'DAEMON' });
    XRayTracing.of(stack).enable();
    return stack;
  }

  test('of 1 is too low for a daemon on a bridge without a role of its own', () => {
    expect(warningsOf(makeCluster({}))).toEqual(['/Stack/Template/Resource imdsHopLimit']);
  });

  test.each<[string, Case]>([
    ['is 2', { hops: 2 }],
    ['does not matter in the instance\'s own network', { networkMode: 'host' }],
    ['does not matter where the task has a role', { taskRoleArn: 'arn:aws:iam::111122223333:role/Task' }],
    ['does not matter where the daemon has keys', { environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'x' }] }],
    ['does not matter for another cluster', { otherCluster: true }],
  ])('%s', (_, props) => {
    expect(warningsOf(makeCluster(props)).filter((warning) => warning.includes('imdsHopLimit'))).toEqual([]);
  });

  test('of a launch configuration counts as well', () => {
    const stack = newStack();
    const cluster = new ecs.CfnCluster(stack, 'Cluster');
    new autoscaling.CfnLaunchConfiguration(stack, 'Configuration', {
      imageId: 'ami-1', instanceType: 't3.small', metadataOptions: { httpPutResponseHopLimit: 1 }, userData: `echo ECS_CLUSTER=${cluster.ref}`,
    });
    const task = new CfnResource(stack, 'Daemon', { type: 'AWS::ECS::TaskDefinition', properties: { ContainerDefinitions: [{ Name: 'xray', Image: DAEMON, PortMappings: [{ ContainerPort: 2000, HostPort: 2000, Protocol: 'udp' }] }] } });
    new ecs.CfnService(stack, 'Service', { cluster: cluster.ref, taskDefinition: task.ref });
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack)).toEqual(['/Stack/Configuration imdsHopLimit']);
  });
});
