import * as ecs from 'aws-cdk-lib/aws-ecs';
import { containersOf, DAEMON, newTask, SHOP, WITH_SIDECAR } from './task-fixtures';
import { TraceCollector, XRayTracing } from '../../src';
import { newApp, newStack, STABILIZATION, warningsOf, warningTexts } from '../fixtures';

const collector = TraceCollector.cloudWatchAgent();

describe.each(STABILIZATION)('With aspect stabilization %s, a container that stands elsewhere than its task definition', (stabilization) => {
  test.each<[string, Omit<ecs.ContainerDefinitionProps, 'taskDefinition'>, string | undefined]>([
    ['is a daemon written by hand', { image: DAEMON, essential: false }, undefined],
    ['reserves the memory', { image: SHOP, memoryReservationMiB: 1000 }, 'its containers reserve 1000 of its 1024 MiB'],
    ['has the name of the sidecar', { image: SHOP, containerName: 'xray-collector' }, 'containerName must be free, got xray-collector'],
  ])('%s, and counts', (_, props, cause) => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    XRayTracing.of(app).enable({ collector });
    new ecs.ContainerDefinition(stack, 'elsewhere', { taskDefinition: newTask(stack), ...props });

    expect(containersOf(stack)).toEqual([['shop', props.containerName ?? 'elsewhere']]);
    expect(warningTexts(stack)).toEqual(cause === undefined ? [] : [expect.stringContaining(cause)]);
  });

  test('counts for its own task only', () => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    XRayTracing.of(app).enable({ collector });
    newTask(stack);
    new ecs.ContainerDefinition(stack, 'elsewhere', { taskDefinition: newTask(stack, 'Other'), image: DAEMON, essential: false });

    expect(containersOf(stack)).toEqual([WITH_SIDECAR, ['shop', 'elsewhere']]);
    expect(warningsOf(stack)).toEqual([]);
  });
});
