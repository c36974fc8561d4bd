import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import { join } from 'path';
import { createInterface } from 'readline';

export type JsonObject = { readonly [key: string]: unknown };

export class AwsError extends Error {
  constructor(public readonly code: string, message: string) {
    super(message);
  }
}

/** The AWS SDK for Python in a process of its own, which ends with this one. */
export class AwsSdk {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting: Array<(line: string | undefined) => void> = [];
  private ended = false;
  private complaints = '';

  constructor(python: string, env: NodeJS.ProcessEnv) {
    this.process = spawn(python, [join(__dirname, '..', 'emulator', 'sdk.py')], { env: { ...env, PYTHONDONTWRITEBYTECODE: '1' } });
    const lines = createInterface(this.process.stdout);
    lines.on('line', (line) => this.waiting.shift()?.(line));
    this.process.on('error', (error) => this.end(error.message));
    this.process.on('close', () => this.end());
    this.process.stderr.setEncoding('utf8').on('data', (text: string) => (this.complaints = (this.complaints + text).slice(-3000)));
    this.process.stdin.on('error', () => undefined);
  }

  /**
   * @param service as boto3 names it, such as `xray`
   * @param operation as boto3 names it, such as `get_sampling_rules`; all pages are read
   */
  public async call(service: string, operation: string, parameters: JsonObject = {}): Promise<JsonObject> {
    const line = this.ended ? undefined : await new Promise<string | undefined>((resolve) => {
      this.waiting.push(resolve);
      this.process.stdin.write(`${JSON.stringify({ service, operation, parameters })}\n`);
    });
    const answer: unknown = line === undefined ? { error: 'Ended', message: `The SDK has ended: ${this.complaints}` } : JSON.parse(line);
    if (!isJsonObject(answer)) {
      throw new Error(`${service} ${operation}: ${line}`);
    }
    if (typeof answer.error === 'string') {
      throw new AwsError(answer.error, String(answer.message));
    }
    return isJsonObject(answer.result) ? answer.result : {};
  }

  /** The objects of a list that an operation answers with. */
  public async list(service: string, operation: string, key: string, parameters: JsonObject = {}): Promise<JsonObject[]> {
    const result = await this.call(service, operation, parameters);
    const items = result[key];
    return Array.isArray(items) ? items.filter(isJsonObject) : [];
  }

  public stop(): void {
    this.process.stdin.end();
  }

  private end(reason = ''): void {
    this.ended = true;
    this.complaints += reason;
    this.waiting.splice(0).forEach((answer) => answer(undefined));
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
