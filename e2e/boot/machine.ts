import { spawn, spawnSync, ChildProcess } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { HOSTS } from './authority';

const STAGE = join(__dirname, 'stage');
const BOOT_MS = 60_000;

/** What the download server does with every request; `down` has none that could. */
export type Behaviour = 'serve' | 'fail' | 'truncate' | 'hang' | 'down';

/** What a machine has in common with others. */
export interface Surroundings {
  /** The root file system that it starts from. */
  readonly root: string;
  /** Folder for files of machines. */
  readonly folder: string;
  /** Folder of the certificates by which servers are known. */
  readonly tls: string;
  /** The interpreter of the stand-ins. */
  readonly python: string;
  /** Everything that was started. */
  readonly machines: Machine[];
  /** What belongs on the download server, by path. */
  published(): Record<string, Buffer>;
}

export interface MachineOptions {
  readonly userData: string;
  /** Default: it serves. */
  readonly behaviour?: Behaviour;
  /** What is on the download server, by path. Default: what belongs there. */
  readonly downloads?: Record<string, Buffer>;
  /** Files that are on the machine before it boots. */
  readonly files?: Record<string, string>;
  /** What bash does with the machine's files before it boots. */
  readonly prepare?: string;
  /** Whether it has the metadata of an instance. Default: yes. */
  readonly metadata?: boolean;
  /** How long the credentials of its role last. Default: an hour. */
  readonly credentialSeconds?: number;
  /** What starts it, for a test of what happens when that dies. Default: this process does. */
  readonly parent?: readonly string[];
}

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

export type Entry = Readonly<Record<string, unknown>>;

const CLOUD_INIT = `datasource_list: [NoCloud]
cloud_init_modules: [write-files]
cloud_config_modules: [runcmd]
cloud_final_modules: [scripts-user]
`;

/** A machine that boots with systemd and runs its user data by cloud-init, in namespaces of its own. */
export class Machine {
  /** Boots it and waits until it has done all that it does at a boot. */
  public static async boot(surroundings: Surroundings, options: MachineOptions): Promise<Machine> {
    const machine = Machine.start(surroundings, options);
    await machine.settled(options.behaviour === 'hang' ? 4 * BOOT_MS : BOOT_MS);
    return machine;
  }

  public static start(surroundings: Surroundings, options: MachineOptions): Machine {
    const machine = new Machine(surroundings, options);
    surroundings.machines.push(machine);
    return machine;
  }

  public readonly work: string;
  public readonly process: ChildProcess;

  private constructor(surroundings: Surroundings, options: MachineOptions) {
    this.work = mkdtempSync(join(surroundings.folder, 'machine-'));
    mkdirSync(join(this.work, 'space'));
    cpSync(surroundings.tls, join(this.work, 'tls'), { recursive: true });
    this.writeSystem(options);
    this.writeDownloads(surroundings, options);
    this.lend('FIRST', options);
    if (options.prepare !== undefined) {
      this.write('prepare.sh', options.prepare);
    }
    const [program, ...args] = [...options.parent ?? [], 'setpriv', '--pdeathsig', 'KILL', join(STAGE, 'launch.sh'), surroundings.root, this.work, surroundings.python];
    this.process = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  }

  /** Runs a command in the machine. */
  public run(command: string): Outcome {
    const stage = this.stage();
    if (stage === undefined) {
      return { code: null, output: '' };
    }
    const enter = ['--target', String(stage), '--mount', '--pid', '--net', '--', join(STAGE, 'inside.sh'), '/bin/bash', '-c', `exec 2>&1\n${command}`];
    const { status, stdout } = spawnSync('nsenter', enter, { encoding: 'utf8', timeout: BOOT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
    return { code: status, output: stdout };
  }

  /** The first process in its namespaces, by the number that it has out here. */
  public stage(): number | undefined {
    const { stdout } = spawnSync('pgrep', ['--oldest', '--full', `^/bin/bash [^ ]*/stage.sh .* ${this.work} `], { encoding: 'utf8' });
    return stdout === '' ? undefined : Number(stdout);
  }

  /** What a command writes that has to succeed. */
  public read(command: string): string {
    const { code, output } = this.run(command);
    if (code !== 0) {
      throw new Error(`${command} ended with ${code}: ${output}`);
    }
    return output.trim();
  }

  public async reboot(): Promise<void> {
    const started = (): string => this.run('systemctl show --value --property=UserspaceTimestampMonotonic').output.trim();
    const before = started();
    this.run('systemctl reboot');
    await until(BOOT_MS, 'reboot', () => /^\d+$/.test(started()) && started() !== before);
    await this.settled(BOOT_MS);
  }

  /** Waits until systemd has nothing to do any more. */
  public async settled(timeout: number): Promise<void> {
    await until(timeout, 'a boot', () => {
      if (this.isOver()) {
        throw new Error(`the machine is over; it wrote: ${this.console()}`);
      }
      return /^(running|degraded)$/m.test(this.run('systemctl is-system-running').output);
    });
  }

  /** The lines that a stand-in has written about what it was asked. */
  public entries(name: 'api' | 'downloads' | 'metadata'): Entry[] {
    const file = join(this.work, `${name}.jsonl`);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
    return lines.map((line): Entry => JSON.parse(line));
  }

  /** Gives the role of the machine other credentials, the only ones that the X-Ray API takes from now on. */
  public lend(name: string, { metadata = true, credentialSeconds = 3600 }: Partial<MachineOptions> = {}): void {
    const credentials = { key: `ASIA${name}`, secret: `secret/of+${name}`, token: `token-of-${name}` };
    this.write('api/credentials.json', JSON.stringify(credentials));
    if (metadata) {
      this.write('metadata/credentials.json', JSON.stringify({
        Code: 'Success',
        Type: 'AWS-HMAC',
        LastUpdated: new Date().toISOString().replace(/\.\d+/, ''),
        AccessKeyId: credentials.key,
        SecretAccessKey: credentials.secret,
        Token: credentials.token,
        Expiration: new Date(Date.now() + credentialSeconds * 1000).toISOString().replace(/\.\d+/, ''),
      }));
    }
  }

  /** Has the download server do something else from now on. */
  public behave(behaviour: Exclude<Behaviour, 'down'>): void {
    this.write('downloads/behaviour', behaviour);
  }

  /** Puts files on the download server. */
  public publish(files: Record<string, Buffer>): void {
    Object.entries(files).forEach(([path, content]) => this.write(`downloads/files/${path}`, content));
  }

  /** Ends everything that was started for it. */
  public async end(): Promise<void> {
    const over = new Promise((resolve) => this.process.once('exit', resolve));
    if (!this.isOver()) {
      this.process.kill('SIGKILL');
      await over;
    }
  }

  private isOver(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  private console(): string {
    const files = ['prepare.log', 'stand-ins.log', 'console.log'].map((name) => join(this.work, name));
    return files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8').slice(-2000)).join('\n') || 'nothing';
  }

  private writeSystem({ userData, files = {} }: MachineOptions): void {
    const hosts = ['127.0.0.1 localhost box', ...Object.entries(HOSTS).map(([address, names]) => `${address} ${names.join(' ')}`)];
    const all: Record<string, string> = {
      'etc/hosts': `${hosts.join('\n')}\n`,
      'etc/cloud/cloud.cfg.d/99-test.cfg': CLOUD_INIT,
      'var/lib/cloud/seed/nocloud/meta-data': 'instance-id: i-0123456789abcdef0\n',
      'var/lib/cloud/seed/nocloud/user-data': userData,
      ...files,
    };
    Object.entries(all).forEach(([path, content]) => this.write(`files/${path}`, content));
  }

  private writeDownloads(surroundings: Surroundings, { behaviour = 'serve', downloads }: MachineOptions): void {
    if (behaviour !== 'down') {
      this.behave(behaviour);
      this.publish(downloads ?? surroundings.published());
    }
  }

  private write(path: string, content: string | Buffer): void {
    const file = join(this.work, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: path.includes('/bin/') ? 0o755 : 0o644 });
  }
}

/** Asks again and again until it is so. */
export async function until(timeout: number, what: string | (() => string), isSo: () => boolean): Promise<void> {
  const end = Date.now() + timeout;
  while (!isSo()) {
    if (Date.now() > end) {
      throw new Error(`waited ${timeout / 1000} s in vain for: ${typeof what === 'string' ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
