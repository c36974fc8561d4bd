import { Machine, MachineOptions } from './machine';
import { cloudInitStatus, inService, installLog, isUntouched, sendSegment, signedSegments } from './observe';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

const IN_SERVICE = { active: 'active', enabled: 'enabled', user: 'xray' };
/** Outside of EC2: the AWS CLI of an administrator, sudo, and AWS's credential helper. */
const OUTSIDE = {
  'usr/local/bin/sudo': '#!/bin/sh\nexec "$@"\n',
  'usr/local/bin/aws': '#!/bin/sh\ncat /root/document.json\n',
  'usr/local/bin/aws_signing_helper': '#!/bin/sh\nprintf \'{"Version": 1, "AccessKeyId": "ASIAFIRST", "SecretAccessKey": "secret/of+FIRST", '
    + '"SessionToken": "token-of-FIRST", "Expiration": "2199-01-01T00:00:00Z"}\'\n',
  'etc/rolesanywhere/certificate.pem': 'a certificate',
  'etc/rolesanywhere/private-key.pem': 'a key',
};

describeWith('user data', PROGRAMS, true, () => {
  let world: World;
  let machine: Machine;

  async function boot(userData: string, options: Partial<MachineOptions> = {}): Promise<void> {
    machine = await Machine.boot(world, { userData, ...options });
  }

  beforeAll(async () => {
    world = await World.make();
  }, COLD_CACHE_MS);
  afterEach(async () => world.endMachines());
  afterAll(async () => world.end());

  test('runs the user\'s own commands, before and after the collector was added, and gives their code', async () => {
    await boot(world.stack('with-commands').userData());

    expect(machine.read('cat /root/own')).toBe('before\nafter\nat the end: 1');
    expect(machine.read('cat /root/quoted')).toBe('$HOME `id` "quotes" \'too\'');
    expect(inService(machine)).toEqual(IN_SERVICE);
    expect(cloudInitStatus(machine)).toBe('status: error');
  });

  test('runs them as well where the collector can\'t be had', async () => {
    await boot(world.stack('with-commands').userData(), { behaviour: 'fail' });

    expect(machine.read('cat /root/own')).toBe('before\nafter\nat the end: 1');
    expect(isUntouched(machine)).toBe(true);
  });

  test.each([
    ['cloud-config', 'runcmd'],
    ['mime', 'runcmd\nscript'],
  ])('does what the user\'s %s says, and then installs', async (stack, own) => {
    await boot(world.stack(stack).userData());

    expect(machine.read('cat /root/written')).toBe('of the user\'s');
    expect(machine.read('cat /root/own').split('\n').sort().join('\n')).toBe(own);
    expect(machine.run('[ /root/own -ot /etc/cdk-xray/cfg.yaml ]').code).toBe(0);
    expect(inService(machine)).toEqual(IN_SERVICE);
  });

  test('of a stack for any Region makes the daemon send to the one that it is deployed to', async () => {
    await boot(world.stack('anywhere', { 'AWS::Region': 'eu-west-1' }).userData());

    expect(machine.run('systemctl show-environment; cat /etc/environment /proc/1/environ').output).not.toContain('AWS_');
    expect(await signedSegments(machine, sendSegment(machine)))
      .toEqual([{ host: 'xray.eu-west-1.amazonaws.com', signer: { key: 'ASIAFIRST', region: 'eu-west-1' } }]);
  });

  test('of an administrator outside of EC2 makes it sign with the credentials that a certificate gives', async () => {
    const stack = world.stack('on-premises');
    await boot(`#!/bin/bash\n${stack.output('InstallCommand')}\n`, {
      metadata: false,
      files: { ...OUTSIDE, 'root/document.json': stack.document() },
      prepare: 'chmod 0755 /usr/local/bin/*\ngroupadd --system xray\nchgrp xray /etc/rolesanywhere/private-key.pem\nchmod 0640 /etc/rolesanywhere/private-key.pem\n',
    });

    expect(installLog(machine)).toContain('cdk-xray.service runs');
    expect(inService(machine)).toEqual(IN_SERVICE);
    expect(await signedSegments(machine, sendSegment(machine))).toMatchObject([{ signer: { key: 'ASIAFIRST', region: 'eu-central-1' } }]);
  });

  test('outside of EC2 says what it may not read, and starts nothing', async () => {
    const stack = world.stack('on-premises');
    await boot(`#!/bin/bash\n${stack.output('InstallCommand')}\n`, {
      metadata: false,
      files: { ...OUTSIDE, 'root/document.json': stack.document() },
      prepare: 'chmod 0755 /usr/local/bin/*\nchmod 0600 /etc/rolesanywhere/private-key.pem\n',
    });

    expect(installLog(machine)).toContain('FAILED: the user xray can\'t use /etc/rolesanywhere/private-key.pem');
    expect(inService(machine).active).toBe('inactive');
  });
});
