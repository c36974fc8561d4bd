import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createConnection } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { REGION } from './emulator';
import { emulatorPrograms } from './emulator-programs';
import { BackgroundProcess } from './processes';
import { daemonProgram, isRealDaemon } from '../boot/daemon-program';

const CREDENTIALS = {
  Version: 1, AccessKeyId: 'test', SecretAccessKey: 'test', SessionToken: 'test', Expiration: '2100-01-01T00:00:00Z',
};

export interface CollectorOptions {
  /** Where it listens, UDP and TCP, such as `127.0.0.1:2000`. */
  readonly address: string;
  /** URL of the X-Ray API. */
  readonly endpoint: string;
}

export interface Collector {
  stop(): Promise<void>;
}

/** The X-Ray daemon of this run, on this machine. */
export async function startCollector({ address, endpoint }: CollectorOptions): Promise<Collector> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-collector-'));
  const [program, credentials, profiles, configuration] = ['xray', 'credentials.json', 'profiles', 'cfg.yaml'].map((name) => join(folder, name));
  writeFileSync(program, daemonProgram(), { mode: 0o755 });
  writeFileSync(credentials, JSON.stringify(CREDENTIALS));
  writeFileSync(profiles, `[default]\ncredential_process = cat ${credentials}\n`);
  const socket = { UDPAddress: address, TCPAddress: address };
  writeFileSync(configuration, JSON.stringify({ Version: 2, Region: REGION, Socket: socket, Endpoint: endpoint, LocalMode: true }));
  // The emulator's Python has what the stand-in imports, wherever the machine's own hasn't.
  const command = isRealDaemon() ? [program] : [(await emulatorPrograms()).python, program];
  const daemon = new BackgroundProcess([...command, '-c', configuration], {
    log: join(folder, 'daemon.log'),
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, AWS_CONFIG_FILE: profiles, AWS_SDK_LOAD_CONFIG: '1' },
  });
  try {
    await daemon.waitFor('its port', () => isOpen(address), 15);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    stop: async () => {
      await daemon.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isOpen(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const connection = createConnection(Number(port), hostname);
    connection.on('connect', () => resolve(true)).on('error', () => resolve(false));
    connection.on('connect', () => connection.destroy());
  });
}
