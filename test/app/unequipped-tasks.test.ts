import { CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EcsSidecarCollector, TraceCollector, XRayTracing } from '../../src';
import { newApp, newStack, templatesOf, warningsOf, warningTexts } from '../fixtures';
import { containersOf, DAEMON, newTask, SHOP, TASK, WITH_SIDECAR } from './task-fixtures';

const collector = TraceCollector.cloudWatchAgent();

describe('A task definition is left alone', () => {
  test.each<[string, (stack: Stack) => ecs.TaskDefinition, string[]]>([
    ['with a daemon written by hand', (stack) => {
      const task = newTask(stack);
      task.addContainer('xray', { image: DAEMON, essential: false });
      return task;
    }, ['shop', 'xray']],
    ['with a collector of another kind written by hand', (stack) => {
      const task = newTask(stack);
      task.addContainer('otel', { image: ecs.ContainerImage.fromRegistry('otel/opentelemetry-collector-contrib:0.130.0'), essential: false });
      return task;
    }, ['shop', 'otel']],
    ['with a container on the port of the daemon', (stack) => {
      const task = newTask(stack);
      task.addContainer('mine', { image: SHOP, essential: false, portMappings: [{ containerPort: 2000, protocol: ecs.Protocol.UDP }] });
      return task;
    }, ['shop', 'mine']],
    ['that is told of a collector elsewhere', (stack) => {
      const task = newTask(stack);
      task.addContainer('more', { image: SHOP, environment: { AWS_XRAY_DAEMON_ADDRESS: 'tracing.internal:2000' } });
      return task;
    }, ['shop', 'more']],
    ['with a sidecar of this library', (stack) => {
      const task = newTask(stack);
      task.addExtension(new EcsSidecarCollector({ collector, containerName: 'mine' }));
      return task;
    }, ['shop', 'mine']],
  ])('%s', (_, make, containers) => {
    const app = newApp();
    const stack = newStack(app);
    make(stack);
    XRayTracing.of(app).enable({ collector });

    expect(containersOf(stack)).toEqual([containers]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('where it is excluded or disabled, or the mode says so; and keeps the sidecar that the user added', () => {
    const cases: [(task: ecs.TaskDefinition) => void, string?][] = [
      [(task) => XRayTracing.of(task).exclude(task, { reason: 'it is quiet' })],
      [(task) => XRayTracing.of(task).disable()],
      [() => undefined, 'off'],
      [() => undefined, 'permissions-only'],
    ];
    for (const [say, mode = 'on'] of cases) {
      for (const own of [false, true]) {
        const app = newApp({ context: { 'cdk-xray:mode': mode } });
        const stack = newStack(app);
        const task = newTask(stack);
        if (own) {
          task.addExtension(new EcsSidecarCollector({ collector }));
        }
        XRayTracing.of(app).enable({ collector });
        say(task);

        expect(containersOf(stack)).toEqual([own ? WITH_SIDECAR : ['shop']]);
        expect(warningsOf(stack)).toEqual([]);
      }
    }
  });

  test('without the option: then nothing of it changes', () => {
    const [plain, traced] = [newApp(), newApp()];
    [plain, traced].forEach((app) => newTask(newStack(app)));
    XRayTracing.of(traced).enable();

    expect(templatesOf(traced)).toEqual(templatesOf(plain));
  });

  test.each<[string, (stack: Stack) => void, string]>([
    ['for Windows', (stack) => void newTask(stack, 'Task', {
      cpu: 1024,
      memoryLimitMiB: 2048,
      runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, cpuArchitecture: ecs.CpuArchitecture.X86_64 },
    }), 'no image of the CloudWatch agent for Windows'],
    ['without a network', (stack) => void new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.NONE })
      .addContainer('shop', { image: SHOP, memoryReservationMiB: 64 }), 'networkMode must be awsvpc, bridge or host, got none. Change it'],
    ['that has no memory left', (stack) => void newTask(stack).addContainer('more', { image: SHOP, memoryLimitMiB: 1000 }), 'reserve 1000 of its 1024 MiB, and the collector needs 128 MiB. Give the task more memory'],
    ['that has a container of the sidecar\'s name', (stack) => void newTask(stack).addContainer('xray-collector', { image: SHOP }), 'containerName must be free, got xray-collector, which another container has. Give EcsSidecarCollector another containerName'],
    ['that is an L1', (stack) => void new ecs.CfnTaskDefinition(stack, 'Task', { containerDefinitions: [{ name: 'shop', image: 'shop:1' }] }), 'own task definition classes. Make it by one of them'],
    ['that is raw', (stack) => void new CfnResource(stack, 'Task', { type: TASK, properties: { ContainerDefinitions: [{ Name: 'shop', Image: 'shop:1' }] } }), 'own task definition classes'],
  ])('%s, and said to be', (_, make, cause) => {
    const app = newApp();
    const stack = newStack(app);
    make(stack);
    XRayTracing.of(app).enable({ collector });

    expect(containersOf(stack).flat()).toContain('shop');
    expect(Template.fromStack(stack).findResources('AWS::Logs::LogGroup')).toEqual({});
    expect(warningTexts(stack)).toEqual([expect.stringContaining(cause)]);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^\/Stack\/Task(\/Resource)? taskDefinitionNotExtended$/)]);
  });

  test('that is an L1 with a daemon in it, without a word', () => {
    const app = newApp();
    const stack = newStack(app);
    new ecs.CfnTaskDefinition(stack, 'Task', {
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'shop', image: 'shop:1' }, { name: 'xray', image: 'amazon/aws-xray-daemon:3.6.6', essential: false }],
    });
    XRayTracing.of(app).enable({ collector });

    expect(containersOf(stack)).toEqual([['shop', 'xray']]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is imported, and the service that runs it says so', () => {
    const app = newApp();
    const stack = newStack(app);
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const imported = ecs.FargateTaskDefinition.fromFargateTaskDefinitionArn(stack, 'Imported', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:1');
    new ecs.CfnService(stack, 'Service', { cluster: cluster.clusterName, taskDefinition: imported.taskDefinitionArn });
    XRayTracing.of(app).enable({ collector });

    expect(warningsOf(stack)).toEqual(['/Stack/Service taskDefinitionNotExtended']);
  });
});
