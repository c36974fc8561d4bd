import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { World } from './world';
import { OPENTELEMETRY_COLLECTOR_VERSION } from '../../src/collectors/versions';

const PACKAGES = join(__dirname, 'packages');

/** The package of a stand-in for the OpenTelemetry collector. */
export interface CollectorPackage {
  /** By the key that the machines know. */
  readonly signed: Buffer;
  readonly unsigned: Buffer;
}

export function collectorPackage(world: World): CollectorPackage {
  return build(world, ['collector.py'], 'build-rpm.sh', (folder) => {
    const made = (name: string): Buffer => readFileSync(join(folder, name));
    return { signed: made('aws-otel-collector.rpm'), unsigned: made('unsigned.rpm') };
  });
}

/** The package of a stand-in for the CloudWatch agent. */
export function agentPackage(world: World): Buffer {
  return build(world, ['agent.py', 'agent-ctl.sh'], 'build-deb.sh', (folder) => readFileSync(join(folder, 'amazon-cloudwatch-agent.deb')));
}

/** A mirror with the collector's package, as AWS lays it out. */
export function collectorMirror(world: World, content: Buffer): Record<string, Buffer> {
  const paths = ['amd64', 'arm64'].map((architecture) => `xray/amazon_linux/${architecture}/${OPENTELEMETRY_COLLECTOR_VERSION}/aws-otel-collector.rpm`);
  return { 'xray/aws-otel-collector.gpg': world.signer.publicKey(), ...Object.fromEntries(paths.map((path) => [path, content])) };
}

/** A mirror with the agent's package. */
export function agentMirror(world: World, content: Buffer, signature = world.signer.signature(content)): Record<string, Buffer> {
  const paths = ['amd64', 'arm64'].map((architecture) => `xray/ubuntu/${architecture}/latest/amazon-cloudwatch-agent.deb`);
  return {
    'xray/assets/amazon-cloudwatch-agent.gpg': world.signer.publicKey(),
    ...Object.fromEntries(paths.flatMap((path) => [[path, content], [`${path}.sig`, signature]])),
  };
}

/** Builds in a copy of the machines' root: this machine need not have the tools. */
function build<T>(world: World, files: string[], script: string, take: (folder: string) => T): T {
  const folder = mkdtempSync(join(world.folder, 'package-'));
  files.forEach((file) => cpSync(join(PACKAGES, file), join(folder, file)));
  writeFileSync(join(folder, 'version'), OPENTELEMETRY_COLLECTOR_VERSION);
  writeFileSync(join(folder, 'fingerprint'), world.signer.fingerprint);
  mkdirSync(join(folder, 'gnupg'), { mode: 0o700 });
  // the sockets and locks of a running gpg-agent can't be copied
  cpSync(world.signer.folder, join(folder, 'gnupg'), { recursive: true, filter: (path) => !/\/S\.[^/]*$|\.lock$/.test(path) });
  execFileSync('setpriv', ['--pdeathsig', 'KILL', join(__dirname, 'stage', 'in-root.sh'), world.root, folder, join(PACKAGES, script)], { stdio: 'pipe' });
  const made = take(folder);
  rmSync(folder, { recursive: true });
  return made;
}
