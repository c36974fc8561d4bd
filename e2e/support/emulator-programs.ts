import { copyFileSync, readFileSync } from 'fs';
import { join } from 'path';
import { cached } from './cache';
import { runCommand } from './commands';

export interface EmulatorPrograms {
  /** Python that has the emulator and the AWS SDK. */
  readonly python: string;
  /** Folder of the modules that Lambda's Node.js runtime brings along. */
  readonly lambdaModules: string;
}

const EMULATOR = join(__dirname, '..', 'emulator');

/** Installs what the emulator consists of, pinned, where it isn't yet. */
export async function emulatorPrograms(): Promise<EmulatorPrograms> {
  return { python: await python(), lambdaModules: await lambdaModules() };
}

async function python(): Promise<string> {
  const requirements = join(EMULATOR, 'requirements.txt');
  const version = (await runCommand(['python3', '-c', 'import sys; print(sys.executable, sys.version)'])).trim();
  const folder = await cached('emulator', [version, readFileSync(requirements, 'utf8')], async (made) => {
    await runCommand(['python3', '-m', 'venv', made]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', requirements];
    await runCommand([join(made, 'bin', 'python'), ...install]);
  });
  return join(folder, 'bin', 'python');
}

async function lambdaModules(): Promise<string> {
  const files = ['package.json', 'package-lock.json'].map((file) => join(EMULATOR, 'runtime', file));
  const folder = await cached('lambda-runtime', files.map((file) => readFileSync(file, 'utf8')), async (made) => {
    files.forEach((file) => copyFileSync(file, join(made, file.slice(file.lastIndexOf('/') + 1))));
    await runCommand(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: made });
  });
  return join(folder, 'node_modules');
}
