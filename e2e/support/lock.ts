import { spawn } from 'child_process';
import { once } from 'events';

/**
 * Does something while no other process of this machine does it under the same file's name; waits for one that does. The kernel takes the lock back when this
 * process ends, however that happens. Where the program `flock` is missing, nobody waits.
 */
export async function alone<T>(file: string, action: () => Promise<T>): Promise<T> {
  const holder = spawn('flock', [file, 'sh', '-c', 'echo locked; exec cat'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(holder, 'close').catch(() => undefined);
  await Promise.race([once(holder.stdout, 'data'), ended]);
  try {
    return await action();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
