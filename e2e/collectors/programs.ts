import { cpSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { cached } from '../support/cache';
import { runCommand } from '../support/commands';

const PROGRAMS = join(__dirname, 'programs');

/** Runs a program of the folder `programs`. */
export async function runProgram(name: string, environment: Readonly<Record<string, string>> = {}, input = ''): Promise<unknown> {
  const env = { PATH: process.env.PATH, ...environment };
  return JSON.parse(await runCommand([process.execPath, join(await programs(), `${name}.js`)], { env, input }));
}

/** A folder of the programs and of their modules, pinned; outside of the tree, whose own modules they would find first. */
export async function programs(): Promise<string> {
  const files = readdirSync(PROGRAMS).sort().map((file) => join(PROGRAMS, file));
  return cached('collector-programs', files.map((file) => readFileSync(file, 'utf8')), async (made) => {
    files.forEach((file) => cpSync(file, join(made, file.slice(file.lastIndexOf('/') + 1))));
    await runCommand(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: made });
  });
}
