import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { Backend, Span, spansIn } from './backend';
import { otelcol } from './build';
import { swapAwsComponents } from './swap-aws-components';
import { tryCommand } from '../../support/commands';
import { BackgroundProcess, freePort } from '../../support/processes';
import { runProgram } from '../programs';

/** How a program gets its configuration: in a container by a variable, on a machine by a file. */
export type Delivery = 'variable' | 'file';

const HEALTH_PORT = 13133;

/** The collector of the suite, with a rendered configuration in which AWS's components are swapped, before a stand-in for X-Ray. */
export class RunningCollector {
  public static async start(text: string, delivery: Delivery): Promise<RunningCollector> {
    const program = await otelcol();
    const ports = await freePorts();
    const backend = new Backend();
    try {
      const collector = new RunningCollector(program, swapAwsComponents(text, { ports, backend: await backend.start() }), delivery, ports, backend);
      await collector.process.waitFor('its health', () => collector.isHealthy(), 20);
      return collector;
    } catch (error) {
      await backend.stop();
      throw error;
    }
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk-xray-otelcol-'));
  private readonly process: BackgroundProcess;

  private constructor(
    program: string,
    text: string,
    delivery: Delivery,
    private readonly ports: Record<number, number>,
    public readonly backend: Backend,
  ) {
    const file = join(this.folder, 'config.yaml');
    writeFileSync(file, text);
    this.process = new BackgroundProcess([program, '--config', delivery === 'file' ? file : 'env:AOT_CONFIG_CONTENT'], {
      log: join(this.folder, 'log'),
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...delivery === 'variable' && { AOT_CONFIG_CONTENT: text } },
    });
  }

  /** Has an OpenTelemetry SDK send spans to the port that applications are told of. */
  public async take(protocol: 'grpc' | 'http', count: number, port = protocol === 'grpc' ? 4317 : 4318): Promise<Span[]> {
    const url = `http://127.0.0.1:${this.ports[port]}${protocol === 'http' ? '/v1/traces' : ''}`;
    return spansIn(await runProgram('send-spans', { PROTOCOL: protocol, URL: url, COUNT: String(count) }));
  }

  /** Waits until as many spans have come out. */
  public async delivered(count: number): Promise<Span[]> {
    for (const end = Date.now() + 10_000; this.backend.spans.length < count && Date.now() < end;) {
      await sleep(20);
    }
    return this.backend.spans;
  }

  /** Asks it to end, as ECS and systemd do; what it ended with. */
  public terminate(): Promise<number | undefined> {
    return this.process.terminate();
  }

  public async stop(): Promise<void> {
    await this.process.stop();
    await this.backend.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async isHealthy(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.ports[HEALTH_PORT]}/`)).ok;
    } catch {
      return false;
    }
  }
}

/** What the collector says of a configuration; nothing where it would start with it. */
export async function complaints(text: string, delivery: Delivery = 'variable'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-otelcol-'));
  try {
    const file = join(folder, 'config.yaml');
    writeFileSync(file, text);
    const command = [await otelcol(), 'validate', '--config', delivery === 'file' ? file : 'env:AOT_CONFIG_CONTENT'];
    const { status, stdout, stderr } = await tryCommand(command, { env: { AOT_CONFIG_CONTENT: text } });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freePorts(): Promise<Record<number, number>> {
  const ports: Record<number, number> = {};
  for (const port of [2000, 4317, 4318, HEALTH_PORT]) {
    ports[port] = await freePort();
  }
  return ports;
}
