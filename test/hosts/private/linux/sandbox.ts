import { spawn } from 'child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, dirname, join } from 'path';

/** Programs that the scripts use as they are; the others are stubs, or are missing. */
const TOOLS = [
  'awk', 'base64', 'basename', 'bash', 'cat', 'chmod', 'cmp', 'date', 'dirname', 'env', 'find', 'grep', 'install', 'ln', 'ls', 'mkdir', 'mktemp', 'mv', 'rm', 'tee', 'timeout', 'touch', 'tr',
];

/** What a stub does before its own lines: it notes how it was called. */
const NOTE = '#!/bin/bash\nprintf "%q " "${0##*/}" "$@" >>"$STATE/calls"\necho >>"$STATE/calls"\n';

/** A service manager that remembers what was asked of it; a service starts when its unit's program is there. */
const SYSTEMCTL = `
now= quiet=; [ "$1" = -q ] && { quiet=1; shift; }
[ "$2" = --now ] && now=1 && set -- "$1" "$3"
[ "$1" = is-active ] || [ "$1" = is-enabled ] || [ "$1" = cat ] || touch "$STATE/touched"
case $1 in
  is-active) if [ -e "$STATE/active/$2" ]; then word=active; else word=inactive; fi; [ -n "$quiet" ] || echo $word; [ $word = active ] ;;
  is-enabled) [ -e "$STATE/enabled/$2" ] ;;
  cat) cat "$STATE/units/$2" 2>/dev/null ;;
  enable) touch "$STATE/enabled/$2"; [ -z "$now" ] || touch "$STATE/active/$2" ;;
  disable) rm -f "$STATE/enabled/$2"; [ -z "$now" ] || rm -f "$STATE/active/$2" ;;
  stop) rm -f "$STATE/active/$2" ;;
  start) [ ! -e "$STATE/fails/$2" ] ;;
  restart) [ -e "$STATE/crashes" ] || touch "$STATE/active/$2" ;;
esac`;

const STUBS: Record<string, string> = {
  systemctl: SYSTEMCTL,
  id: 'echo "${USER_ID:-0}"',
  uname: 'echo "${MACHINE:-x86_64}"',
  getent: '[ -e "$STATE/$1-$2" ]',
  groupadd: 'touch "$STATE/group-${!#}"',
  useradd: 'touch "$STATE/passwd-${!#}"',
  chown: '',
  logger: '',
  runuser: '[ "$1 $3" = "-u --" ] && shift 3 && "$@"',
  sleep: '',
};

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** A machine in a folder: absolute paths of a script point into it, and what would change the real machine is a stub. */
export class Sandbox {
  public readonly root = mkdtempSync(join(tmpdir(), 'cdk-xray-'));
  private readonly bin = join(this.root, 'bin');
  private readonly state = join(this.root, 'state');

  constructor() {
    for (const folder of ['bin', 'tmp', 'state/active', 'state/enabled', 'state/units', 'run/systemd/system', 'var/log', 'etc', 'opt', 'proc/net']) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    TOOLS.forEach((tool) => this.tool(tool));
    Object.entries(STUBS).forEach(([name, lines]) => this.stub(name, lines));
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Lets scripts use a program of this machine. */
  public tool(name: string, path = which(name)): void {
    symlinkSync(path, join(this.bin, name));
  }

  public stub(name: string, lines: string): void {
    this.program(`bin/${name}`, lines);
  }

  /** A stub anywhere on the machine. */
  public program(path: string, lines: string): void {
    this.write(path, NOTE + lines);
    chmodSync(join(this.root, path), 0o755);
  }

  /** Takes a program away, or any other file by its path. */
  public drop(path: string): void {
    rmSync(join(this.root, path.includes('/') ? path : `bin/${path}`), { force: true, recursive: true });
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  public read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  public has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** Makes a service known: whether it runs, is enabled, and what its unit says. */
  public service(name: string, { active = true, enabled = true, unit = '' } = {}): void {
    this.write(`state/units/${name}`, unit);
    if (active) {
      this.write(`state/active/${name}`, '');
    }
    if (enabled) {
      this.write(`state/enabled/${name}`, '');
    }
  }

  public runs(name: string): boolean {
    return this.has(`state/active/${name}`) && this.has(`state/enabled/${name}`);
  }

  /** The calls of stubs since the last run began, as the shell would quote them. */
  public calls(program?: string): string[] {
    const lines = this.has('state/calls') ? this.read('state/calls').split('\n').map((line) => line.replace(/ $/, '')) : [];
    return lines.filter((line) => line !== '' && (program === undefined || line === program || line.startsWith(`${program} `)));
  }

  /** The script as it runs here. */
  public here(script: string): string {
    return script.replace(/(?<![\w.%$}/-])\/(etc|opt|var|run|proc)\//g, `${this.root}/$1/`);
  }

  public async run(script: string, variables: Record<string, string> = {}): Promise<Outcome> {
    rmSync(join(this.state, 'calls'), { force: true });
    const begin = Date.now();
    const child = spawn(join(this.bin, 'bash'), ['-c', this.here(script)], {
      cwd: this.root,
      env: { PATH: this.bin, TMPDIR: join(this.root, 'tmp'), STATE: this.state, HOME: this.root, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    return { code, output: chunks.join(''), seconds: (Date.now() - begin) / 1000 };
  }
}

/** Where a program of this machine is. */
export function which(name: string): string {
  const found = findProgram(name);
  if (found === undefined) {
    throw new Error(`these tests need the program ${name}`);
  }
  return found;
}

export function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
