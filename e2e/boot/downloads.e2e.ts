import { Behaviour, Machine, MachineOptions } from './machine';
import { cloudInitStatus, inService, installLog, isUntouched, secondsOfUserData } from './observe';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

const WITHOUT = 'going on without the collector: it is not required';

describeWith('a machine that can\'t have the X-Ray daemon', PROGRAMS, true, () => {
  let world: World;
  let hanging: Machine;

  async function booted(options: Partial<MachineOptions>, stack = 'plain'): Promise<Machine> {
    return Machine.boot(world, { userData: world.stack(stack).userData(), ...options });
  }

  beforeAll(async () => {
    world = await World.make();
    hanging = Machine.start(world, { userData: world.stack('plain').userData(), behaviour: 'hang' });
  }, COLD_CACHE_MS);
  afterEach(async () => world.endMachines(hanging));
  afterAll(async () => world.end());

  test.each<[string, Behaviour]>([
    ['is down', 'down'],
    ['answers 503', 'fail'],
    ['breaks off', 'truncate'],
  ])('goes on without it where the download server %s', async (_, behaviour) => {
    const machine = await booted({ behaviour });

    expect(installLog(machine)).toContain('FAILED: the X-Ray daemon could not be downloaded');
    expect(installLog(machine)).toContain(WITHOUT);
    expect(isUntouched(machine)).toBe(true);
    expect(cloudInitStatus(machine)).toBe('status: done');
    expect(secondsOfUserData(machine)).toBeLessThan(30);
  });

  test('goes on without it where the signature is of something else', async () => {
    const machine = await booted({ downloads: world.published(world.archive, world.signer.signature(Buffer.from('something else'))) });

    expect(installLog(machine)).toContain(`FAILED: the signature of the X-Ray daemon is not valid, or not by the key ${world.signer.fingerprint}`);
    expect(isUntouched(machine)).toBe(true);
  });

  test('goes on without it where another key has signed it, though that one is beside the right one', async () => {
    const keys = Buffer.concat([world.signer.publicKey(), world.stranger.publicKey()]);
    const machine = await booted({ downloads: world.published(world.archive, world.stranger.signature(world.archive), keys) });

    expect(installLog(machine)).toContain('FAILED: the signature of the X-Ray daemon is not valid, or not by the key');
    expect(isUntouched(machine)).toBe(true);
  });

  test('refuses at AWS\'s own address what AWS\'s key has not signed', async () => {
    const machine = await booted({}, 'from-aws');

    expect(machine.entries('downloads').map(({ host, path }) => `${String(host)}${String(path)}`))
      .toContain(`s3.eu-central-1.amazonaws.com/aws-xray-assets.eu-central-1/xray-daemon/${machine.read('uname -m') === 'x86_64' ? 'aws-xray-daemon-linux-3.x.zip' : 'aws-xray-daemon-linux-arm64-3.x.zip'}`);
    expect(installLog(machine)).toContain('not by the key EA6D9271FBF36990277F4B877BFE036BFE6157D3');
    expect(isUntouched(machine)).toBe(true);
  });

  test('is unfit where it is required', async () => {
    const machine = await booted({ behaviour: 'fail' }, 'required');

    expect(cloudInitStatus(machine)).toBe('status: error');
    expect(machine.run('bash /var/lib/cloud/instance/scripts/part-001').code).toBe(1);
    expect(installLog(machine)).not.toContain(WITHOUT);
  });

  test.each([['udp', 'SOCK_DGRAM'], ['tcp', 'SOCK_STREAM']])('leaves its port to another program that has it (%s)', async (_, kind) => {
    const machine = await booted({ files: otherProgram(kind) });

    expect(installLog(machine)).toContain('FAILED: port 2000 is in use by another program');
    expect(machine.entries('downloads')).toEqual([]);
    expect(isUntouched(machine)).toBe(true);
    expect(machine.read('systemctl is-active other.service')).toBe('active');
  });

  test('has it as soon as the user data runs again with a server that works', async () => {
    const machine = await booted({ behaviour: 'truncate' });
    machine.behave('serve');

    expect(machine.run('bash /var/lib/cloud/instance/scripts/part-001')).toEqual({ code: 0, output: expect.stringContaining('cdk-xray.service runs') });
    expect(inService(machine)).toEqual({ active: 'active', enabled: 'enabled', user: 'xray' });
  });

  test('is not held for long by a server that does not send', async () => {
    await hanging.settled(180_000);

    expect(installLog(hanging)).toContain('FAILED: the X-Ray daemon could not be downloaded');
    expect(secondsOfUserData(hanging)).toBeLessThan(90);
    expect(cloudInitStatus(hanging)).toBe('status: done');
  }, 200_000);
});

/** A service of the user's that starts before cloud-init. */
function otherProgram(kind: string): Record<string, string> {
  return {
    'opt/other.py': `import socket, time\ns = socket.socket(socket.AF_INET, socket.${kind})\ns.bind(("127.0.0.1", 2000))\n`
      + `${kind === 'SOCK_STREAM' ? 's.listen()\n' : ''}time.sleep(100000)\n`,
    'etc/systemd/system/other.service': '[Unit]\nBefore=cloud-final.service\n[Service]\nExecStart=/usr/bin/python3 /opt/other.py\n[Install]\nWantedBy=multi-user.target\n',
    'etc/systemd/system/cloud-final.service.d/other.conf': '[Unit]\nWants=other.service\nAfter=other.service\n',
  };
}
