import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { containersOf, DAEMON, newTask, SHOP } from './task-fixtures';
import { CollectorImage, EcsSidecarCollector, TraceCollector, TracedResource, TracingState, UnwritableRoles, XRayTracing } from '../../src';
import { closedRole, newApp, newStack, onlyOne, SAMPLING_ACTIONS, violationsOf, warningsOf, xrayPolicy } from '../fixtures';

type Row = Pick<TracedResource, 'state' | 'reason'>;

const collector = TraceCollector.cloudWatchAgent();
const ADOT = ecs.ContainerImage.fromRegistry('public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0');
const SIDECAR: Row = { state: TracingState.TRACED, reason: 'its container xray-collector collects the segments' };

function rowOf(app: App, id = 'Task'): Row {
  app.synth();
  const [row] = XRayTracing.of(app).report().resources
    .filter(({ constructPath, resourceType }) => resourceType.startsWith('AWS::ECS::') && constructPath.split('/')[1] === id);
  return { state: row.state, reason: row.reason };
}

function resourceOf(task: ecs.TaskDefinition): CfnResource {
  const { defaultChild } = task.node;
  return CfnResource.isCfnResource(defaultChild) ? defaultChild : new CfnResource(task, 'None', { type: 'None' });
}

describe('The report says traced only where the collector may send', () => {
  const unknown = (container: string): Row => ({
    state: TracingState.UNKNOWN, reason: `its container ${container} collects the segments, but its role is not known to allow that they are sent`,
  });

  test.each<[UnwritableRoles, Row]>([[UnwritableRoles.SKIP, unknown('xray-collector')], [UnwritableRoles.ASSUME_PERMITTED, SIDECAR]])(
    'with a closed role and unwritableRoles: %s', (unwritableRoles, row) => {
      const app = newApp();
      const stack = newStack(app);
      newTask(stack, 'Task', { taskRole: closedRole(stack) });
      XRayTracing.of(app).enable({ collector, unwritableRoles });

      expect(rowOf(app)).toEqual(row);
    });

  test.each<[string, ecs.ContainerImage, (app: App) => void, string | undefined, Row]>([
    ['a daemon that was given the permission', DAEMON, (app) => XRayTracing.of(app).enable(), undefined, { state: TracingState.TRACED, reason: 'its container by-hand collects the segments' }],
    ['a daemon outside of any scope', DAEMON, (app) => XRayTracing.of(app.node.findChild('Stack').node.findChild('Other')).enable(), undefined, unknown('by-hand')],
    ['a daemon below disable()', DAEMON, (app) => XRayTracing.of(app).disable(), undefined, { state: TracingState.OFF, reason: 'disabled' }],
    ['a daemon below disable() that may send', DAEMON, (app) => XRayTracing.of(app).disable(), 'AWSXRayDaemonWriteAccess', { state: TracingState.TRACED, reason: 'its container by-hand collects the segments' }],
    ['an OpenTelemetry collector', ADOT, (app) => XRayTracing.of(app).enable({ collector }), undefined, unknown('by-hand')],
    ['an OpenTelemetry collector that may send', ADOT, (app) => XRayTracing.of(app).enable({ collector }), 'AWSXRayDaemonWriteAccess', { state: TracingState.TRACED, reason: 'its container by-hand collects the segments' }],
  ])('of %s, written by hand', (_, image, say, policy, row) => {
    const app = newApp();
    const stack = newStack(app);
    const taskRole = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
      managedPolicies: policy === undefined ? [] : [iam.ManagedPolicy.fromAwsManagedPolicyName(policy)],
    });
    newTask(stack, 'Task', { taskRole }).addContainer('by-hand', { image, essential: false });
    new CfnResource(stack, 'Other', { type: 'Other::Other::Other' });
    say(app);

    expect(rowOf(app)).toEqual(row);
  });

  test('and knows a sidecar of this library by its name, whatever its image', () => {
    const app = newApp();
    const stack = newStack(app);
    const image = CollectorImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Copies', 'copies'), 'v1');
    newTask(stack).addExtension(new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon({ image }) }));
    XRayTracing.of(app).enable();

    expect(rowOf(app)).toEqual(SIDECAR);
  });

  test('in the mode permissions-only once the role may, and why not where the task can\'t have the sidecar', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'permissions-only' } });
    const [stack, full] = [newStack(app), newStack(app, 'Full')];
    newTask(stack);
    newTask(full).addContainer('more', { image: SHOP, memoryReservationMiB: 1000 });
    XRayTracing.of(app).enable({ collector });

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
    expect(onlyOne(full, 'AWS::IAM::Role').Policies).toBeUndefined();
    expect(containersOf(stack)).toEqual([['shop']]);
    expect(XRayTracing.of(app).report().resources.filter(({ resourceType }) => resourceType === 'AWS::ECS::TaskDefinition').map(({ state, reason }) => [state, reason])).toEqual([
      [TracingState.PERMITTED, 'the context cdk-xray:mode is permissions-only: its sidecar follows in a later deployment'],
      [TracingState.UNTRACED, 'its containers reserve 1000 of its 1024 MiB, and the collector needs 128 MiB'],
    ]);
  });
});

describe('On a bridge, where no SDK can guess the address', () => {
  function onBridge(app: App): ecs.Ec2TaskDefinition {
    const task = new ecs.Ec2TaskDefinition(newStack(app), 'Task');
    task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 });
    XRayTracing.of(app).enable({ collector });
    return task;
  }

  test.each(['Environment', 'Links'])('an override of %s is found, and the task is not traced', (property) => {
    const app = newApp();
    resourceOf(onBridge(app)).addPropertyDeletionOverride(`ContainerDefinitions.0.${property}`);

    expect(violationsOf(app)).toEqual(['Stack/Task/Resource renderedOtherwise']);
    expect(rowOf(app)).toEqual({ state: TracingState.UNTRACED, reason: 'an override or a later change won: container shop is not told of its collector' });
  });

  test('nothing is found where the override leaves both', () => {
    const app = newApp();
    resourceOf(onBridge(app)).addPropertyOverride('ContainerDefinitions.0.Cpu', 64);

    expect(violationsOf(app)).toEqual([]);
    expect(rowOf(app)).toEqual(SIDECAR);
  });
});

describe('A task that sends elsewhere', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['http://gateway.internal:4318', {}, false],
    ['http://localhost:4318', {}, true],
    ['127.0.0.1:4317', {}, true],
    ['http://gateway.internal:4318', { OTEL_TRACES_EXPORTER: 'none' }, true],
  ])('by OTLP to %s beside %j has a sidecar: %s', (endpoint, environment, sidecar) => {
    const app = newApp();
    const stack = newStack(app);
    newTask(stack).addContainer('more', { image: SHOP, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...environment } });
    XRayTracing.of(app).enable({ collector: TraceCollector.openTelemetry() });

    expect(containersOf(stack).flat().includes('xray-collector')).toBe(sidecar);
    expect(rowOf(app)).toEqual(sidecar ? SIDECAR : { state: TracingState.UNKNOWN, reason: 'its container more sends to an OTLP endpoint of its own' });
  });
});

describe('A service is known by what it runs', () => {
  function newService(stack: Stack, type: ecs.DeploymentControllerType): ecs.TaskDefinition {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration: [{ name: 'closed', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const taskDefinition = newTask(stack);
    new ecs.FargateService(stack, 'Service', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, deploymentController: { type } });
    return taskDefinition;
  }

  test('with AWS CodeDeploy by the family of its task definition, also to be judged by its way out', () => {
    const app = newApp();
    const stack = newStack(app);
    newService(stack, ecs.DeploymentControllerType.CODE_DEPLOY);
    XRayTracing.of(app).enable({ collector });

    expect(rowOf(app, 'Service')).toEqual(SIDECAR);
    expect(warningsOf(stack)).toEqual(['/Stack/Service/Service noRouteToXRay']);
  });

  test('with an external controller by its task sets, and not where they are elsewhere', () => {
    for (const own of [true, false]) {
      const app = newApp();
      const stack = newStack(app);
      const task = newTask(stack);
      const service = new ecs.CfnService(stack, 'Service', { deploymentController: { type: 'EXTERNAL' } });
      new ecs.CfnTaskSet(stack, 'TaskSet', { cluster: 'shop', service: own ? service.ref : 'other', taskDefinition: task.taskDefinitionArn });
      XRayTracing.of(app).enable({ collector });

      expect(rowOf(app, 'Service')).toEqual(own ? SIDECAR : { state: TracingState.UNKNOWN, reason: 'its task sets are not of this app' });
      expect(warningsOf(stack)).toEqual([]);
    }
  });

  test('also where it is excluded and its task definition is not', () => {
    const app = newApp();
    const stack = newStack(app);
    const task = newTask(stack);
    const service = new ecs.CfnService(stack, 'Service', { taskDefinition: task.taskDefinitionArn });
    XRayTracing.of(app).enable({ collector });
    XRayTracing.of(app).exclude(service, { reason: 'it is quiet' });

    expect(rowOf(app, 'Service')).toEqual({ state: TracingState.EXCLUDED, reason: 'it is quiet (its task definition is not excluded)' });
    expect(rowOf(app)).toEqual(SIDECAR);
  });
});
