import { Document, readSegmentDocuments } from './segment-documents';
import { Times, Unit } from './unit';
import { isRecord } from '../../../references';

/** A service of the trace map, with the segments that it has in this trace. */
export interface ServiceNode {
  readonly name: string;
  /** Unknown for a service of AWS that is seen in a subsegment only. */
  readonly type: string | undefined;
  readonly accountId: string | undefined;
  readonly units: Unit[];
}

/** A call of one service by another. The caller of the root is a client, which no document describes. */
export interface Call {
  readonly source: Unit | undefined;
  readonly destination: Unit;
}

/** What the segment documents of one trace say. */
export interface Trace {
  readonly nodes: readonly ServiceNode[];
  readonly nodeOf: ReadonlyMap<Unit, ServiceNode>;
  readonly calls: readonly Call[];
  readonly segments: readonly Unit[];
  readonly times: Times;
  readonly documentInProgress: boolean;
  /** All of the trace together: every annotation, the end of the last activity. */
  readonly whole: Unit;
  readonly root: Unit | undefined;
}

interface Part {
  readonly document: Document;
  readonly parent: Part | undefined;
}

type Owners = Map<Part, Unit | undefined>;

export function readTrace(texts: readonly string[]): Trace {
  const documents = readSegmentDocuments(texts);
  const parts = flattened(documents);
  const byId = new Map(parts.map((part) => [part.document.id, part]));
  const parentOf = (part: Part): Part | undefined => part.parent ?? parentById(part, byId);
  const segments = new Map(parts.filter(isSegment).map((part) => [part, new Unit(part.document)]));
  const owners = ownersOf(parts, segments, parentOf);
  const called = new Set([...segments.keys()].map(({ document }) => document.parent_id));
  const whole = new Unit({});
  const remote = new Map<Part, Unit>();
  for (const part of parts) {
    whole.add(part.document);
    owners.get(part)?.add(part.document);
    if (isRemoteCall(part) && !called.has(part.document.id)) {
      const unit = new Unit(part.document);
      unit.add(part.document);
      remote.set(part, unit);
    }
  }
  const root = rootOf([...segments].filter(([part]) => parentOf(part) === undefined).map(([, unit]) => unit));
  const callOf = ([part, destination]: [Part, Unit]): Call[] => {
    const parent = parentOf(part);
    const source = parent === undefined ? undefined : owners.get(parent);
    return source === undefined && destination !== root ? [] : [{ source, destination }];
  };
  const units = [...segments, ...remote];
  return {
    ...nodesOf(units.map(([, unit]) => unit)),
    calls: units.flatMap(callOf),
    segments: [...segments.values()],
    times: timesOf([...segments.values()], whole, root),
    documentInProgress: documents.some((document) => document.in_progress === true),
    whole,
    root,
  };
}

function timesOf(segments: readonly Unit[], { lastEnd, hasOpenPart }: Unit, root: Unit | undefined): Times {
  const first = extreme(segments.map(({ start }) => start), (one, other) => one < other);
  const last = extreme(segments.map(({ end }) => end), (one, other) => one > other);
  return { starts: [root?.start, first], ends: [last, lastEnd], open: hasOpenPart };
}

function extreme(numbers: readonly (number | undefined)[], isBefore: (one: number, other: number) => boolean): number | undefined {
  return numbers.reduce((best, one) => one !== undefined && (best === undefined || isBefore(one, best)) ? one : best, undefined);
}

/** Without recursion, as nesting has no limit. */
function flattened(documents: readonly Document[]): Part[] {
  const parts: Part[] = documents.map((document) => ({ document, parent: undefined }));
  for (const parent of parts) {
    const { subsegments } = parent.document;
    for (const document of Array.isArray(subsegments) ? subsegments.filter(isRecord) : []) {
      parts.push({ document, parent });
    }
  }
  return parts;
}

function parentById({ document }: Part, byId: ReadonlyMap<unknown, Part>): Part | undefined {
  return typeof document.parent_id === 'string' && document.parent_id !== document.id ? byId.get(document.parent_id) : undefined;
}

function isSegment({ document, parent }: Part): boolean {
  return parent === undefined && document.type !== 'subsegment';
}

function isRemoteCall(part: Part): boolean {
  return !isSegment(part) && (part.document.namespace === 'aws' || part.document.namespace === 'remote');
}

/** The segment that each part belongs to. Documents that are each other's parents belong to none. */
function ownersOf(parts: readonly Part[], segments: ReadonlyMap<Part, Unit>, parentOf: (part: Part) => Part | undefined): Owners {
  const owners: Owners = new Map(segments);
  for (const part of parts) {
    const way: Part[] = [];
    let at: Part | undefined = part;
    while (at !== undefined && !owners.has(at)) {
      owners.set(at, undefined);
      way.push(at);
      at = parentOf(at);
    }
    const owner = at === undefined ? undefined : owners.get(at);
    way.forEach((passed) => owners.set(passed, owner));
  }
  return owners;
}

function rootOf(candidates: readonly Unit[]): Unit | undefined {
  const parentless = candidates.filter(({ document }) => document.parent_id === undefined);
  const roots = parentless.length > 0 ? parentless : candidates;
  return roots.length === 1 ? roots[0] : undefined;
}

function nodesOf(units: readonly Unit[]): Pick<Trace, 'nodes' | 'nodeOf'> {
  const nodes = new Map<string, ServiceNode>();
  const nodeOf = new Map<Unit, ServiceNode>();
  for (const unit of units) {
    const { name, type, accountId } = unit;
    const key = JSON.stringify([name, type, accountId]);
    const node = nodes.get(key) ?? { name, type, accountId, units: [] };
    nodes.set(key, node);
    node.units.push(unit);
    nodeOf.set(unit, node);
  }
  return { nodes: [...nodes.values()], nodeOf };
}
