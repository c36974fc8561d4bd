import { setTimeout as sleep } from 'timers/promises';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Definition, definitionsOf, environmentOf, withVariable } from './resolved';
import { applicationTask } from './stacks';
import { eventually, PROGRAMS, World } from './world';
import { EcsDaemonCollector, TraceCollector } from '../../src';
import { REGION } from '../boot/app';
import { describeWith } from '../support/requirements';

const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;
const ADDRESS = 'AWS_XRAY_DAEMON_ADDRESS';

describeWith('The collector of an instance,', PROGRAMS, true, () => {
  let world: World;
  let definition: (id: string) => Definition;
  let collector: EcsDaemonCollector;
  let stack: Stack;

  beforeAll(async () => {
    const app = new App();
    stack = new Stack(app, 'Tasks', { env: { account: '123456789012', region: REGION } });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.small') });
    collector = new EcsDaemonCollector(stack, 'Daemon', { cluster, collector: TraceCollector.xrayDaemon() });
    applicationTask(stack, BRIDGE, { networkMode: BRIDGE, hostPort: 8081 }, collector);
    applicationTask(stack, HOST, { networkMode: HOST }, collector);
    definition = definitionsOf(app, stack);
    world = await World.make();
    expect(await world.run('collector', definition('DaemonTask'))).toBe('running');
  });
  afterAll(async () => world?.end());

  test.each([BRIDGE, HOST])('takes segments and hands on sampling rules at the rendered address, with its own credentials: %s', async (mode) => {
    expect(await world.run(mode, definition(mode))).toBe('running');
    expect(await world.sends(mode, `from-${mode}`, { by: 'collector' })).toBe(true);
    expect(await world.segments(mode)).toEqual([]);
    await world.get(mode, '/sampled');
    const asked = await eventually(5, () => world.requests('collector', '/GetSamplingRules'), (requests) => requests.length > 0);
    expect(asked).not.toEqual([]);
    await world.stop(mode);
    expect(await world.arrives('collector', 'last-words')).toBe(true);
  });

  test('is refused to a task that has a network of its own', () => {
    expect(() => applicationTask(stack, 'Refused', { networkMode: AWS_VPC }, collector)).toThrow('networkMode must be bridge or host');
  });

  test.each([BRIDGE, HOST])('can\'t be reached from there, whichever address the task is told: that of %s', async (mode) => {
    const task = `vpc${mode}`;
    expect(await world.run(task, { ...definition(mode), NetworkMode: AWS_VPC })).toBe('running');
    await world.get(task, `/segment/from-${task}`);
    expect(await world.arrives('collector', `from-${task}`, 2)).toBe(false);
    await world.stop(task);
  });

  test('is not reached on a bridge by the address of a task of the host', async () => {
    const address = environmentOf(definition(HOST), 'app')[ADDRESS];
    expect(address).toBe('127.0.0.1:2000');
    expect(await world.run('lost', withVariable(definition(BRIDGE), 'app', ADDRESS, address))).toBe('running');
    await world.get('lost', '/segment/from-lost');
    expect(await world.arrives('collector', 'from-lost', 2)).toBe(false);
    await world.stop('lost');
  });

  test('sends what it has when it is stopped itself', async () => {
    expect(await world.run('late', definition(HOST))).toBe('running');
    await world.get('late', '/segment/from-late');
    // the SDK sends after it has answered
    await sleep(100);
    await world.stop('collector');
    expect(await world.arrives('collector', 'from-late', 1)).toBe(true);
  });
});
