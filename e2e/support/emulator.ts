import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { AwsSdk } from './aws-sdk';
import { runCommand } from './commands';
import { emulatorPrograms } from './emulator-programs';
import { BackgroundProcess, freePort } from './processes';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** What can be lost between a template and the account. */
export type Loss = 'permission' | 'flag' | 'resource-policy';

export interface EmulatorOptions {
  /**
   * Where functions send their segments.
   *
   * @default - nowhere: as if nobody listened
   */
  readonly daemonAddress?: string;

  /**
   * Whether a topic can be traced only where X-Ray's resource policy lets SNS send segments. Whether AWS refuses it is not known.
   *
   * @default true
   */
  readonly topicNeedsPolicy?: boolean;

  /** @default - nothing is lost */
  readonly loses?: readonly Loss[];

  /** @default false */
  readonly bootstrap?: boolean;
}

export interface Emulator {
  readonly endpoint: string;
  /** For the CDK CLI, the SDKs and everything else that talks to AWS. */
  readonly env: NodeJS.ProcessEnv;
  readonly sdk: AwsSdk;
  /** A folder that is removed with the emulator. */
  readonly folder: string;
  /** From now on, these get lost, and no others. */
  lose(losses: readonly Loss[]): Promise<void>;
  /** Resources of types that the emulator only records: `Type`, `PhysicalId`, `Properties`. */
  recorded(): Promise<unknown>;
  /** URL of a deployed stage of a REST API. */
  stageUrl(restApiId: string, stage: string): string;
  stop(): Promise<void>;
}

/** An AWS account of one Region on this machine, empty, with an endpoint of its own. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const programs = await emulatorPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-emulator-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = new BackgroundProcess([programs.python, join(__dirname, '..', 'emulator', 'launcher.py')], {
    log: join(folder, 'emulator.log'),
    cwd: folder,
    env: {
      ...machineEnvironment(folder),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      LAMBDA_EXECUTOR: 'local',
      NODE_PATH: programs.lambdaModules,
      AWS_XRAY_DAEMON_ADDRESS: options.daemonAddress ?? '127.0.0.1:9',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      EMULATOR_TOPIC_NEEDS_POLICY: options.topicNeedsPolicy === false ? '0' : '1',
      EMULATOR_LOSES: (options.loses ?? []).join(','),
    },
  });
  try {
    await server.waitFor('health', () => answers(`${endpoint}/_ministack/health`), 30);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const env = { ...machineEnvironment(folder), ...clientEnvironment(endpoint, folder) };
  const sdk = new AwsSdk(programs.python, env);
  const emulator: Emulator = {
    endpoint,
    env,
    sdk,
    folder,
    lose: async (losses) => void await own(endpoint, 'losses', losses),
    recorded: () => own(endpoint, 'recorded'),
    stageUrl: (restApiId, stage) => `${endpoint}/restapis/${restApiId}/${stage}/_user_request_`,
    stop: async () => {
      sdk.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.bootstrap) {
    await stopUnless(emulator, runCdk(emulator, ['bootstrap', `aws://${ACCOUNT}/${REGION}`]));
  }
  return emulator;
}

/** Runs the CDK CLI against the emulator. */
export function runCdk(emulator: Emulator, parameters: readonly string[], cwd?: string): Promise<string> {
  return runCommand([process.execPath, require.resolve('aws-cdk/bin/cdk'), ...parameters], { env: emulator.env, cwd });
}

async function stopUnless(emulator: Emulator, success: Promise<unknown>): Promise<void> {
  try {
    await success;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

/** Nothing of this machine's configuration of AWS, of the CDK and of proxies gets in. */
function machineEnvironment(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
}

function clientEnvironment(endpoint: string, folder: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    // The CLI remembers there which account an access key belongs to.
    CDK_HOME: join(folder, 'cdk-home'),
    CDK_VALIDATION: 'false',
    // Images are not built: nothing here runs them.
    CDK_DOCKER: 'true',
    CI: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function own(endpoint: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${endpoint}/_e2e/${path}`, { method: 'POST', body: body === undefined ? undefined : JSON.stringify(body) });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}
