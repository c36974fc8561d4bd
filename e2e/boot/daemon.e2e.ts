import { daemonProgram, isProgram, isRealDaemon } from './daemon-program';
import { Machine } from './machine';
import { PROGRAMS, World } from './world';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';

/** The ports of the one that runs already are another test's. */
const ELSEWHERE = 'Socket: {UDPAddress: "127.0.0.1:2100", TCPAddress: "127.0.0.1:2100"}';

describeWith('the X-Ray daemon of this run', PROGRAMS, true, () => {
  let world: World;
  let machine: Machine;

  /** Its exit code with a configuration; 124 where it goes on. */
  function start(configuration: string): number | null {
    const file = '/root/cfg.yaml';
    return machine.run(`cat >${file} <<'END'\n${configuration}\nEND\ntimeout 2 /opt/cdk-xray/bin/xray -c ${file}`).code;
  }

  beforeAll(async () => {
    world = await World.make();
    machine = await Machine.boot(world, { userData: world.stack('plain').userData() });
  }, COLD_CACHE_MS);
  afterAll(async () => world.end());

  test.each([
    ['an unknown key', 'Unknown: 1'],
    ['an unknown key inside another', 'Logging: {Unknown: 1}'],
    ['a wrong type', 'Concurrency: many'],
    ['an address that is none', 'Socket: {UDPAddress: here, TCPAddress: "127.0.0.1:2100"}'],
    ['a port that is taken', 'Socket: {UDPAddress: "127.0.0.1:2000", TCPAddress: "127.0.0.1:2100"}'],
    ['a buffer that is too small', 'TotalBufferSizeMB: 2'],
  ])('exits for %s', (_, line) => {
    expect(start(`Version: 2\nRegion: eu-central-1\n${line.includes('Socket') ? '' : ELSEWHERE}\n${line}`)).toBe(1);
  });

  test('exits without a version, for another one and without a Region', () => {
    expect([`Region: eu-central-1\n${ELSEWHERE}`, `Version: 3\nRegion: eu-central-1\n${ELSEWHERE}`, `Version: 2\nLocalMode: true\n${ELSEWHERE}`].map(start))
      .toEqual([1, 1, 1]);
  });

  test('takes in silence what only the library refuses, and goes on where its TCP port is taken', () => {
    expect([
      `Version: 2\nRegion: eu-central-1\n${ELSEWHERE}\nEndpoint: nonsense\nConcurrency: -1\nTotalBufferSizeMB: -5\nLogging: {LogLevel: loud}`,
      'Version: 2\nRegion: eu-central-1\nSocket: {UDPAddress: "127.0.0.1:2100", TCPAddress: "127.0.0.1:2000"}',
    ].map(start)).toEqual([124, 124]);
  });

  test('is the one that the run was announced with', () => {
    expect(isProgram(daemonProgram())).toBe(isRealDaemon());
  });
});
