import { readFileSync } from 'fs';
import { join } from 'path';
import { Machine } from './machine';
import { inService, installLog, isUntouched, sendSegment, signedSegments } from './observe';
import { collectorMirror, CollectorPackage, collectorPackage } from './packages';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

const OPENTELEMETRY = 'aws-otel-collector.service';
const RPM_FAMILY = readFileSync(join(__dirname, 'image', 'rpm-family.sh'), 'utf8');

describeWith('a machine of the rpm family', PROGRAMS, true, () => {
  let world: World;
  let machine: Machine;
  let rpm: CollectorPackage;

  beforeAll(async () => {
    world = await World.make();
    rpm = collectorPackage(world);
  }, COLD_CACHE_MS);
  afterEach(async () => world.endMachines());
  afterAll(async () => world.end());

  test('gets by dnf what it misses, and then the daemon', async () => {
    machine = await Machine.boot(world, { userData: world.stack('plain').userData(), prepare: RPM_FAMILY });

    expect(installLog(machine)).toContain('gpg is missing: installing it');
    expect(machine.read('rpm -q --queryformat "%{NAME}" gnupg2')).toBe('gnupg2');
    expect(inService(machine)).toEqual({ active: 'active', enabled: 'enabled', user: 'xray' });
    expect(await signedSegments(machine, sendSegment(machine))).toHaveLength(1);
  });

  test('goes on without the daemon where dnf has nothing to verify it by', async () => {
    machine = await Machine.boot(world, { userData: world.stack('plain').userData(), prepare: `${RPM_FAMILY}\nrm /etc/yum.repos.d/test.repo\n` });

    expect(installLog(machine)).toContain('FAILED: gpg is missing and could not be installed');
    expect(isUntouched(machine)).toBe(true);
  });

  test('gets the signed package of the OpenTelemetry collector, which runs by the configuration of its own', async () => {
    const downloads = collectorMirror(world, rpm.signed);
    machine = await Machine.boot(world, { userData: world.stack('open-telemetry').userData(), prepare: RPM_FAMILY, downloads });

    expect(machine.read('rpm -q --queryformat "%{NAME}" aws-otel-collector')).toBe('aws-otel-collector');
    expect(inService(machine, OPENTELEMETRY)).toEqual({ active: 'active', enabled: 'enabled', user: 'aoc' });
    expect(machine.read('cat /opt/aws/aws-otel-collector/etc/config.yaml')).toBe('receivers: {}');
    expect(machine.read('ss -Htuln | awk \'{ print $1, $5 }\' | grep 127.0.0.1 | sort').split('\n'))
      .toEqual(['tcp 127.0.0.1:4317', 'tcp 127.0.0.1:4318', 'udp 127.0.0.1:2000']);

    await machine.reboot();
    expect(inService(machine, OPENTELEMETRY).active).toBe('active');
  });

  test('does not install one without a signature, which rpm would', async () => {
    const downloads = collectorMirror(world, rpm.unsigned);
    machine = await Machine.boot(world, { userData: world.stack('open-telemetry').userData(), prepare: RPM_FAMILY, downloads });

    expect(installLog(machine)).toContain('FAILED: the signature of the OpenTelemetry collector is not valid');
    expect(machine.run('rpm -q aws-otel-collector').output).toContain('not installed');
  });
});
