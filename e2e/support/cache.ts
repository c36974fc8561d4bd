import { createHash } from 'crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'fs';
import { homedir } from 'os';
import { join } from 'path';
import { alone } from './lock';

/** How long the set-up of a file of tests may take that finds nothing in the cache. */
export const COLD_CACHE_MS = 900_000;

/**
 * A folder outside of the tree that is made once for the same inputs. What is there is whole: it is made under
 * another name first, by one process while others wait for it.
 *
 * @param name what it is
 * @param inputs everything that it depends on, such as versions and the text of the program that makes it
 * @param make puts the content into the folder that it is given
 */
export async function cached(name: string, inputs: readonly string[], make: (folder: string) => Promise<void> | void): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
  const caches = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk-xray-e2e');
  const target = join(caches, `${name}-${hash}`);
  if (existsSync(target)) {
    return target;
  }
  mkdirSync(caches, { recursive: true });
  await alone(`${target}.lock`, async () => {
    if (!existsSync(target)) {
      const unfinished = `${name}-${hash}-being-made-`;
      readdirSync(caches).filter((each) => each.startsWith(unfinished))
        .forEach((each) => rmSync(join(caches, each), { recursive: true, force: true }));
      await fill(target, mkdtempSync(join(caches, unfinished)), make);
    }
  });
  return target;
}

async function fill(target: string, folder: string, make: (folder: string) => Promise<void> | void): Promise<void> {
  try {
    await make(folder);
    renameSync(folder, target);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
