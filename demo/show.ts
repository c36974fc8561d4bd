import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { SamplingStack, TRAFFIC } from './stacks/sampling-stack';
import { summaryOf, tableOf, type TracedResource } from './table';

const WIDTH = 100;

const cdk = join(__dirname, '..', 'node_modules', 'aws-cdk', 'bin', 'cdk');
const synth = spawnSync(process.execPath, [cdk, 'synth', '**', '--quiet', '--no-notices', ...process.argv.slice(2)], {
  cwd: __dirname,
  encoding: 'utf8',
  env: { ...process.env, CDK_DISABLE_VERSION_CHECK: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' },
});

const said = everythingElse(`${synth.stdout}${synth.stderr}`);
if (said !== '') {
  console.error(`${said}\n`);
}

const report = join(__dirname, 'cdk.out', 'xray-tracing-report.json');
if (synth.status === 0 && existsSync(report)) {
  const { resources }: { resources: TracedResource[] } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`${tableOf(resources, WIDTH)}\n\n${summaryOf(resources)}\n`);
  console.log(new SamplingStack(new App(), 'Sampling').plan.forecast({ traffic: TRAFFIC }).toString());
} else if (synth.status === 0) {
  console.log('There is no report: the mode is off.');
}
process.exitCode = synth.status ?? 1;

/** What the CLI says beyond the table: neither where the templates are nor the warnings that the table has as well. */
function everythingElse(output: string): string {
  return output
    .replace(/^(Successfully synthesized to|Supply a stack id) .*\n/gm, '')
    .split('\n\n')
    .filter((block) => !block.includes("Acknowledge with 'Annotation::cdk-xray:"))
    .join('\n\n')
    .replace(/^Performing Policy Validations\s*$/, '')
    .trim();
}
