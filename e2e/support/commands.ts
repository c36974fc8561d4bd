import { Guarded } from './guarded';

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What the command reads. */
  readonly input?: string;
}

export interface CommandResult {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, whatever that is. */
export function tryCommand(command: readonly string[], { input = '', ...options }: CommandOptions = {}): Promise<CommandResult> {
  const guarded = new Guarded(command, options);
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    guarded.process.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    guarded.process.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    guarded.process.stdin?.end(input);
    guarded.process.on('error', reject);
    guarded.process.on('close', () => resolve({ status: guarded.status, stdout, stderr }));
  });
}

/** Runs a command that has to succeed. */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await tryCommand(command, options);
  if (result.status !== 0) {
    throw new Error(`${command.join(' ')} ended with ${result.status}\n${result.stdout}\n${result.stderr}`.slice(0, 10_000));
  }
  return result.stdout;
}
