import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'fs';
import { Machine, until } from './machine';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

const KINDS = ['mnt', 'pid', 'net'];
/** Stands for the process that runs the tests. */
const PARENT = ['bash', '-c', '"$@" & wait', 'parent'];

describeWith('a test that is killed', PROGRAMS, true, () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  }, COLD_CACHE_MS);
  afterAll(async () => world.end());

  test.each([
    ['in the middle of a boot', false],
    ['while the machine runs', true],
  ])('%s leaves no process, mount, namespace or control group behind', async (_, settled) => {
    const machine = Machine.start(world, { userData: world.stack('plain').userData(), parent: PARENT });
    await until(30_000, 'the first process of the machine', () => machine.run('true').code === 0);
    if (settled) {
      await machine.settled(60_000);
    }
    const processes = descendants(machine.process.pid ?? 0);
    const left = processes.flatMap(namespacesOf).filter((namespace) => !namespacesOf(process.pid).includes(namespace));
    const groups = controlGroups(processes);
    expect({ processes: processes.length > 5, namespaces: new Set(left).size >= KINDS.length, groups: groups.length > 0 })
      .toEqual({ processes: true, namespaces: true, groups: true });

    machine.process.kill('SIGKILL');

    await until(10_000, 'the end of everything', () =>
      allProcesses().every((pid) => !namespacesOf(pid).some((namespace) => left.includes(namespace)))
      && controlGroups(processes).length === 0);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(machine.work);
    expect(execFileSync('ps', ['-e', '-o', 'args'], { encoding: 'utf8' })).not.toContain(machine.work);
  });
});

function allProcesses(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
}

function descendants(pid: number): number[] {
  const lines = execFileSync('ps', ['-e', '-o', 'ppid=,pid='], { encoding: 'utf8' }).trim().split('\n');
  const children = new Map<number, number[]>();
  lines.map((line) => line.trim().split(/\s+/).map(Number)).forEach(([parent, child]) => children.set(parent, [...children.get(parent) ?? [], child]));
  const below = (parent: number): number[] => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** None of one that is over. */
function namespacesOf(pid: number): string[] {
  try {
    return KINDS.map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`));
  } catch {
    return [];
  }
}

/** Those that are named after one of the processes. */
function controlGroups(processes: readonly number[]): string[] {
  return ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd']
    .flatMap((folder) => processes.map((pid) => `${folder}/cdk-xray-e2e.${pid}`)).filter((folder) => existsSync(folder));
}
