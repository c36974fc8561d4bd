import { execFileSync, spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { machinesApp, REGION } from './app';
import { makeCertificate } from './authority';
import { daemonProgram } from './daemon-program';
import type { Machine } from './machine';
import { Signer } from './signer';
import { Synthesized } from './synthesized';
import { Values } from './template-text';
import { zip } from '../../test/linux-scripts/stand-in';
import { cached } from '../support/cache';

/** What every machine needs. */
export const PROGRAMS = ['systemd-nspawn', 'mmdebstrap', 'unshare', 'nsenter', 'setpriv', 'ip', 'pgrep', 'gpg', 'openssl', 'python3'];

const FOLDERS = ['xray', `aws-xray-assets.${REGION}`, 'aws-xray-assets.us-east-2'].map((folder) => `${folder}/xray-daemon`);
const BUILD_ROOT = join(__dirname, 'image', 'build-root.sh');

/** Its mounts are its own, and it ends, with all that it has started, when this process does. */
const ENDS_WITH_US = [
  'setpriv', '--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--propagation', 'private',
];

/** What the machines of one file of tests have in common: made once, for it takes seconds. */
export class World {
  public static async make(): Promise<World> {
    const root = await cached('root', [readFileSync(BUILD_ROOT, 'utf8')], (folder) => {
      const [program, ...parameters] = [...ENDS_WITH_US, BUILD_ROOT, folder];
      const { status, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
      if (status !== 0) {
        throw new Error(`the root image could not be made: ${stderr}`);
      }
    });
    return new World(root);
  }

  public readonly folder = mkdtempSync(join(tmpdir(), 'machines-'));
  public readonly tls = join(this.folder, 'tls');
  public readonly signer = new Signer();
  /** A key that nobody trusts. */
  public readonly stranger = new Signer();
  public readonly python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)']).toString().trim();
  /** What a machine downloads. */
  public readonly archive = zip({ 'xray': daemonProgram(), 'cfg.yaml': 'Version: 2\n' });
  public readonly machines: Machine[] = [];
  private readonly assembly = join(this.folder, 'assembly');

  private constructor(public readonly root: string) {
    makeCertificate(this.tls);
    const progress = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    machinesApp(this.assembly, this.signer.fingerprint).synth();
    progress.mockRestore();
  }

  /** The files of a download server, as AWS lays them out: in its own buckets, and in a mirror. */
  public published(archive = this.archive, signature = this.signer.signature(archive), key = this.signer.publicKey()): Record<string, Buffer> {
    const zips = ['aws-xray-daemon-linux-3.x.zip', 'aws-xray-daemon-linux-arm64-3.x.zip'];
    return Object.fromEntries(FOLDERS.flatMap((folder): [string, Buffer][] => [
      [`${folder}/aws-xray.gpg`, key],
      ...zips.flatMap((name): [string, Buffer][] => [[`${folder}/${name}`, archive], [`${folder}/${name}.sig`, signature]]),
    ]));
  }

  public stack(name: string, values: Values = {}): Synthesized {
    return new Synthesized(this.assembly, name, values);
  }

  /** Ends the machines that were booted, but for one that a later test looks at. */
  public async endMachines(except?: Machine): Promise<void> {
    await Promise.all(this.machines.splice(0).filter((machine) => machine !== except).map(async (machine) => machine.end()));
    this.machines.push(...except ? [except] : []);
  }

  public async end(): Promise<void> {
    await this.endMachines();
    this.signer.remove();
    this.stranger.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
