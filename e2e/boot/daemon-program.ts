import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** The real daemon, for Linux and this architecture, where the run was given one. */
const REAL = process.env.XRAY_DAEMON;

export function isRealDaemon(): boolean {
  return REAL !== undefined && REAL !== '';
}

/** Fails where the run was given something else than a program. */
export function describeDaemon(): string {
  if (REAL !== undefined && REAL !== '' && (!existsSync(REAL) || !isProgram(readFileSync(REAL)))) {
    throw new Error(`XRAY_DAEMON must be the path of the X-Ray daemon's program for Linux, got ${REAL}`);
  }
  return isRealDaemon() ? `The X-Ray daemon of this run is ${REAL}` : 'The X-Ray daemon of this run is a stand-in (XRAY_DAEMON=/path/to/xray for the real one)';
}

export function isProgram(file: Buffer): boolean {
  return file.subarray(0, 4).toString('latin1') === '\x7fELF';
}

/** The program that the machines install. */
export function daemonProgram(): Buffer {
  if (REAL !== undefined && REAL !== '') {
    return readFileSync(REAL);
  }
  const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
  try {
    const file = join(folder, 'xray');
    execFileSync('python3', ['-m', 'zipapp', join(__dirname, 'daemon'), '--python', '/usr/bin/python3', '--output', file]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
