import { Value } from '../ast';
import { Document } from './segment-documents';
import { isRecord } from '../../../references';

/** From when to when something may be said to last. */
export interface Times {
  readonly starts: readonly (number | undefined)[];
  readonly ends: readonly (number | undefined)[];
  /** Whether a part of it has not ended. */
  readonly open: boolean;
}

/** What a filter is applied to: a segment with its subsegments, or a subsegment for a call of something that sends no segment. */
export class Unit {
  public readonly annotations = new Map<string, Set<Value>>();
  /** When the last activity ended; nothing while one is in progress. */
  public lastEnd: number | undefined;
  public hasOpenPart = false;

  public constructor(public readonly document: Document) {}

  public add(document: Document): void {
    const end = numberOf(document.end_time);
    if (end === undefined) {
      this.hasOpenPart = true;
    } else if (this.lastEnd === undefined || end > this.lastEnd) {
      this.lastEnd = end;
    }
    for (const [key, value] of Object.entries(isRecord(document.annotations) ? document.annotations : {})) {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        const values = this.annotations.get(key) ?? new Set();
        this.annotations.set(key, values.add(value));
      }
    }
  }

  public get inProgress(): boolean {
    return this.document.in_progress === true;
  }

  public get name(): string {
    return this.at('name') ?? '';
  }

  /** AWS does not say in a segment document which type it gives to a service that a subsegment calls, such as a database. */
  public get type(): string | undefined {
    return this.document.namespace === 'remote' && this.document.sql === undefined ? 'remote' : this.at('origin');
  }

  /** Names of what a call to AWS is about, by one of which the trace map may show it. */
  public get resourceNames(): readonly unknown[] {
    const { aws, namespace, inferred } = this.document;
    if (!isRecord(aws) || namespace !== 'aws' && inferred !== true) {
      return [];
    }
    const { resource_names: names, table_name: table } = aws;
    return [...Array.isArray(names) ? names : [], ...table === undefined ? [] : [table]];
  }

  /** Whether a text stands anywhere among the fields of a call to AWS. */
  public mentions(text: string): boolean {
    const { aws, namespace, inferred } = this.document;
    return isRecord(aws) && (namespace === 'aws' || inferred === true) && [...Object.values(aws), ...this.resourceNames].includes(text);
  }

  public get accountId(): string | undefined {
    return this.at('aws', 'account_id');
  }

  public get start(): number | undefined {
    return numberOf(this.document.start_time);
  }

  public get end(): number | undefined {
    return numberOf(this.document.end_time);
  }

  public get times(): Times {
    return { starts: [this.start], ends: [this.end, this.lastEnd], open: this.hasOpenPart };
  }

  public get status(): number | undefined {
    return numberOf(this.find(['http', 'response', 'status']));
  }

  /** The text at a path of fields. */
  public at(...path: string[]): string | undefined {
    const value = this.find(path);
    return typeof value === 'string' ? value : undefined;
  }

  private find(path: readonly string[]): unknown {
    return path.reduce<unknown>((value, field) => isRecord(value) ? value[field] : undefined, this.document);
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
