import { App, Stack } from 'aws-cdk-lib';
import { NetworkMode } from 'aws-cdk-lib/aws-ecs';
import { altered, Definition, definitionsOf, withVariable } from './resolved';
import { sidecarTask } from './stacks';
import { PROGRAMS, World } from './world';
import { TraceCollector } from '../../src';
import { REGION } from '../boot/app';
import { describeWith } from '../support/requirements';

const COLLECTOR = 'xray-collector';
const KINDS = { agent: TraceCollector.cloudWatchAgent(), otel: TraceCollector.openTelemetry() };
const TASKS = Object.keys(KINDS).flatMap((kind) => [NetworkMode.AWS_VPC, NetworkMode.BRIDGE].map((mode) => `${kind}${mode}`));

describeWith('A collector that takes OTLP, beside an application,', PROGRAMS, true, () => {
  let world: World;
  let definition: (id: string) => Definition;
  let started: string[];

  /** So long after its container, the image is ready: who does not wait is too early. */
  function slow(task: string): Definition {
    return withVariable(definition(task), COLLECTOR, 'IMAGE_STARTS_WITHIN', '2');
  }

  beforeAll(async () => {
    const app = new App();
    const stack = new Stack(app, 'Tasks', { env: { account: '123456789012', region: REGION } });
    Object.entries(KINDS).forEach(([kind, collector], index) => {
      sidecarTask(stack, `${kind}${NetworkMode.AWS_VPC}`, { networkMode: NetworkMode.AWS_VPC, collector });
      sidecarTask(stack, `${kind}${NetworkMode.BRIDGE}`, { networkMode: NetworkMode.BRIDGE, collector, hostPort: 8081 + index });
    });
    definition = definitionsOf(app, stack);
    world = await World.make();
    started = await Promise.all(TASKS.map((task) => world.run(task, task.startsWith('otel') ? slow(task) : definition(task))));
  });
  afterAll(async () => world?.end());

  test('starts with the rendered configuration, user and scratch folders', () => {
    expect(started).toEqual(TASKS.map(() => 'running'));
  });

  test.each(TASKS)('takes spans and segments at the rendered addresses: %s', async (task) => {
    expect(await world.sends(task, 'called')).toBe(true);
    expect(await world.get(task, '/otlp/my-span')).toEqual({ status: 200 });
    const [{ url, type, body }] = await world.requests(task, '/Otlp');
    expect([url, type, Buffer.from(String(body), 'base64').includes('my-span')]).toEqual(['/v1/traces', 'application/x-protobuf', true]);
  });

  test.each(TASKS.filter((task) => task.startsWith('otel')))('is waited for until it is healthy, so the first segment arrives: %s', async (task) => {
    expect((await world.events(task)).slice(0, 3)).toEqual([`${COLLECTOR} started`, `${COLLECTOR} healthy`, 'app started']);
    expect(await world.arrives(task, 'first-words')).toBe(true);
  });

  test('misses the first segment of an application that does not wait', async () => {
    const hasty = altered(slow('otelawsvpc'), 'app', () => ({ DependsOn: [] }));
    expect(await world.run('hasty', hasty)).toBe('running');
    expect(await world.arrives('hasty', 'first-words', 4)).toBe(false);
  });

  test('keeps an application from starting that waits for one which never starts', async () => {
    const broken = withVariable(definition('otelawsvpc'), COLLECTOR, 'AOT_CONFIG_CONTENT', 'no: configuration');
    expect(await world.run('broken', broken)).toContain('app waits for xray-collector, which is not healthy');
    expect(await world.events('broken')).not.toContain('app started');
  });

  test.each(TASKS)('loses nothing when the task is stopped: %s', async (task) => {
    await world.stop(task);
    expect(await world.arrives(task, 'last-words', 1)).toBe(true);
  });
});
