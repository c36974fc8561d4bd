import { linkSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { setTimeout as sleep } from 'timers/promises';

/** Does something while no other process of this machine does it under the same file's name; waits for one that does. */
export async function alone<T>(file: string, action: () => Promise<T>): Promise<T> {
  while (!take(file)) {
    await sleep(200);
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file appears together with its content, the number of the process that has it. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch {
    removeAbandoned(file);
    return false;
  } finally {
    rmSync(own);
  }
}

function removeAbandoned(file: string): void {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner !== process.pid) {
      process.kill(owner, 0);
    }
  } catch (error) {
    // Nobody has it any more, or it has just gone.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') {
      rmSync(file, { force: true });
    }
  }
}
