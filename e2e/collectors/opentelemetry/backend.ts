import { once } from 'events';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import { INDEXED_ATTRIBUTES } from './swap-aws-components';
import { isObject } from '../synthesized/deployed-template';

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first one of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
}

/** What takes spans instead of X-Ray: OTLP over HTTP, as JSON. */
export class Backend {
  public readonly spans: Span[] = [];
  /** The attributes that were to be indexed, as they came with the last spans. */
  public indexed: string | undefined;

  private readonly server = createServer((request, response) => void this.take(request, response));

  public async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(Buffer.from(chunk));
    }
    const spans = request.url === '/v1/traces' ? spansIn(JSON.parse(Buffer.concat(chunks).toString())) : [];
    this.spans.push(...spans);
    this.indexed = request.headers[INDEXED_ATTRIBUTES]?.toString();
    response.setHeader('content-type', 'application/json').end('{}');
  }
}

/** The spans of an answer of a program, or of what arrived. */
export function spansIn(value: unknown): Span[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => spansIn(item));
  }
  if (!isObject(value)) {
    return [];
  }
  const { traceId, spanId, parentSpanId, name, ...others } = value;
  return typeof traceId === 'string' && typeof spanId === 'string' && typeof name === 'string'
    ? [{ traceId, spanId, parentSpanId: String(parentSpanId ?? ''), name }]
    : Object.values(others).flatMap((member) => spansIn(member));
}
