import { Machine } from './machine';
import { inService, installLog } from './observe';
import { agentMirror, agentPackage } from './packages';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

const AGENT = 'amazon-cloudwatch-agent.service';
/** The packages of the agent are for Ubuntu among the systems that have apt. */
const UBUNTU = 'printf \'ID=ubuntu\\nID_LIKE=debian\\nVERSION_ID="24.04"\\n\' >/etc/os-release\n';
/** What the user has the agent do already. */
const OWN = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_own';

describeWith('a machine of Ubuntu', PROGRAMS, true, () => {
  let world: World;
  let deb: Buffer;

  async function boot(downloads: Record<string, Buffer>, files: Record<string, string> = {}): Promise<Machine> {
    return Machine.boot(world, { userData: world.stack('agent').userData(), prepare: UBUNTU, downloads, files });
  }

  beforeAll(async () => {
    world = await World.make();
    deb = agentPackage(world);
  }, COLD_CACHE_MS);
  afterEach(async () => world.endMachines());
  afterAll(async () => world.end());

  test('gets the CloudWatch agent by apt, which runs by our configuration beside the user\'s', async () => {
    const machine = await boot(agentMirror(world, deb), { [OWN.slice(1)]: '{"metrics": {}}' });

    expect(installLog(machine)).toContain(`${AGENT} runs`);
    expect(machine.read('dpkg-query --show --showformat \'${Status}\' amazon-cloudwatch-agent')).toBe('install ok installed');
    expect(inService(machine, AGENT)).toMatchObject({ active: 'active', enabled: 'enabled' });
    expect(machine.read(`cat ${OWN}`)).toBe('{"metrics": {}}');
    expect(machine.read('ss -Htuln | awk \'{ print $1, $5 }\' | grep 127.0.0.1 | sort').split('\n'))
      .toEqual(['tcp 127.0.0.1:4317', 'tcp 127.0.0.1:4318', 'udp 127.0.0.1:2000']);

    await machine.reboot();
    expect(inService(machine, AGENT).active).toBe('active');
  });

  test('goes on without the agent where its package is not what was signed', async () => {
    const machine = await boot(agentMirror(world, deb, world.stranger.signature(deb)));

    expect(installLog(machine)).toContain('FAILED: the signature of the CloudWatch agent is not valid, or not by the key');
    expect(machine.run('dpkg-query --show amazon-cloudwatch-agent').code).toBe(1);
  });
});
