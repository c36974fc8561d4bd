import { Aspects, IAspect, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EcsSidecarCollector, EcsSidecarCollectorProps, TraceCollector } from '../../src';
import { newApp, newStack, STABILIZATION } from '../fixtures';
import { addApp, containerOf, environmentOf } from './ecs-fixtures';

const NAME = 'xray-collector';

function daemon(props: Partial<EcsSidecarCollectorProps> = {}): EcsSidecarCollector {
  return new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon(), ...props });
}

function fargate(stack: Stack, props: ecs.FargateTaskDefinitionProps = {}): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(stack, 'Task', props);
}

describe.each(STABILIZATION)('the order of things, with stabilization %p', (stabilization) => {
  function made(order: (task: ecs.TaskDefinition, stack: Stack) => void): Stack {
    const stack = newStack(newApp({}, stabilization));
    order(fargate(stack), stack);
    return stack;
  }

  /** Does something the first time that an Aspect comes by a task definition. */
  function atTask(change: (task: ecs.TaskDefinition) => void): IAspect {
    let done = false;
    return {
      visit: (node) => {
        if (!done && node instanceof ecs.TaskDefinition) {
          done = true;
          change(node);
        }
      },
    };
  }

  test.each([
    ['before', (task: ecs.TaskDefinition): void => { task.addExtension(daemon()); addApp(task); }],
    ['after', (task: ecs.TaskDefinition): void => { addApp(task); task.addExtension(daemon()); }],
    ['by an Aspect, with a container that another Aspect adds', (task: ecs.TaskDefinition): void => {
      Aspects.of(task).add(atTask((node) => node.addExtension(daemon())));
      Aspects.of(task).add(atTask((node) => addApp(node)));
    }],
    ['before an Aspect that adds the container late', (task: ecs.TaskDefinition): void => {
      task.addExtension(daemon());
      Aspects.of(task).add(atTask((node) => addApp(node)), { priority: 900 });
    }],
  ])('does not matter: %s', (_order, order) => {
    const stack = made(order);

    expect(environmentOf(stack)).toEqual({ AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR' });
    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: 'START' }]);
  });

  test('reaches a container that stands elsewhere', () => {
    const stack = made((taskDefinition, scope) => {
      taskDefinition.addExtension(daemon());
      new ecs.ContainerDefinition(scope, 'app', { taskDefinition, image: ecs.ContainerImage.fromRegistry('example/shop') });
    });

    expect(environmentOf(stack)).toMatchObject({ AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000' });
    expect(containerOf(stack).DependsOn).toHaveLength(1);
  });

  test('reaches a container that an Aspect adds when it comes by another container', () => {
    const stack = made((task) => {
      addApp(task, 'web');
      task.addExtension(daemon());
      let done = false;
      Aspects.of(task).add({
        visit: (node) => {
          if (!done && node instanceof ecs.ContainerDefinition) {
            done = true;
            addApp(task);
          }
        },
      });
    });

    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: 'START' }]);
    expect(containerOf(stack, 'web').DependsOn).toEqual([{ ContainerName: NAME, Condition: 'START' }]);
  });
});
