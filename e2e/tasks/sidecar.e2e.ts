import { App, Stack } from 'aws-cdk-lib';
import { NetworkMode } from 'aws-cdk-lib/aws-ecs';
import { altered, Definition, definitionsOf, environmentOf, withVariable } from './resolved';
import { sidecarTask } from './stacks';
import { eventually, PROGRAMS, World } from './world';
import { TraceCollector } from '../../src';
import { REGION } from '../boot/app';
import { describeWith } from '../support/requirements';

const COLLECTOR = 'xray-collector';
const ADDRESS = 'AWS_XRAY_DAEMON_ADDRESS';
const MODES = [NetworkMode.AWS_VPC, NetworkMode.HOST, NetworkMode.BRIDGE];

describeWith('The X-Ray daemon beside an application,', PROGRAMS, true, () => {
  let world: World;
  let definition: (id: string) => Definition;

  beforeAll(async () => {
    const app = new App();
    const stack = new Stack(app, 'Tasks', { env: { account: '123456789012', region: REGION } });
    const collector = TraceCollector.xrayDaemon();
    MODES.forEach((networkMode) => sidecarTask(stack, networkMode, { networkMode, collector }));
    sidecarTask(stack, 'other', { networkMode: NetworkMode.BRIDGE, collector, hostPort: 8081 });
    sidecarTask(stack, 'stubborn', { networkMode: NetworkMode.AWS_VPC, collector, environment: { APP_IGNORES_STOP: '1' } });
    definition = definitionsOf(app, stack);
    world = await World.make();
  });
  afterAll(async () => world?.end());

  /** Runs a task until its application has sent a segment; whether that arrived. */
  async function sends(task: string, played: Definition, seconds?: number): Promise<boolean> {
    expect(await world.run(task, played)).toBe('running');
    return world.sends(task, 'called', { seconds });
  }

  describe.each(MODES)('in the network mode %s,', (mode) => {
    afterAll(async () => world.stop(mode));

    test('takes the segments of the X-Ray SDK at the rendered address', async () => {
      expect(await sends(mode, definition(mode))).toBe(true);
    });

    test('hands on the sampling rules by TCP, which the SDK then obeys', async () => {
      const { rule } = await eventually(8, () => world.get(mode, '/sampled'), (answer) => answer.rule !== undefined);
      expect(rule).toBe('all-of-the-test');
      expect(await world.requests(mode, '/GetSamplingRules')).not.toEqual([]);
    });

    test('starts before the application', async () => {
      expect((await world.events(mode)).slice(0, 2)).toEqual([`${COLLECTOR} started`, 'app started']);
    });

    test('can write to nothing but what it was given, and is not root', async () => {
      const write = 'touch /written 2>&1; touch /tmp/written 2>&1';
      const status = await world.execute(mode, COLLECTOR, '/bin/cat', '/proc/1/status');
      expect(status).toMatch(/^Uid:\t1337\t1337\t/m);
      expect(status).toMatch(/^CapEff:\t0+$/m);
      expect(await world.execute(mode, COLLECTOR, '/bin/sh', '-c', write)).toMatch(/written.*Read-only[\s\S]*\/tmp\/written.*Read-only/);
    });

    test('stops after the application and sends what that said last', async () => {
      await world.stop(mode);
      expect(await world.arrives(mode, 'last-words', 1)).toBe(true);
      expect((await world.events(mode)).slice(2)).toEqual(['app told to stop', 'app ended', `${COLLECTOR} told to stop`, `${COLLECTOR} ended`]);
    });

    test('gets nothing from an application that was told another address', async () => {
      const task = `${mode}Elsewhere`;
      const address = String(environmentOf(definition(mode), 'app')[ADDRESS]);
      expect(await sends(task, withVariable(definition(mode), 'app', ADDRESS, address.replace('2000', '2001')), 2)).toBe(false);
      await world.stop(task);
    });

    test('loses what the application says last where it is stopped first', async () => {
      const task = `${mode}Forward`;
      expect(await sends(task, definition(mode))).toBe(true);
      await world.stop(task, 'forward');
      expect(await world.events(task)).toContain('app ended');
      expect(await world.arrives(task, 'last-words', 1.5)).toBe(false);
    });
  });

  describe('on a bridge,', () => {
    test('is known by the name that the link has', async () => {
      expect(environmentOf(definition('bridge'), 'app')[ADDRESS]).toBe(`${COLLECTOR}:2000`);
      expect(await sends('named', definition('bridge'))).toBe(true);
      expect(await world.execute('named', 'app', '/bin/cat', '/etc/hosts')).toMatch(/^172\.17\.0\.\d+\txray-collector$/m);
      await world.stop('named');
    });

    test('is not found without the link', async () => {
      const unlinked = altered(definition('bridge'), 'app', () => ({ Links: [] }));
      expect(await sends('unlinked', unlinked, 2)).toBe(false);
      await world.stop('unlinked');
    });

    test('takes the segments of its own task only, of two on one instance', async () => {
      expect(await world.run('one', definition('bridge'))).toBe('running');
      expect(await world.run('two', definition('other'))).toBe('running');
      expect([await world.sends('one', 'of-one'), await world.sends('two', 'of-two')]).toEqual([true, true]);
      const names = async (task: string) => new Set((await world.segments(task)).map(({ name }) => name));
      expect(await names('one')).not.toContain('of-two');
      expect(await names('two')).not.toContain('of-one');
      await Promise.all(['one', 'two'].map((task) => world.stop(task)));
    });
  });

  test('is not essential: the application goes on without it', async () => {
    expect(await sends('orphan', definition('awsvpc'))).toBe(true);
    await world.signal('orphan', COLLECTOR, 'SIGKILL');
    await eventually(5, () => world.events('orphan'), (events) => events.includes(`${COLLECTOR} ended`));
    await world.get('orphan', '/segment/alone');
    expect(await world.events('orphan')).not.toContain('app ended');
    await world.stop('orphan');
  });

  test('ends after an application that ends by itself, and sends what is left', async () => {
    expect(await sends('mortal', definition('awsvpc'))).toBe(true);
    await world.get('mortal', '/segment/before-the-end');
    await world.signal('mortal', 'app', 'SIGKILL');
    await eventually(5, () => world.events('mortal'), (events) => events.includes(`${COLLECTOR} ended`));
    expect(await world.arrives('mortal', 'before-the-end', 1)).toBe(true);
    expect((await world.events('mortal')).slice(2)).toEqual(['app ended', `${COLLECTOR} told to stop`, `${COLLECTOR} ended`]);
  });

  test('outlives an application that does not stop when it is told to', async () => {
    expect(await sends('stubborn', definition('stubborn'))).toBe(true);
    await world.stop('stubborn');
    expect((await world.events('stubborn')).slice(2))
      .toEqual(['app told to stop', 'app killed', 'app ended', `${COLLECTOR} told to stop`, `${COLLECTOR} ended`]);
  });
});
