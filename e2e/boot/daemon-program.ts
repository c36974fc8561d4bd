import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** The real daemon, for Linux and this architecture, where the run was given one. */
const REAL = process.env.XRAY_DAEMON;

export function isRealDaemon(): boolean {
  return REAL !== undefined && REAL !== '';
}

export function describeDaemon(): string {
  return isRealDaemon() ? `The X-Ray daemon of this run is ${REAL}` : 'The X-Ray daemon of this run is a stand-in (XRAY_DAEMON=/path/to/xray for the real one)';
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
