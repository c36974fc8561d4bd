import { setTimeout as sleep } from 'timers/promises';
import { JsonObject, isJsonObject } from '../support/aws-sdk';
import { Emulator } from '../support/emulator';

/** A trace as `BatchGetTraces` gives it. */
export class ReceivedTrace {
  public readonly segments: readonly JsonObject[];

  constructor(public readonly documents: readonly string[]) {
    this.segments = documents.map((document): unknown => JSON.parse(document)).filter(isJsonObject);
  }

  /** Every segment and subsegment at any depth, and the id of what it is in. */
  public get all(): Array<{ readonly item: JsonObject; readonly parent: unknown }> {
    return this.segments.flatMap((item) => withNested(item, item.parent_id));
  }

  /** The one that has these values. */
  public find(values: JsonObject): { readonly item: JsonObject; readonly parent: unknown } {
    const found = this.all.filter(({ item }) => Object.entries(values).every(([key, value]) => item[key] === value));
    if (found.length !== 1) {
      throw new Error(`${found.length} with ${JSON.stringify(values)} in\n${this.documents.join('\n')}`);
    }
    return found[0];
  }
}

/** Waits until all of a trace has arrived. */
export async function receivedTrace(emulator: Emulator, traceId: string, isComplete: (trace: ReceivedTrace) => boolean): Promise<ReceivedTrace> {
  const end = Date.now() + 15_000;
  for (;;) {
    const traces = await emulator.sdk.list('xray', 'batch_get_traces', 'Traces', { TraceIds: [traceId] });
    const segments = traces.flatMap(({ Segments }) => Array.isArray(Segments) ? Segments.filter(isJsonObject) : []);
    const trace = new ReceivedTrace(segments.map(({ Document }) => String(Document)));
    if (isComplete(trace)) {
      return trace;
    }
    if (Date.now() > end) {
      throw new Error(`The trace did not get complete:\n${trace.documents.join('\n')}`);
    }
    await sleep(100);
  }
}

/** The segments of every trace in the account: `BatchGetTraces` gives five at once. */
export async function allTraces(emulator: Emulator): Promise<Map<string, JsonObject[]>> {
  const answer: unknown = await (await fetch(`${emulator.endpoint}/_e2e/traces`)).json();
  const traces = isJsonObject(answer) ? Object.entries(answer) : [];
  return new Map(traces.map(([id, segments]) => [id, Array.isArray(segments) ? segments.filter(isJsonObject) : []]));
}

function withNested(item: JsonObject, parent: unknown): Array<{ readonly item: JsonObject; readonly parent: unknown }> {
  const nested = Array.isArray(item.subsegments) ? item.subsegments.filter(isJsonObject) : [];
  return [{ item, parent }, ...nested.flatMap((child) => withNested(child, item.id))];
}
