import { spawnSync } from 'child_process';
import { accessSync, constants } from 'fs';
import { delimiter, join } from 'path';

/** What is missing on this machine of what some tests need; with E2E_STRICT=1, that is an error. */
export function missing(where: string, programs: readonly string[], needsRoot = false): string[] {
  const lacks = [
    ...needsRoot ? rights() : [],
    ...programs.filter((program) => !isInstalled(program)),
  ];
  if (lacks.length > 0 && process.env.E2E_STRICT === '1') {
    throw new Error(`${where} needs ${lacks.join(', ')}`);
  }
  return lacks;
}

/** `describe` where nothing is missing; else a group that is skipped and named after what is. */
export function describeWith(where: string, programs: readonly string[], needsRoot: boolean, tests: () => void): void {
  const lacks = missing(where, programs, needsRoot);
  if (lacks.length === 0) {
    describe(where, tests);
  } else {
    process.stderr.write(`SKIPPED: ${where.replace(/[:,]$/, '')}, for this machine lacks ${lacks.join(', ')}\n`);
    describe.skip(`${where} (this machine lacks ${lacks.join(', ')})`, tests);
  }
}

function rights(): string[] {
  if (process.getuid?.() !== 0) {
    return ['root'];
  }
  return spawnSync('unshare', ['--mount', '--pid', '--net', '--fork', 'true']).status === 0 ? [] : ['the right to make namespaces, as containers do'];
}

/** Python has to be 3.10 or later, and able to make virtual environments: Debian's package alone is not. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  python3: ['-c', 'import ensurepip, sys; sys.exit(sys.version_info < (3, 10))'],
};

export function isInstalled(program: string): boolean {
  return isOnPath(program) && (!CHECKS[program] || spawnSync(program, CHECKS[program]).status === 0);
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
