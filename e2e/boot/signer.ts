import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** A key of our own, and what it signs. */
export class Signer {
  public readonly folder = mkdtempSync(join(tmpdir(), 'key-'));
  public readonly fingerprint: string;

  constructor() {
    this.gpg('--passphrase', '', '--quick-generate-key', 'Stand-in <stand-in@example.com>', 'ed25519', 'sign', 'never');
    this.fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(this.gpg('--with-colons', '--list-keys').toString())?.[1] ?? '';
  }

  public publicKey(): Buffer {
    return this.gpg('--armor', '--export');
  }

  public signature(data: Buffer): Buffer {
    const file = join(this.folder, 'data');
    writeFileSync(file, data);
    return this.gpg('--output', '-', '--detach-sign', file);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The agent that gpg starts would stay for ever: here it ends with its namespace. */
  private gpg(...args: string[]): Buffer {
    return execFileSync('unshare', ['--pid', '--fork', '--kill-child=KILL', 'gpg', '--homedir', this.folder, '--batch', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  }
}
