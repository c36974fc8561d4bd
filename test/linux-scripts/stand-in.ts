import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer, Server } from 'http';
import { tmpdir } from 'os';
import { join } from 'path';
import { which } from '../hosts/private/linux/sandbox';

/** A key of our own, and what it signs. */
export class Signer {
  public readonly folder = mkdtempSync(join(tmpdir(), 'key-'));
  public readonly fingerprint: string;

  constructor() {
    this.gpg('--passphrase', '', '--quick-generate-key', 'Stand-in <stand-in@example.com>', 'ed25519', 'sign', 'never');
    const keys = this.gpg('--with-colons', '--list-keys').toString();
    this.fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(keys)?.[1] ?? '';
  }

  public publicKey(): Buffer {
    return this.gpg('--armor', '--export');
  }

  public signature(data: Buffer): Buffer {
    return this.gpgOn(data, '--detach-sign');
  }

  public clearSigned(data: Buffer): Buffer {
    return this.gpgOn(data, '--clearsign');
  }

  public remove(): void {
    execFileSync('gpgconf', ['--homedir', this.folder, '--kill', 'all'], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private gpgOn(data: Buffer, command: string): Buffer {
    const file = join(this.folder, 'data');
    writeFileSync(file, data);
    return this.gpg('--output', '-', command, file);
  }

  private gpg(...args: string[]): Buffer {
    return execFileSync('gpg', ['--homedir', this.folder, '--batch', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  }
}

/** What a server answers for a path: a file, a status, or nothing at all. */
export type Answer = Buffer | number | 'hangs';

/** A download server on this machine. */
export class Downloads {
  public readonly answers: Record<string, Answer> = {};
  public requests: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer(({ url = '' }, response) => {
      this.requests.push(url);
      const answer = this.answers[url] ?? 404;
      if (typeof answer === 'number') {
        response.writeHead(answer).end();
      } else if (answer !== 'hangs') {
        response.end(answer);
      }
    });
  }

  /** The URL that it listens at. */
  public async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}`;
  }

  public serve(answers: Record<string, Answer>): void {
    Object.keys(this.answers).forEach((path) => delete this.answers[path]);
    Object.assign(this.answers, answers);
    this.requests = [];
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A zip with the files, made by Python, as the real one is unpacked by it. */
export function zip(files: Record<string, string | Buffer>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  mkdirSync(join(folder, 'in'));
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(folder, 'in', name), content));
  execFileSync('python3', ['-m', 'zipfile', '-c', join(folder, 'out.zip'), ...Object.keys(files).map((name) => join(folder, 'in', name))]);
  const made = readFileSync(join(folder, 'out.zip'));
  rmSync(folder, { recursive: true });
  return made;
}

/** An archive as ar makes it, which a Debian package is. */
export function ar(members: Record<string, Buffer>): Buffer {
  return Buffer.concat([Buffer.from('!<arch>\n'), ...Object.entries(members).flatMap(([name, content]) => [
    Buffer.from(`${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`),
    content,
    Buffer.from(content.length % 2 === 0 ? '' : '\n'),
  ])]);
}

/** The interpreter itself: a shim in front of it would look for programs that a sandbox has not. */
export function python(): string {
  return execFileSync(which('python3'), ['-c', 'import sys; print(sys.executable)']).toString().trim();
}
