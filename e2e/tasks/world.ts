import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import { once } from 'events';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { createInterface } from 'readline';
import { setTimeout as sleep } from 'timers/promises';
import { makeImages } from './images';
import { Definition } from './resolved';
import { REGION } from '../boot/app';
import { makeCertificate } from '../boot/authority';
import { isJsonObject, JsonObject } from '../support/aws-sdk';

/** What the tests of this folder need beside Python. */
export const PROGRAMS = ['python3', 'unshare', 'nsenter', 'setpriv', 'ip', 'openssl'];

const UNSHARED = ['--mount', '--pid', '--net', '--fork', '--kill-child=KILL', '--mount-proc', '--propagation', 'private'];

/** One instance with all its tasks, and the X-Ray API, in namespaces that end with this process. */
export class World {
  public static async make(): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-tasks-'));
    makeCertificate(join(folder, 'tls'));
    // others than root have to get to what is in it
    const images = await makeImages(folder, join(folder, 'tls', 'authority.pem'));
    return new World(folder, { images, apiHost: `xray.${REGION}.amazonaws.com` });
  }

  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (answer: JsonObject) => void>();
  private errors = '';
  private last = 0;

  private constructor(private readonly folder: string, setting: JsonObject) {
    const command = ['--pdeathsig', 'KILL', 'unshare', ...UNSHARED, '/usr/bin/python3', '-B', join(__dirname, 'player'), folder];
    this.process = spawn('setpriv', command);
    this.process.stderr.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.process.stdin.on('error', () => undefined).write(`${JSON.stringify(setting)}\n`);
    createInterface(this.process.stdout).on('line', (line) => {
      const answer: unknown = JSON.parse(line);
      if (isJsonObject(answer)) {
        this.waiting.get(Number(answer.id))?.(answer);
      }
    });
    this.process.on('exit', () => this.waiting.forEach((resolve) => resolve({ error: `the world has ended: ${this.errors}` })));
  }

  /** Starts a task and waits until all of its containers have started; the result says `running`, or why it failed. */
  public async run(task: string, definition: Definition): Promise<string> {
    return String(await this.ask({ do: 'run', task, definition }));
  }

  /** @param order `forward` is what Amazon ECS does not do: who is depended on goes first */
  public async stop(task: string, order: 'reverse' | 'forward' = 'reverse'): Promise<void> {
    await this.ask({ do: 'stop', task, order });
  }

  public async signal(task: string, container: string, signal: string): Promise<void> {
    await this.ask({ do: 'signal', task, container, signal });
  }

  /** What a command writes that runs in a container. */
  public async execute(task: string, container: string, ...command: string[]): Promise<string> {
    const result = await this.ask({ do: 'execute', task, container, command });
    return isJsonObject(result) ? String(result.output) : '';
  }

  /** A request from outside to the application, by the port that its definition has for that. */
  public async get(task: string, path: string): Promise<JsonObject> {
    const ask = () => this.ask({ do: 'get', task, port: 8080, path }).catch(() => undefined);
    const result = await eventually(10, ask, (answer) => answer !== undefined);
    if (!isJsonObject(result)) {
      throw new Error(`${task} does not answer: ${await this.log(task, 'app')}`);
    }
    return result;
  }

  /** What happened to the containers of a task, such as `app started`. */
  public async events(task: string): Promise<string[]> {
    const events = await this.ask({ do: 'events' });
    const own = (Array.isArray(events) ? events : []).filter(isJsonObject).filter((event) => event.task === task);
    return own.map(({ container, event }) => `${container} ${event}`);
  }

  /** What the collector of a task sent to the X-Ray API. */
  public async requests(task: string, path: string): Promise<JsonObject[]> {
    const requests = await this.ask({ do: 'requests' });
    return (Array.isArray(requests) ? requests : []).filter(isJsonObject).filter((request) => request.task === task && request.path === path)
      .map(({ body }) => isJsonObject(body) ? body : {});
  }

  /** The segments that came with the credentials of a task. */
  public async segments(task: string): Promise<JsonObject[]> {
    const documents = (await this.requests(task, '/TraceSegments')).flatMap(({ TraceSegmentDocuments }) => TraceSegmentDocuments);
    return documents.map((document): unknown => JSON.parse(String(document))).filter(isJsonObject);
  }

  /** Whether a segment of a name arrives by the collector of a task. */
  public async arrives(task: string, name: string, seconds = 5): Promise<boolean> {
    const named = await eventually(seconds, () => this.segments(task), (segments) => segments.some((segment) => segment.name === name));
    return named.some((segment) => segment.name === name);
  }

  /** Whether a segment arrives, in one of several tries: a collector that is only started may not listen yet. */
  public async sends(task: string, name: string, { by = task, seconds = 8 } = {}): Promise<boolean> {
    return eventually(seconds, async () => {
      await this.get(task, `/segment/${name}`);
      return this.arrives(by, name, 0.3);
    }, (arrived) => arrived);
  }

  public async log(task: string, container: string): Promise<string> {
    return String(await this.ask({ do: 'log', task, container }));
  }

  public async end(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask(request: JsonObject): Promise<unknown> {
    const id = ++this.last;
    const answer = await new Promise<JsonObject>((resolve) => {
      this.waiting.set(id, resolve);
      this.process.stdin.write(`${JSON.stringify({ ...request, id })}\n`);
    });
    this.waiting.delete(id);
    if (answer.error !== undefined) {
      throw new Error(`${JSON.stringify(request).slice(0, 200)}: ${answer.error}\n${this.errors}`);
    }
    return answer.result;
  }
}

/** Asks until it is so, or until the time is over; the result is the last answer. */
export async function eventually<T>(seconds: number, ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const answer = await ask();
    if (isSo(answer) || Date.now() > end) {
      return answer;
    }
    await sleep(50);
  }
}
