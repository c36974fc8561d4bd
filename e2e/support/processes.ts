import { once } from 'events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'fs';
import { createServer } from 'net';
import { dirname } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { Guarded } from './guarded';

export interface BackgroundProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** File that gets standard output and standard error. */
  readonly log: string;
}

/** A program in the background. It and all that it starts end with `stop()`, and when this process dies. */
export class BackgroundProcess {
  private readonly guarded: Guarded;

  constructor(private readonly command: readonly string[], private readonly options: BackgroundProcessOptions) {
    mkdirSync(dirname(options.log), { recursive: true });
    const output = openSync(options.log, 'w');
    this.guarded = new Guarded(command, { ...options, output });
    this.guarded.process.stdin?.end();
    closeSync(output);
  }

  public get running(): boolean {
    return this.guarded.process.exitCode === null && this.guarded.process.signalCode === null;
  }

  /** Waits until `ready` says so. */
  public async waitFor(what: string, ready: () => Promise<boolean>, seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!await ready()) {
      if (!this.running || Date.now() > end) {
        const log = readFileSync(this.options.log, 'utf8').slice(-3000);
        await this.stop();
        throw new Error(`${this.command.join(' ')}: ${what} not within ${seconds} s\n${log}`);
      }
      await sleep(50);
    }
  }

  /** Asks it to end by itself, and gives what it ended with. */
  public async terminate(): Promise<number | undefined> {
    const closed = once(this.guarded.process, 'close');
    this.guarded.terminate();
    await closed;
    return this.guarded.status;
  }

  public async stop(): Promise<void> {
    if (this.running) {
      const ended = once(this.guarded.process, 'exit');
      this.guarded.end();
      await ended;
    }
  }
}

/** A TCP port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('The kernel gave no port');
  }
  return address.port;
}
