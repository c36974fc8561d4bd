import { daemonProgram } from './daemon-program';
import { Machine, until } from './machine';
import { inService, installed, installLog, sendSegment, signedSegments } from './observe';
import { PROGRAMS, World } from './world';
import { zip } from '../../test/linux-scripts/stand-in';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

/** What cloud-init has kept of the user data, as it is run again by hand. */
const AGAIN = 'bash /var/lib/cloud/instance/scripts/part-001';

describeWith('a machine with the X-Ray daemon', PROGRAMS, true, () => {
  let world: World;
  let machine: Machine;

  beforeAll(async () => {
    world = await World.make();
    machine = await Machine.boot(world, { userData: world.stack('plain').userData(), credentialSeconds: 12 });
  }, COLD_CACHE_MS);
  afterAll(async () => world.end());

  test('runs it as a user of its own, from the first boot on', () => {
    expect(inService(machine)).toEqual({ active: 'active', enabled: 'enabled', user: 'xray' });
    expect(machine.read('stat -c "%U:%G %a" /etc/cdk-xray/cfg.yaml')).toBe('root:xray 640');
    expect(machine.read('systemctl --failed --no-legend')).toBe('');
  });

  test('sends a segment, signed with the credentials of its role, for its Region', async () => {
    const trace = sendSegment(machine);

    expect(await signedSegments(machine, trace)).toEqual([{ signer: { key: 'ASIAFIRST', region: 'eu-central-1' }, host: 'xray.eu-central-1.amazonaws.com' }]);
  });

  test('asks for sampling rules in the name of the SDKs', () => {
    const answer = machine.read('curl -fsS --max-time 5 -X POST -d {} http://127.0.0.1:2000/GetSamplingRules');

    expect(JSON.parse(answer)).toMatchObject({ SamplingRuleRecords: [] });
    expect(machine.entries('api').filter(({ path }) => path === '/GetSamplingRules')).toMatchObject([{ status: 200, signer: { key: 'ASIAFIRST' } }]);
  });

  test('asks for its credentials with a token, as nobody is told them without one', async () => {
    await signedSegments(machine, sendSegment(machine));

    expect(machine.entries('metadata').filter(({ status }) => status === 401)).toEqual([]);
    expect(machine.run('curl -fsS http://169.254.169.254/latest/meta-data/iam/security-credentials/').code).toBe(22);
    expect(machine.entries('metadata').filter(({ status }) => status === 200).map(({ path }) => path)).toContain('/latest/api/token');
  });

  test('changes nothing when it is run again', () => {
    const before = installed(machine);

    const { code, output } = machine.run(AGAIN);

    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('cdk-xray.service runs, and nothing has changed') });
    expect(installed(machine)).toBe(before);
  });

  test('signs with other credentials when those it has expire', async () => {
    machine.lend('SECOND');
    await new Promise((resolve) => setTimeout(resolve, 12_000));

    const trace = sendSegment(machine);

    expect(await signedSegments(machine, trace)).toMatchObject([{ signer: { key: 'ASIASECOND' } }]);
  });

  test('runs it again after a reboot, and the user data is not run a second time', async () => {
    const log = installLog(machine);

    await machine.reboot();

    expect(inService(machine)).toEqual({ active: 'active', enabled: 'enabled', user: 'xray' });
    expect(installLog(machine)).toBe(log);
    const trace = sendSegment(machine);
    expect(await signedSegments(machine, trace)).toMatchObject([{ signer: { key: 'ASIASECOND' } }]);
  });

  test('is restarted when it dies', async () => {
    const mainProcess = () => machine.run('systemctl show --value --property=MainPID cdk-xray.service').output.trim();
    const before = mainProcess();

    machine.run('systemctl kill --signal=KILL cdk-xray.service');

    await until(30_000, 'another process of the service', () => !['0', before].includes(mainProcess()));
    expect(inService(machine).active).toBe('active');
  });

  test('gets the newer one when it is run again, and keeps the older where the newer is not genuine', () => {
    const newer = zip({ 'xray': daemonProgram(), 'cfg.yaml': 'Version: 2\n', 'news': 'something' });
    machine.publish(world.published(newer, world.stranger.signature(newer)));
    const before = installed(machine);

    expect(machine.run(AGAIN).output).toContain('FAILED: the signature of the X-Ray daemon is not valid, or not by the key');
    expect(installed(machine)).toBe(before);

    machine.publish(world.published(newer));
    expect(machine.run(AGAIN).output).toContain('cdk-xray.service runs');
    expect(installed(machine)).not.toBe(before);
    expect(inService(machine).active).toBe('active');
  });
});
