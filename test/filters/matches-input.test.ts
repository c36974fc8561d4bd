import { Token } from 'aws-cdk-lib';
import { segment, TRACE_ID } from './traces';
import { FilterExpression } from '../../src';

/** What callers from JavaScript may pass. */
function matches(documents: unknown): unknown {
  return Reflect.apply(FilterExpression.prototype.matches, FilterExpression.fault(), [documents]);
}

const GOOD = segment('01', 'a');

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'segmentDocuments must be a list, got nothing'],
  ['null', null, 'segmentDocuments must be a list, got null'],
  ['one text', GOOD, 'segmentDocuments must be a list, got "{'],
  ['an object', { Segments: [] }, 'segmentDocuments must be a list, got a value of type object'],
  ['an empty list', [], 'segmentDocuments must have at least one document'],
  ['an object in the list', [GOOD, { id: '1' }], 'segmentDocuments[1] must be the text of a segment document, got a value of type object'],
  ['undefined in the list', [undefined], 'segmentDocuments[0] must be the text of a segment document, got nothing'],
  ['a token', [Token.asString({ Ref: 'A' })], 'segmentDocuments[0] must be the text of a segment document, got a token'],
  ['an empty text', [''], 'segmentDocuments[0] must be JSON, got ""'],
  ['cut JSON', [GOOD.slice(0, -5)], 'segmentDocuments[0] must be JSON'],
  ['a list of documents', ['[]'], 'segmentDocuments[0] must be a JSON object, got a list'],
  ['an answer of BatchGetTraces', ['{"Traces":[]}'], 'got an answer of BatchGetTraces'],
  ['a document without an id', [JSON.stringify({ trace_id: TRACE_ID, name: 'a' })], 'must have the text id, got nothing'],
  ['a name that is a number', [segment('01', 'a', { name: 5 })], 'must have the text name, got a value of type number'],
  ['two traces', [GOOD, segment('02', 'b', { trace_id: '1-6921f0a0-ffffffffffffffffffffffff' })], 'must be of one trace'],
])('%s is refused', (_what, documents, message) => {
  expect(() => matches(documents)).toThrow(message);
  expect(() => matches(documents)).toThrow('FilterExpression.matches()');
});

test('fields of a wrong type are as good as none', () => {
  const trace = [segment('01', 'a', { subsegments: 'x', annotations: ['y'], http: 7, aws: null, user: 5, start_time: 'now', fault: 'true', parent_id: '01' })];
  expect(FilterExpression.parse('fault OR user = "5" OR annotation[0]').matches(trace).result).toBe('does-not-match');
  expect(FilterExpression.parse('duration > 1').matches(trace).result).toBe('unknown');
});
