import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EcsDaemonCollector, EcsSidecarCollector, TraceCollector, TracedResource, TracingState, XRayTracing } from '../../src';
import { newApp, newStack, violationsOf } from '../fixtures';

const TASK = 'AWS::ECS::TaskDefinition';
const SHOP = ecs.ContainerImage.fromRegistry('shop:1');
const collector = TraceCollector.openTelemetry();

function newTask(stack: Stack, id = 'Task'): ecs.Ec2TaskDefinition {
  const task = new ecs.Ec2TaskDefinition(stack, id);
  task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 });
  return task;
}

/** The rows of ECS in the report of an app, by id of their construct. */
function rowsOf(app: App): Record<string, Pick<TracedResource, 'state' | 'reason'>> {
  app.synth();
  const rows = XRayTracing.of(app).report().resources.filter(({ resourceType }) => resourceType.startsWith('AWS::ECS::'));
  return Object.fromEntries(rows.map(({ constructPath, state, reason }) => [constructPath.split('/')[1], { state, reason }]));
}

describe('The report has a row for a task definition and for its service', () => {
  test('that are traced by a sidecar, by a collector written by hand, by one on the instance, and by one elsewhere', () => {
    const app = newApp();
    const stack = newStack(app);
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t4g.small') });
    const sidecar = newTask(stack, 'Sidecar');
    new ecs.Ec2Service(stack, 'SidecarService', { cluster, taskDefinition: sidecar, minHealthyPercent: 50 });
    newTask(stack, 'ByHand').addContainer('xray', { image: ecs.ContainerImage.fromRegistry('amazon/aws-xray-daemon:3.6.6'), memoryReservationMiB: 64, essential: false });
    newTask(stack, 'Instance').addExtension(new EcsDaemonCollector(stack, 'Daemon', { cluster, collector }));
    newTask(stack, 'Elsewhere').addContainer('more', { image: SHOP, memoryReservationMiB: 64, environment: { AWS_XRAY_DAEMON_ADDRESS: 'tracing.internal:2000' } });
    newTask(stack, 'OwnImage').addExtension(new EcsSidecarCollector({ collector, containerName: 'mine' }));
    XRayTracing.of(app).enable({ collector });

    const traced = (reason: string): object => ({ state: TracingState.TRACED, reason });
    expect(rowsOf(app)).toEqual({
      Sidecar: traced('its container xray-collector collects the segments'),
      SidecarService: traced('its container xray-collector collects the segments'),
      ByHand: traced('its container xray collects the segments'),
      Instance: traced('its containers are told of a collector outside of the task'),
      Daemon: traced('its container xray-collector collects the segments'),
      Elsewhere: traced('its container more is told of a collector outside of the task, others are not'),
      OwnImage: traced('its container mine collects the segments'),
    });
  });

  test.each<[string, (app: App, task: ecs.TaskDefinition) => void, string, TracingState, string]>([
    ['has no collector', (app) => XRayTracing.of(app).enable(), 'on', TracingState.UNTRACED, 'it has no collector, and enable() was given none'],
    ['is out of the scope', (_, task) => XRayTracing.of(task.taskRole).enable(), 'on', TracingState.UNTRACED, 'tracing is not enabled for it'],
    ['is excluded', (app, task) => {
      XRayTracing.of(app).enable({ collector });
      XRayTracing.of(app).exclude(task, { reason: 'it is quiet' });
    }, 'on', TracingState.EXCLUDED, 'it is quiet'],
    ['is disabled', (app, task) => {
      XRayTracing.of(app).enable({ collector });
      XRayTracing.of(task).disable();
    }, 'on', TracingState.OFF, 'disabled'],
    ['waits for the next deployment', (app) => XRayTracing.of(app).enable({ collector }), 'permissions-only', TracingState.PERMITTED, 'the context cdk-xray:mode is permissions-only: its sidecar follows in a later deployment'],
    ['is switched off by the mode', (app) => XRayTracing.of(app).enable({ collector }), 'off', TracingState.UNTRACED, 'the context cdk-xray:mode is off'],
  ])('that %s', (_, say, mode, state, reason) => {
    const app = newApp({ context: { 'cdk-xray:mode': mode } });
    const stack = newStack(app);
    const task = newTask(stack);
    new ecs.CfnService(stack, 'Service', { taskDefinition: task.taskDefinitionArn });
    say(app, task);

    expect(rowsOf(app).Task).toEqual({ state, reason });
  });

  test('of which the containers or the task definition are not known', () => {
    const app = newApp();
    const stack = newStack(app);
    new ecs.CfnTaskDefinition(stack, 'Later').addPropertyOverride('ContainerDefinitions', { 'Fn::If': ['A', [], []] });
    new ecs.CfnTaskDefinition(stack, 'Empty');
    new ecs.CfnService(stack, 'Parameter', { taskDefinition: new CfnParameter(stack, 'Task').valueAsString });
    new ecs.CfnService(stack, 'Excluded', { taskDefinition: 'shop:1' });
    XRayTracing.of(app).enable();
    XRayTracing.of(app).exclude(stack.node.findChild('Excluded'), { reason: 'it is quiet' });

    expect(rowsOf(app)).toEqual({
      Later: { state: TracingState.UNKNOWN, reason: 'its containers are decided at deployment' },
      Empty: { state: TracingState.UNTRACED, reason: 'it has no collector, and enable() was given none' },
      Parameter: { state: TracingState.UNKNOWN, reason: 'its task definition is not of this app' },
      Excluded: { state: TracingState.EXCLUDED, reason: 'it is quiet' },
    });
    expect(violationsOf(app)).toEqual([]);
  });

  test('that could not be given a collector, with the reason of the finding', () => {
    const app = newApp();
    const stack = newStack(app);
    new ecs.CfnTaskDefinition(stack, 'Raw', { containerDefinitions: [{ name: 'shop', image: 'shop:1' }] });
    XRayTracing.of(app).enable({ collector });

    expect(rowsOf(app)).toEqual({ Raw: { state: TracingState.UNTRACED, reason: 'it is not made by one of the CDK\'s own task definition classes' } });
  });

  test('with the type and the logical id of the template', () => {
    const app = newApp();
    const stack = newStack(app);
    newTask(stack).addExtension(new EcsSidecarCollector({ collector }));
    XRayTracing.of(app).enable();
    app.synth();

    expect(XRayTracing.of(app).report().inState(TracingState.TRACED)).toEqual([
      expect.objectContaining({ constructPath: 'Stack/Task/Resource', resourceType: TASK, logicalId: 'Task79114B6B', stack: 'Stack' }),
    ]);
  });
});
