import { parse } from 'yaml';
import { Machine } from './machine';
import { inService, installLog, isUntouched, sendSegment, signedSegments } from './observe';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

/** Whatever reads one of these as a command, or as a part of one, leaves a file behind. */
const HOSTILE = '$(touch /hostile-1) `touch /hostile-2` \'; touch /hostile-3; \' && touch /hostile-4 #${HOME}\nEOF\ntouch /hostile-5\n';
const QUOTED = `${HOSTILE}"; touch /hostile-6; "\\`;

describeWith('values that are known at deployment only', PROGRAMS, true, () => {
  let world: World;
  let machine: Machine;

  async function boot(stack: string, value: string): Promise<void> {
    machine = await Machine.boot(world, { userData: world.stack(stack, { Value: value }).userData() });
  }

  beforeAll(async () => {
    world = await World.make();
  }, COLD_CACHE_MS);
  afterEach(async () => {
    expect(machine.run('ls -d /hostile*').output).toMatch(/No such file/);
    await world.endMachines();
  });
  afterAll(async () => world.end());

  test.each([
    ['that a shell would read', HOSTILE],
    ['that end a text', QUOTED],
    ['that are keys of their own', 'arn"\nNoVerifySSL: true\nEndpoint: "http://elsewhere.test'],
  ])('stand in the configuration, and nowhere else: values %s', async (_, value) => {
    await boot('parameter-description', value);

    const { ResourceARN, ...others } = configurationOf(machine);
    expect(ResourceARN).toBe(value);
    expect(Object.keys(others).sort()).toEqual(['LocalMode', 'Logging', 'Region', 'Socket', 'TotalBufferSizeMB', 'Version']);
    expect(inService(machine).active).toBe('active');
    expect(await signedSegments(machine, sendSegment(machine))).toHaveLength(1);
  });

  test('are refused where they should be a Region', async () => {
    await boot('parameter-region', QUOTED);

    expect(installLog(machine)).toContain('FAILED: not a Region: $(touch /hostile-1)');
    expect(isUntouched(machine)).toBe(true);
  });

  test('are an address that has no files', async () => {
    await boot('parameter-mirror', `https://mirror.test/xray/${QUOTED}`);

    expect(installLog(machine)).toContain('FAILED: the X-Ray daemon could not be downloaded');
    expect(isUntouched(machine)).toBe(true);
  });

  test('are a key that has signed nothing', async () => {
    await boot('parameter-key', QUOTED);

    expect(installLog(machine)).toContain('FAILED: the signature of the X-Ray daemon is not valid');
    expect(isUntouched(machine)).toBe(true);
  });

  test('may be a fingerprint as gpg prints it', async () => {
    await boot('parameter-key', world.signer.fingerprint.toLowerCase().replace(/(.{4})/g, '$1 '));

    expect(inService(machine).active).toBe('active');
  });
});

/** The daemon's configuration, as a reader of YAML understands it. */
function configurationOf(machine: Machine): Readonly<Record<string, unknown>> {
  const configuration: Readonly<Record<string, unknown>> = parse(machine.read('cat /etc/cdk-xray/cfg.yaml'));
  return configuration;
}
