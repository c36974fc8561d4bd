import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { SERVICE } from './shop';
import { isJsonObject } from '../support/aws-sdk';
import { BackgroundProcess, freePort } from '../support/processes';

/** What the service's X-Ray SDK decided for a request. */
export interface Decision {
  readonly sampled: boolean;
  /** The rule, where it was sampled by one. */
  readonly rule?: string;
  readonly traceId: string;
  /** The second of the clock in which it was decided. */
  readonly second: number;
}

/** A process with the X-Ray SDK, which asks the collector for the sampling rules. */
export class SampledService {
  public static async start(folder: string, daemonAddress: string): Promise<SampledService> {
    const port = await freePort();
    const server = new BackgroundProcess([process.execPath, join(__dirname, 'functions', 'sampled-service.js')], {
      log: join(folder, 'sampled-service.log'),
      env: { PATH: process.env.PATH, SERVICE, PORT: String(port), AWS_XRAY_DAEMON_ADDRESS: daemonAddress },
    });
    const service = new SampledService(`http://127.0.0.1:${port}`, server);
    await server.waitFor('its port', () => service.request('GET', '/health').then(() => true, () => false), 15);
    return service;
  }

  private constructor(private readonly url: string, private readonly server: BackgroundProcess) {}

  public async request(method: string, path: string): Promise<Decision> {
    const answer: unknown = await (await fetch(this.url + path, { method })).json();
    if (!isJsonObject(answer)) {
      throw new Error(`${method} ${path} is answered with ${JSON.stringify(answer)}`);
    }
    const rule = typeof answer.rule === 'string' ? answer.rule : undefined;
    return { sampled: answer.sampled === true, rule, traceId: String(answer.traceId), second: Number(answer.second) };
  }

  /** Before the account's rules are there, the SDK decides by its own, which names none. */
  public async hasRules(): Promise<void> {
    for (const end = Date.now() + 10_000; (await this.request('POST', '/orders')).rule === undefined;) {
      if (Date.now() > end) {
        throw new Error('The SDK got no rules');
      }
      await sleep(50);
    }
  }

  public stop(): Promise<void> {
    return this.server.stop();
  }
}
