import { ChildProcess, spawn } from 'child_process';
import { join } from 'path';
import { Duplex } from 'stream';

const GUARD = join(__dirname, 'guard.sh');
const STATUS = 3;

export interface GuardedOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** File descriptors for standard output and standard error. By default they are pipes. */
  readonly output?: number;
}

/** A program that ends, with all that it has started, when this process dies. */
export class Guarded {
  public readonly process: ChildProcess;
  private readonly line: Duplex;
  private said = '';

  constructor(command: readonly string[], { env = process.env, cwd, output }: GuardedOptions = {}) {
    const out = output ?? 'pipe';
    this.process = spawn(GUARD, [...command], { cwd, env, detached: true, stdio: ['pipe', out, out, 'pipe'] });
    const line = this.process.stdio[STATUS];
    if (!(line instanceof Duplex)) {
      throw new Error('The guard has no line to this process');
    }
    this.line = line;
    // A program that does not read what it is given is no error.
    this.process.stdin?.on('error', () => undefined);
    line.on('error', () => undefined).on('data', (text: Buffer) => (this.said += text.toString()));
  }

  /** What the program ended with; nothing as long as it runs, or where its guard was killed. */
  public get status(): number | undefined {
    return this.found(/^status (\d+)$/m);
  }

  /** Asks the program to end. */
  public terminate(): void {
    const number = this.found(/^number (\d+)$/m);
    if (number !== undefined) {
      process.kill(number, 'SIGTERM');
    }
  }

  /** Ends the program and all that it has started. */
  public end(): void {
    this.line.destroy();
  }

  private found(what: RegExp): number | undefined {
    const number = what.exec(this.said)?.[1];
    return number === undefined ? undefined : Number(number);
  }
}
