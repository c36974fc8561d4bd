import { Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { EcsSidecarCollector, EcsSidecarCollectorProps, TraceCollector } from '../../src';
import { newStack } from '../fixtures';
import { addApp, containerOf, containersOf } from './ecs-fixtures';

const NAME = 'xray-collector';

function daemon(props: Partial<EcsSidecarCollectorProps> = {}): EcsSidecarCollector {
  return new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon(), ...props });
}

function fargate(stack: Stack, props: ecs.FargateTaskDefinitionProps = {}): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(stack, 'Task', props);
}

describe('the memory of EcsSidecarCollector', () => {
  test('is what the collector needs and its buffer', () => {
    const stack = newStack();
    fargate(stack).addExtension(daemon({ collector: TraceCollector.xrayDaemon({ bufferMemory: Size.mebibytes(100) }) }));

    expect(containerOf(stack, NAME).MemoryReservation).toBe(148);
  });

  test('is what the user says', () => {
    const stack = newStack();
    fargate(stack).addExtension(daemon({ memoryReservation: Size.mebibytes(32), memoryLimit: Size.gibibytes(1) }));

    expect(containerOf(stack, NAME)).toMatchObject({ MemoryReservation: 32, Memory: 1024 });
  });

  test.each([
    { what: 'a reservation below what Docker takes', props: { memoryReservation: Size.mebibytes(5) }, message: /memoryReservation must be whole mebibytes, 6 or more, got 5 MiB/ },
    { what: 'a reservation in parts of a mebibyte', props: { memoryReservation: Size.kibibytes(10_000) }, message: /memoryReservation must be whole mebibytes/ },
    { what: 'a limit below what the collector needs', props: { memoryLimit: Size.mebibytes(63) }, message: /memoryLimit must be what the X-Ray daemon needs \(64 MiB\) or more, got 63 MiB/ },
    {
      what: 'a limit below the reservation',
      props: { memoryReservation: Size.mebibytes(32), memoryLimit: Size.mebibytes(31) },
      message: /memoryLimit must be memoryReservation \(32 MiB\) or more, got 31 MiB: raise it$/,
    },
  ])('is an error as $what', ({ props, message }) => {
    expect(() => daemon(props)).toThrow(message);
  });

  test('may be known at deployment only', () => {
    const limit = Size.mebibytes(Token.asNumber({ Ref: 'Limit' }));
    const reservation = Size.mebibytes(Token.asNumber({ Ref: 'Reservation' }));
    for (const [props, expected] of [
      [{ memoryLimit: limit }, { Memory: { Ref: 'Limit' }, MemoryReservation: 64 }],
      [{ memoryReservation: reservation }, { MemoryReservation: { Ref: 'Reservation' } }],
      [{ memoryLimit: limit, memoryReservation: reservation }, { Memory: { Ref: 'Limit' }, MemoryReservation: { Ref: 'Reservation' } }],
      [{ memoryLimit: limit, memoryReservation: Size.mebibytes(70) }, { Memory: { Ref: 'Limit' }, MemoryReservation: 70 }],
    ] as const) {
      const stack = newStack();
      fargate(stack).addExtension(daemon(props));

      expect(containerOf(stack, NAME)).toMatchObject(expected);
    }
  });

  test('counts a buffer that is a token as soon as it is a number', () => {
    for (const [buffer, expected] of [[Lazy.number({ produce: () => 100 }), 148], [Token.asNumber({ Ref: 'Buffer' }), 48]]) {
      const stack = newStack();
      const collector = TraceCollector.xrayDaemon({ bufferMemory: Size.mebibytes(buffer) });
      fargate(stack).addExtension(daemon({ collector, memoryLimit: Size.mebibytes(512) }));

      expect(containerOf(stack, NAME).MemoryReservation).toBe(expected);
    }
  });
});

describe('what EcsSidecarCollector refuses', () => {
  test.each(['', 'with blank', 'a'.repeat(256), 'a:b', '$(id)', 'ä'])('the name %p', (containerName) => {
    expect(() => daemon({ containerName })).toThrow(/EcsSidecarCollector: containerName must be 1 to 255 letters, digits, hyphens and underscores/);
  });

  test('logRetention beside logging', () => {
    expect(() => daemon({ logging: ecs.LogDrivers.journald(), logRetention: RetentionDays.ONE_DAY })).toThrow(/logRetention can't be given beside logging/);
  });

  test('a second collector, before anything is changed', () => {
    const stack = newStack();
    const task = fargate(stack);
    task.addExtension(daemon({ containerName: 'first' }));

    expect(() => task.addExtension(daemon())).toThrow(/\[Stack\/Task\] a task definition must have one collector, it has container first already/);
    expect(containersOf(stack).map(({ Name }) => Name)).toEqual(['first']);
  });

  test.each([ecs.NetworkMode.NONE, ecs.NetworkMode.NAT])('the network mode %s', (networkMode) => {
    const stack = newStack();
    const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode });

    expect(() => task.addExtension(daemon())).toThrow(`[Stack/Task] networkMode must be awsvpc, bridge or host, got ${networkMode}`);
    expect(task.findContainer(NAME)).toBeUndefined();
  });

  test('a name that another container has', () => {
    const task = fargate(newStack());
    addApp(task, 'web', { containerName: NAME });

    expect(() => task.addExtension(daemon())).toThrow(/containerName must be free, got xray-collector/);
    expect(() => task.addExtension(daemon({ containerName: 'tracing' }))).not.toThrow();
  });

  test('an option that the container of the daemon can\'t be given, before anything is changed', () => {
    const task = fargate(newStack());

    expect(() => task.addExtension(daemon({ collector: TraceCollector.xrayDaemon({ concurrency: 2 }) }))).toThrow(/concurrency can't be given to the daemon's container/);
    expect(task.node.children.map(({ node }) => node.id).sort()).toEqual(['Resource', 'TaskRole']);
  });
});
