import { writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE, XRAY_DAEMON_IMAGE } from '../../src/collectors/versions';
import { daemonProgram, isRealDaemon } from '../boot/daemon-program';
import { runCommand } from '../support/commands';
import { emulatorPrograms } from '../support/emulator-programs';

/** What an image brings along: its own settings, and files over those of this machine. */
export interface Image {
  readonly entryPoint: readonly string[];
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Source here and target in the container. */
  readonly binds: ReadonlyArray<readonly [string, string]>;
}

type Base = Pick<Image, 'environment' | 'binds'>;

export const APP_IMAGE = 'app';

const IMAGES = join(__dirname, 'images');
const AUTHORITY = '/image/authority.pem';
const EVERYWHERE = '0.0.0.0:2000';

/**
 * The images of the containers by their references: entry points and users are those of the real ones.
 *
 * @param folder where what they have in common is put
 * @param authority the certificate of whom they trust
 */
export async function makeImages(folder: string, authority: string): Promise<Record<string, Image>> {
  const credentials = join(folder, 'aws-config');
  writeFileSync(credentials, '[default]\ncredential_process = /usr/bin/python3 -B /image/task_credentials.py\n');
  const common = { environment: { SSL_CERT_FILE: AUTHORITY }, binds: [bind(authority, AUTHORITY)] };
  const standIn = {
    environment: { ...common.environment, AWS_CONFIG_FILE: '/image/aws-config', PYTHONUNBUFFERED: '1' },
    binds: [
      ...common.binds,
      bind(credentials, '/image/aws-config'),
      bind(join(IMAGES, 'task_credentials.py'), '/image/task_credentials.py'),
      bind(join(__dirname, '..', 'boot', 'daemon'), '/image/daemon'),
      bind(await yamlOfPython(), '/image/lib/yaml'),
    ],
  };
  const collector = (entryPoint: string, user: string, more: ReadonlyArray<readonly [string, string]> = []): Image => (
    { ...standIn, entryPoint: [entryPoint], user, binds: [...standIn.binds, bind(join(IMAGES, 'collector'), entryPoint), ...more] }
  );
  return {
    [XRAY_DAEMON_IMAGE]: { ...daemon(folder, common, standIn), entryPoint: ['/xray', '-t', EVERYWHERE, '-b', EVERYWHERE], user: '1337:1337' },
    [CLOUDWATCH_AGENT_IMAGE]: collector('/opt/aws/amazon-cloudwatch-agent/bin/start-amazon-cloudwatch-agent', '0:0'),
    [OPENTELEMETRY_COLLECTOR_IMAGE]: collector('/awscollector', '4317:4317', [bind(join(IMAGES, 'healthcheck'), '/healthcheck')]),
    [APP_IMAGE]: {
      entryPoint: ['/app/node', '/app/app.js'],
      user: '1000:1000',
      environment: {},
      binds: [bind(process.execPath, '/app/node'), bind(join(IMAGES, 'app.js'), '/app/app.js'), bind(nodeModules(), '/app/node_modules')],
    },
  };
}

function daemon(folder: string, common: Base, standIn: Base): Base {
  if (!isRealDaemon()) {
    return { ...standIn, binds: [...standIn.binds, bind(join(IMAGES, 'xray'), '/xray')] };
  }
  const program = join(folder, 'xray');
  writeFileSync(program, daemonProgram(), { mode: 0o755 });
  return { ...common, binds: [...common.binds, bind(program, '/xray')] };
}

function bind(source: string, target: string): readonly [string, string] {
  return [source, target];
}

function nodeModules(): string {
  return join(dirname(require.resolve('aws-xray-sdk-core/package.json')), '..');
}

/** What the stand-ins read YAML with; it is there for the emulator, and Python itself has nothing. */
async function yamlOfPython(): Promise<string> {
  const { python } = await emulatorPrograms();
  return (await runCommand([python, '-c', 'import os, yaml; print(os.path.dirname(yaml.__file__))'])).trim();
}
