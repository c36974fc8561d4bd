import { Token } from 'aws-cdk-lib';
import { invalid } from '../../../errors';
import { isRecord } from '../../../references';

/** A segment or subsegment, as X-Ray's "Segment documents" page names its fields. */
export type Document = Readonly<Record<string, unknown>>;

/** Reads the documents of one trace, as BatchGetTraces gives them. What can't be one is an error that names its index. */
export function readSegmentDocuments(texts: readonly string[]): Document[] {
  if (!Array.isArray(texts)) {
    complain(`segmentDocuments must be a list, got ${kindOf(texts)}: pass the Document of each segment of a trace that BatchGetTraces gives`);
  }
  if (texts.length === 0) {
    complain('segmentDocuments must have at least one document, got none: pass the Document of each segment of a trace that BatchGetTraces gives');
  }
  const documents = texts.map(readDocument);
  const first = traceId(documents[0]);
  const other = documents.findIndex((document) => traceId(document) !== first);
  if (other >= 0) {
    complain(`segmentDocuments must be of one trace, got ${String(documents[0].trace_id)} at index 0 and ${String(documents[other].trace_id)} at index ${other}: `
      + 'evaluate each trace on its own');
  }
  return withoutReplaced(documents);
}

function readDocument(text: unknown, index: number): Document {
  const place = `segmentDocuments[${index}]`;
  if (typeof text !== 'string' || Token.isUnresolved(text)) {
    complain(`${place} must be the text of a segment document, got ${typeof text === 'string' ? 'a token' : kindOf(text)}: pass ${isRecord(text) && 'Document' in text ? 'its Document' : 'literal JSON'}`);
  }
  const document = parsed(text, place);
  if (!isRecord(document)) {
    complain(`${place} must be a JSON object, got ${kindOf(document)}: pass one segment document`);
  }
  if ('Document' in document || 'Segments' in document || 'Traces' in document) {
    complain(`${place} must be a segment document, got an answer of BatchGetTraces: pass the text in Document of each of its segments`);
  }
  for (const field of ['trace_id', 'id', 'name']) {
    if (typeof document[field] !== 'string' || document[field] === '') {
      complain(`${place} must have the text ${field}, got ${kindOf(document[field])}: pass the whole segment document`);
    }
  }
  return document;
}

function parsed(text: string, place: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return content;
  } catch {
    return complain(`${place} must be JSON, got ${JSON.stringify(text.slice(0, 40))}${text.length > 40 ? '…' : ''}: pass the text of a segment document`);
  }
}

/** A trace id has the same digits in the form of X-Ray and in that of W3C. */
function traceId({ trace_id: id }: Document): string {
  return String(id).replace(/^1-([0-9a-f]{8})-([0-9a-f]{24})$/i, '$1$2').toLowerCase();
}

/** A segment is sent again, in full, when it is no longer in progress: the last one of an id counts, a complete one before any in progress. */
function withoutReplaced(documents: readonly Document[]): Document[] {
  const kept = new Map<unknown, Document>();
  for (const document of documents) {
    const before = kept.get(document.id);
    if (before === undefined || before.in_progress === true || document.in_progress !== true) {
      kept.set(document.id, document);
    }
  }
  return [...kept.values()];
}

function kindOf(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : `a value of type ${typeof value}`;
}

function complain(message: string): never {
  return invalid('FilterExpression.matches()', message);
}
