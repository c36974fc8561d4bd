import { queueTrace, shopTrace, spansTrace } from './real-traces';
import { segment, subsegment } from './traces';
import { FilterExpression, FilterResult } from '../../src';

const { MATCHES, DOES_NOT_MATCH, UNKNOWN } = FilterResult;

function resultOf(filter: string, trace: string[]): FilterResult {
  return FilterExpression.parse(filter).matches(trace).result;
}

function reasonOf(filter: string, trace: string[]): string {
  return FilterExpression.parse(filter).matches(trace).unknown.join('; ');
}

test.each<[string, FilterResult]>([
  ['ok !partial duration <3.5', MATCHES],
  ['responsetime = 3', MATCHES],
  ['http.url BEGINSWITH "http://shop.example.com/" AND http.method = "POST"', MATCHES],
  ['http.clientip = "192.0.2.7" http.useragent CONTAINS "Mozilla"', MATCHES],
  ['user CONTAINS ""', MATCHES],
  ['instance.id = "i-0123" AND availabilityzone = "eu-west-1c"', MATCHES],
  ['resource.arn ENDSWITH ":prices"', MATCHES],
  ['annotation[plan] = "gold" annotation[items] >= 3 annotation[vip]', MATCHES],
  ['annotation[internal] = false', MATCHES],
  ['annotation[internal]', UNKNOWN],
  ['!annotation[internal]', UNKNOWN],
  ['annotation[items] = "3"', DOES_NOT_MATCH],
  ['annotation[debug]', DOES_NOT_MATCH],
  ['service("prices")', MATCHES],
  ['service(id(name: "prices", type: "AWS::Lambda::Function", account.id: "111122223333"))', MATCHES],
  ['service(id(type: "AWS::DynamoDB::Table"))', MATCHES],
  ['service(id(type: "AWS::SNS"))', UNKNOWN],
  ['service("shop-users")', UNKNOWN],
  ['service("DynamoDB")', UNKNOWN],
  ['service("Shop") { root = true and fault = true }', DOES_NOT_MATCH],
  ['edge("Shop", "prices") { ok }', MATCHES],
  ['edge("Shop", "prices") { fault }', DOES_NOT_MATCH],
  ['edge("prices", "shop@db.example.com")', DOES_NOT_MATCH],
  ['edge("prices", "Shop")', UNKNOWN],
  ['edge { destination.annotation[plan] = "gold" }', MATCHES],
  ['group.name = "slow" AND user = "5M388M1E"', UNKNOWN],
  ['group.name = "slow" AND user = "alice"', DOES_NOT_MATCH],
  ['rootcause.fault.entity { last and name = "deserialize" }', UNKNOWN],
])('%s, in a trace of an application with its function and inferred segments', (filter, result) => {
  expect(resultOf(filter, shopTrace())).toBe(result);
});

test('a fault below the root is one of its service, not of the trace', () => {
  const trace = shopTrace({ function: { fault: true, cause: { exceptions: [{ message: 'no' }] } } });
  expect(resultOf('fault', trace)).toBe(DOES_NOT_MATCH);
  expect(resultOf('service() { fault }', trace)).toBe(MATCHES);
  expect(resultOf('service(id(name: "prices", type: "AWS::Lambda::Function")) { fault }', trace)).toBe(MATCHES);
  expect(resultOf('service("Shop") { fault }', trace)).toBe(DOES_NOT_MATCH);
});

test('a fault of the root is one of the trace, whatever the status says', () => {
  const trace = shopTrace({ root: { fault: true } });
  expect(resultOf('fault', trace)).toBe(MATCHES);
  expect(resultOf('ok', trace)).toBe(DOES_NOT_MATCH);
});

test('a throttle below the root is one of its service; AWS contradicts itself on the trace', () => {
  const trace = shopTrace({ table: { throttle: true, error: true, http: { response: { status: 400 } } } });
  expect(resultOf('service(id(type: "AWS::DynamoDB::Table")) { throttle }', trace)).toBe(MATCHES);
  expect(reasonOf('throttle', trace)).toMatch(/^throttle: AWS says that the root/);
  expect(resultOf('error', trace)).toBe(DOES_NOT_MATCH);
  expect(resultOf('throttle', shopTrace())).toBe(DOES_NOT_MATCH);
});

test('duration is unknown only where the descriptions of AWS differ', () => {
  const trace = shopTrace({ function: { subsegments: [subsegment('c9', 'later', { end_time: 1_009 })] } });
  expect(resultOf('duration < 20', trace)).toBe(MATCHES);
  expect(reasonOf('duration > 5', trace)).toMatch(/^duration: AWS describes it in ways that differ/);
});

test('a database has no type in the documents, a call over HTTP has', () => {
  expect(resultOf('service(id(name: "shop@db.example.com", type: "remote"))', shopTrace())).toBe(UNKNOWN);
  expect(resultOf('service(id(name: "rates.example.com", type: "remote"))', spansTrace())).toBe(MATCHES);
});

test('a queue is a service, and linked traces are not part of the trace', () => {
  expect(resultOf('edge("worker", "SQS")', queueTrace())).toBe(MATCHES);
  expect(resultOf('service(id(type: "AWS::SQS"))', queueTrace())).toBe(MATCHES);
  expect(resultOf('ok', queueTrace())).toBe(UNKNOWN);
  expect(resultOf('fault', queueTrace())).toBe(DOES_NOT_MATCH);
});

test('spans of OpenTelemetry have ids of either form, and a caller that need not be there', () => {
  expect(resultOf('error http.status = 404', spansTrace())).toBe(MATCHES);
  expect(resultOf('annotation[tenant.id] = "acme"', spansTrace())).toBe(MATCHES);
  expect(resultOf('error', [...spansTrace(), segment('f3', 'stock', { parent_id: 'f1' })])).toBe(MATCHES);
});

test('a subsegment that was sent on its own belongs to its segment', () => {
  expect(resultOf('edge("checkout", "rates.example.com") { throttle }', spansTrace())).toBe(MATCHES);
  expect(resultOf('service("rates.example.com") { error }', spansTrace())).toBe(MATCHES);
});

test('a document in progress makes a trace partial, a part of one may', () => {
  expect(resultOf('partial', spansTrace({ in_progress: true, end_time: undefined }))).toBe(MATCHES);
  expect(resultOf('partial', shopTrace({ root: { subsegments: [subsegment('a9', 'x', { in_progress: true, end_time: undefined })] } }))).toBe(UNKNOWN);
  expect(resultOf('partial', shopTrace())).toBe(DOES_NOT_MATCH);
});

test('the complete segment stands for the one in progress, in any order', () => {
  const documents = [segment('01', 'api', { in_progress: true, end_time: undefined }), segment('01', 'api', { fault: true })];
  for (const trace of [documents, [...documents].reverse()]) {
    expect(resultOf('fault !partial duration = 1', trace)).toBe(MATCHES);
  }
});

test('an annotation that X-Ray may not index is unknown where it is set', () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, index]));
  const trace = [segment('01', 'api', { annotations: { ...many, 'my-key': 'a' } })];
  expect(reasonOf('annotation[key1] = 1', trace)).toContain('more than 50 annotations');
  expect(resultOf('annotation[none]', trace)).toBe(DOES_NOT_MATCH);
  expect(resultOf('annotation[my-key]', [segment('01', 'api', { annotations: { 'my-key': 'a' } })])).toBe(UNKNOWN);
});

test('two roots leave open what is said of the root, and nothing else', () => {
  const trace = [segment('01', 'a', { fault: true }), segment('02', 'b', { user: 'bob' })];
  expect(reasonOf('fault', trace)).toContain('no single root segment');
  expect(resultOf('user = "bob" AND service("a") { fault }', trace)).toBe(MATCHES);
});
