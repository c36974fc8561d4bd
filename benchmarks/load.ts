import { createRequire } from 'node:module';
import { LoadRun } from './types';

const load = createRequire(__filename);
load('aws-cdk-lib');
load('aws-cdk-lib/aws-lambda');

const modules = Object.keys(load.cache).length;
const start = performance.now();
Reflect.get(load(process.argv[2]), 'XRayTracing');
const run: LoadRun = { loadMs: performance.now() - start, modules: Object.keys(load.cache).length - modules };
process.stdout.write(`${JSON.stringify(run)}\n`);
