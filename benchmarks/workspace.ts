import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppRun, Case, LoadRun } from './types';

const ROOT = dirname(__dirname);
const MODULES = join(ROOT, 'node_modules');
const BUFFER = 64 * 1024 * 1024;

export interface WorkspaceOptions {
  /** Compiled library. @default - src/ of this repository, compiled for the occasion */
  readonly library?: string;
  /** A node_modules with another aws-cdk-lib. @default - that of this repository */
  readonly modules?: string;
}

/** A temporary folder with the compiled library and child programs: measured processes compile nothing. */
export class Workspace {
  public readonly library: string;
  public readonly cdkVersion: string;
  private readonly folder: string;

  constructor(options: WorkspaceOptions = {}) {
    const modules = resolve(options.modules ?? MODULES);
    const manifest = readFileSync(join(modules, 'aws-cdk-lib', 'package.json'), 'utf8');
    this.cdkVersion = (JSON.parse(manifest) as { version: string }).version;
    if (options.library !== undefined && !existsSync(join(options.library, 'index.js'))) {
      throw new Error(`no index.js in --lib ${JSON.stringify(options.library)}: compile the library first, or leave --lib away`);
    }

    this.folder = mkdtempSync(join(tmpdir(), 'cdk-xray-benchmark-'));
    symlinkSync(modules, join(this.folder, 'node_modules'), 'dir');
    cpSync(join(ROOT, 'package.json'), join(this.folder, 'package.json'));
    this.compile('benchmarks', ['app.ts', 'load.ts', 'types.ts'].map(file => join(__dirname, file)));
    if (options.library === undefined) {
      this.library = join(this.folder, 'lib');
      this.compile('lib', ['-p', join(ROOT, 'tsconfig.json')]);
      cpSync(join(ROOT, 'src'), this.library, { recursive: true, filter: file => !file.endsWith('.ts') });
      const lazyModules = [join(ROOT, 'scripts', 'lazy-modules.ts'), this.library];
      execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', ...lazyModules], { cwd: ROOT, stdio: 'inherit' });
    } else {
      this.library = resolve(options.library);
    }
  }

  public app(name: Case, functions: number, nodeOptions: string[] = []): AppRun {
    const run = this.child<AppRun>('app.js', [name, `${functions}`, this.library], nodeOptions);
    const expected = name === 'untraced' || name === 'empty-plugin' ? 0 : functions;
    if (run.traced !== expected) {
      throw new Error(`${name}: ${run.traced} functions are traced, expected ${expected}: the numbers would mean nothing`);
    }
    return run;
  }

  public load(): LoadRun {
    return this.child<LoadRun>('load.js', [this.library], []);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private child<T>(program: string, args: string[], nodeOptions: string[]): T {
    const argv = ['--single-threaded-gc', ...nodeOptions, join(this.folder, 'benchmarks', program), ...args];
    const env = { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '', CDK_CONTEXT_JSON: '' };
    const child = spawnSync(process.execPath, argv, { cwd: this.folder, env, encoding: 'utf8', maxBuffer: BUFFER });
    if (child.status !== 0) {
      throw new Error(`${program} ${args.join(' ')} failed: ${child.error?.message ?? child.stderr}`);
    }
    return JSON.parse(child.stdout.trim().split('\n').pop() ?? '') as T;
  }

  /** Without type check and without reading imported packages: half a second. */
  private compile(into: string, what: string[]): void {
    const shape = what[0] === '-p' ? [] : ['--ignoreConfig', '--module', 'node16', '--target', 'ES2022', '--esModuleInterop'];
    const quick = ['--noCheck', '--noResolve', '--isolatedModules', '--noEmitOnError', 'false', '--declaration', 'false'];
    const tsc = join(MODULES, 'typescript', 'bin', 'tsc');
    execFileSync(process.execPath, [tsc, ...what, ...shape, ...quick, '--outDir', join(this.folder, into)], { stdio: 'inherit' });
  }
}
