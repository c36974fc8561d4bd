import { Lazy } from 'aws-cdk-lib';
import { ordersTrace, segment, TRACE_ID } from './traces';
import { FilterResult } from '../../src/filters/filter-match';
import { Expression, NodeSelector } from '../../src/filters/private/ast';
import { evaluate } from '../../src/filters/private/evaluate/evaluate';

const { MATCHES, DOES_NOT_MATCH, UNKNOWN } = FilterResult;

function keyword(name: string, operator?: '=' | '!=' | '>' | 'CONTAINS', value?: string | number | boolean): Expression {
  return { kind: 'keyword', keyword: name, operator, value };
}

function named(name: string): NodeSelector {
  return { name, byId: false };
}

function typed(type: string): NodeSelector {
  return { type, byId: true };
}

const FAULT = keyword('fault');

test.each<[string, Expression, FilterResult]>([
  ['ok', keyword('ok'), MATCHES],
  ['fault', FAULT, DOES_NOT_MATCH],
  ['fault = false', keyword('fault', '=', false), MATCHES],
  ['partial', keyword('partial'), DOES_NOT_MATCH],
  ['http.status = 200', keyword('http.status', '=', 200), MATCHES],
  ['http.method = "GET"', keyword('http.method', '=', 'GET'), MATCHES],
  ['http.method = "get"', keyword('http.method', '=', 'get'), UNKNOWN],
  ['http.url CONTAINS "/orders"', keyword('http.url', 'CONTAINS', '/orders'), MATCHES],
  ['responsetime = 2.5', keyword('responseTime', '=', 2.5), MATCHES],
  ['duration > 3', keyword('duration', '>', 3), DOES_NOT_MATCH],
  ['user = "alice"', keyword('user', '=', 'alice'), MATCHES],
  ['instance.id', keyword('instance.id'), UNKNOWN],
  ['message', keyword('message'), UNKNOWN],
  ['annotation[age] > 29', { kind: 'annotation', key: 'age', operator: '>', value: 29 }, MATCHES],
  ['annotation[age] = "30"', { kind: 'annotation', key: 'age', operator: '=', value: '30' }, DOES_NOT_MATCH],
  ['annotation[order.id]', { kind: 'annotation', key: 'order.id' }, MATCHES],
  ['annotation[none]', { kind: 'annotation', key: 'none' }, DOES_NOT_MATCH],
  ['annotation[none] != "a"', { kind: 'annotation', key: 'none', operator: '!=', value: 'a' }, UNKNOWN],
  ['service("OrdersFunction")', { kind: 'service', node: named('OrdersFunction') }, MATCHES],
  ['service("Orders*")', { kind: 'service', node: named('Orders*') }, UNKNOWN],
  ['service("Orders")', { kind: 'service', node: named('Orders') }, UNKNOWN],
  ['service("other")', { kind: 'service', node: named('other') }, DOES_NOT_MATCH],
  ['service("Lambda")', { kind: 'service', node: named('Lambda') }, DOES_NOT_MATCH],
  ['service("stock.example.com") { fault }', { kind: 'service', node: named('stock.example.com'), filter: FAULT }, MATCHES],
  ['service() { root }', { kind: 'service', filter: keyword('root') }, MATCHES],
  ['service("OrdersFunction") { root }', { kind: 'service', node: named('OrdersFunction'), filter: keyword('root') }, DOES_NOT_MATCH],
  ['service(id(type: "AWS::Lambda::Function"))', { kind: 'service', node: typed('AWS::Lambda::Function') }, MATCHES],
  ['edge("OrdersFunction", "stock.example.com") { fault }', { kind: 'edge', source: named('OrdersFunction'), destination: named('stock.example.com'), filter: FAULT }, MATCHES],
  ['edge("stock.example.com", "OrdersFunction")', { kind: 'edge', source: named('stock.example.com'), destination: named('OrdersFunction') }, DOES_NOT_MATCH],
  ['edge { source.annotation[tenant] = "blue" }', { kind: 'edge', filter: { kind: 'annotation', key: 'tenant', side: 'source', operator: '=', value: 'blue' } }, MATCHES],
  ['group.name = "a"', { kind: 'group', property: 'name', operator: '=', value: 'a' }, UNKNOWN],
  ['rootcause.fault.service', { kind: 'rootcause', cause: 'fault', list: 'service' }, UNKNOWN],
  ['a token', keyword('user', '=', Lazy.string({ produce: () => 'alice' })), UNKNOWN],
])('%s', (_text, expression, result) => {
  expect(evaluate(expression, ordersTrace()).result).toBe(result);
});

test('faults of the root are those of the trace', () => {
  expect(evaluate(FAULT, ordersTrace(502)).result).toBe(MATCHES);
  expect(evaluate(keyword('throttle'), ordersTrace(429)).result).toBe(MATCHES);
  expect(evaluate(keyword('error'), ordersTrace(429)).result).toBe(MATCHES);
});

test('what is unknown is named once', () => {
  const group: Expression = { kind: 'group', property: 'name', operator: '=', value: 'a' };
  const { unknown } = evaluate({ kind: 'and', terms: [group, { kind: 'not', term: group }] }, ordersTrace());
  expect(unknown).toEqual(['group.name: the groups of a trace do not stand in its segment documents']);
  expect(evaluate({ kind: 'and', terms: [group, FAULT] }, ordersTrace()).unknown).toEqual([]);
});

test('a segment in progress makes the trace partial and its times unknown', () => {
  const trace = [segment('01', 'api', { end_time: undefined, in_progress: true })];
  expect(evaluate(keyword('partial'), trace).result).toBe(MATCHES);
  expect(evaluate(keyword('duration', '>', 1), trace).result).toBe(UNKNOWN);
  expect(evaluate(FAULT, trace).result).toBe(UNKNOWN);
});

test.each([
  ['{', 'segmentDocuments[1] must be JSON'],
  ['[]', 'segmentDocuments[1] must be a JSON object'],
  ['{"Id":"1","Document":"{}"}', 'got an answer of BatchGetTraces'],
  [JSON.stringify({ trace_id: TRACE_ID, id: '02' }), 'segmentDocuments[1] must have the text name'],
  [segment('02', 'b', { trace_id: '1-6921f0a0-ffffffffffffffffffffffff' }), 'segmentDocuments must be of one trace'],
])('%s is refused', (text, message) => {
  expect(() => evaluate(FAULT, [segment('01', 'a'), text])).toThrow(message);
});

test('no document is refused', () => {
  expect(() => evaluate(FAULT, [])).toThrow('FilterExpression.matches(): segmentDocuments must have at least one document');
});
