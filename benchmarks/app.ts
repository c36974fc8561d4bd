import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, AppProps, Stack, Validations } from 'aws-cdk-lib';
import { Code, Function, FunctionProps, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { AppRun, Case, FUNCTIONS_PER_STACK, Library } from './types';

interface Template {
  readonly Resources?: Record<string, { Type: string; Properties?: { TracingConfig?: { Mode?: string } } }>;
}

const [benchmarkCase, functions, library] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(run(benchmarkCase as Case, Number(functions), library))}\n`);

function run(name: Case, count: number, libraryFolder: string): AppRun {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-benchmark-out-'));
  try {
    // the measured part ends here: counting below is not the app's work
    synthesize(name, count, libraryFolder, outdir);
    const usage = process.cpuUsage();
    const wallMs = performance.now();
    return { cpuMs: (usage.user + usage.system) / 1000, wallMs, ...countOutput(outdir) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function synthesize(name: Case, count: number, libraryFolder: string, outdir: string): void {
  // the built-in validation has this switch since aws-cdk-lib 2.262; older versions ignore it
  const props: AppProps & { builtinCloudFormationValidation: boolean } = {
    outdir,
    analyticsReporting: false,
    treeMetadata: true,
    builtinCloudFormationValidation: false,
  };
  const app = new App(props);

  if (name === 'cdk-xray') {
    const { XRayTracing } = createRequire(__filename)(libraryFolder) as Library;
    XRayTracing.of(app).enable();
  }

  if (name === 'empty-plugin') {
    Validations.of(app).addPlugins({ name: 'empty', validate: () => ({ success: true, violations: [] }) });
  }

  addFunctions(app, count, name === 'by-hand' ? { tracing: Tracing.ACTIVE } : {});
  app.synth();
}

function addFunctions(app: App, count: number, extra: Partial<FunctionProps>): void {
  const env = { account: '111122223333', region: 'eu-west-1' };
  for (let first = 0; first < count; first += FUNCTIONS_PER_STACK) {
    const stack = new Stack(app, `Stack${first / FUNCTIONS_PER_STACK}`, { env });
    for (let i = first; i < Math.min(count, first + FUNCTIONS_PER_STACK); i++) {
      new Function(stack, `Function${i}`, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
        ...extra,
      });
    }
  }
}

function countOutput(outdir: string): Pick<AppRun, 'resources' | 'templateBytes' | 'traced'> {
  let resources = 0;
  let templateBytes = 0;
  let traced = 0;
  for (const file of readdirSync(outdir).filter(name => name.endsWith('.template.json'))) {
    const text = readFileSync(join(outdir, file));
    const all = Object.values((JSON.parse(text.toString()) as Template).Resources ?? {});
    templateBytes += text.length;
    resources += all.length;
    traced += all.filter(r => r.Type === 'AWS::Lambda::Function' && r.Properties?.TracingConfig?.Mode === 'Active').length;
  }
  return { resources, templateBytes, traced };
}
