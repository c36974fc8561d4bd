import { createRequire } from 'node:module';
import { App } from 'aws-cdk-lib';
import { Library, LoadRun } from './types';

const load = createRequire(__filename);
load('aws-cdk-lib/aws-lambda');
const app = new App();

const modules = Object.keys(load.cache).length;
const start = performance.now();
const { XRayTracing } = load(process.argv[2]) as Library;
XRayTracing.of(app).enable();
const run: LoadRun = { loadMs: performance.now() - start, modules: Object.keys(load.cache).length - modules };
process.stdout.write(`${JSON.stringify(run)}\n`);
