import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { readYaml } from './yaml-text';
import { cached } from '../../support/cache';
import { runCommand } from '../../support/commands';
import { isObject } from '../synthesized/deployed-template';

const BUILDER = 'go.opentelemetry.io/collector/cmd/builder@v0.160.0';
const MANIFEST = join(__dirname, 'builder.yaml');

/** The OpenTelemetry collector of builder.yaml; built where it isn't yet. */
export async function otelcol(): Promise<string> {
  const manifest = readFileSync(MANIFEST, 'utf8');
  const version = (await runCommand(['go', 'version'])).trim();
  const folder = await cached('otelcol', [version, BUILDER, manifest], (made) => build(manifest, made));
  return join(folder, 'otelcol');
}

/** Only the program is kept, not its sources. */
async function build(manifest: string, target: string): Promise<void> {
  const sources = mkdtempSync(join(tmpdir(), 'cdk-xray-otelcol-'));
  try {
    const { dist, ...components } = readYaml(manifest);
    const placed = join(target, 'builder.yaml');
    writeFileSync(placed, stringify({ dist: { ...isObject(dist) && dist, output_path: sources }, ...components }));
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '' };
    await runCommand(['go', 'run', BUILDER, '--config', placed], { env });
    copyFileSync(join(sources, 'otelcol'), join(target, 'otelcol'));
  } finally {
    rmSync(sources, { recursive: true, force: true });
  }
}
