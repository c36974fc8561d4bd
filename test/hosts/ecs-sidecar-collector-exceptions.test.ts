import { Aspects } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { addApp, containerOf, containersOf, environmentOf } from './ecs-fixtures';
import { EcsSidecarCollector, TraceCollector, XRayTracing } from '../../src';
import { newApp, newStack, onlyOne, violationsOf, warningsOf } from '../fixtures';

const NAME = 'xray-collector';
const collector = TraceCollector.cloudWatchAgent();

describe('A container that the user excluded', () => {
  test('gets neither variables nor a dependency, and the exclusion counts', () => {
    const app = newApp();
    const stack = newStack(app);
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    const quiet = addApp(task, 'quiet');
    addApp(task);
    XRayTracing.of(app).enable({ collector });
    XRayTracing.of(app).exclude(quiet, { reason: 'it is quiet' });

    for (const [name, keys] of [['quiet', []], ['app', ['DependsOn', 'Environment', 'Links']]] as const) {
      expect(Object.keys(containerOf(stack, name)).filter((key) => ['DependsOn', 'Environment', 'Links'].includes(key))).toEqual(keys);
    }
    expect(violationsOf(app)).toEqual([]);
  });

  test('with its whole task keeps the collector that the user gave to the task', () => {
    const app = newApp();
    const stack = newStack(app);
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    addApp(task);
    task.addExtension(new EcsSidecarCollector({ collector }));
    XRayTracing.of(app).enable();
    XRayTracing.of(app).exclude(task, { reason: 'it is mine' });

    expect(environmentOf(stack)).toHaveProperty('AWS_XRAY_DAEMON_ADDRESS');
  });
});

describe('A container without a network', () => {
  test('is left alone, for it can send nothing', () => {
    const stack = newStack();
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    task.addExtension(new EcsSidecarCollector({ collector }));
    addApp(task, 'app', { disableNetworking: true });

    for (const absent of ['Links', 'DependsOn', 'Environment']) {
      expect(containerOf(stack)).not.toHaveProperty(absent);
    }
  });
});

describe('A container that the collector waits for', () => {
  test('has the variables all the same where it needs no link', () => {
    const stack = newStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    task.addExtension(new EcsSidecarCollector({ collector }));
    task.findContainer(NAME)?.addContainerDependencies({ container: addApp(task, 'first') });

    expect(containerOf(stack, 'first')).not.toHaveProperty('DependsOn');
    expect(environmentOf(stack, 'first')).toHaveProperty('AWS_XRAY_DAEMON_ADDRESS', '127.0.0.1:2000');
  });
});

describe('A second container of the collector\'s name', () => {
  test('is an error that says so', () => {
    const stack = newStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    task.addExtension(new EcsSidecarCollector({ collector }));
    addApp(task, NAME);

    expect(() => onlyOne(stack, 'AWS::ECS::TaskDefinition')).toThrow('containerName must be free, got xray-collector twice');
  });
});

describe('An Aspect that adds EcsSidecarCollector after enable()', () => {
  function withAspect(priority?: number, excluded = false): () => string[] {
    const app = newApp();
    const stack = newStack(app);
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    addApp(task);
    XRayTracing.of(app).enable({ collector });
    if (excluded) {
      XRayTracing.of(app).exclude(task, { reason: 'its sidecar is of an Aspect' });
    }
    const sidecar = new EcsSidecarCollector({ collector, containerName: 'mine' });
    Aspects.of(app).add({
      visit: (node) => {
        if (node === task && !task.findContainer('mine')) {
          task.addExtension(sidecar);
        }
      },
    }, { priority });
    return () => [...containersOf(stack).map(({ Name }) => Name), ...warningsOf(stack)];
  }

  test('is an error that names enable() and the ways out', () => {
    expect(withAspect()).toThrow(/it has container xray-collector already: .*XRayTracing\.enable\(\{ collector \}\).* exclude the task definition .*or add the extension before/);
  });

  test('is none where one of these ways is taken', () => {
    expect(withAspect(100)()).toEqual(['app', 'mine']);
    expect(withAspect(undefined, true)()).toEqual(['app', 'mine']);
  });
});
