import * as fc from 'fast-check';
import { anyFilter } from './any-expression';
import { segment, subsegment } from './traces';
import { FilterExpression, FilterMatch, FilterResult } from '../../src';
import { cpuMs } from '../cpu-time';

const { all, any, negate } = FilterExpression;
const UNKNOWN_TERM = FilterExpression.parse('group.name = "slow"');

const name = fc.constantFrom('orders', 'DynamoDB', 'prices', 'Ä');
const bool = fc.boolean();
const fields = fc.record({
  origin: fc.constantFrom('AWS::Lambda', 'AWS::DynamoDB::Table'),
  user: fc.string(),
  fault: bool,
  error: bool,
  throttle: bool,
  inferred: bool,
  in_progress: bool,
  end_time: fc.double({ min: 1_000, max: 1_100, noNaN: true }),
  http: fc.record({ response: fc.record({ status: fc.integer({ min: 100, max: 599 }) }) }),
  annotations: fc.dictionary(fc.stringMatching(/^[A-Za-z0-9_]{1,2}$/), fc.oneof(fc.string(), fc.integer(), bool)),
  namespace: fc.constantFrom('aws', 'remote'),
  type: fc.constant('subsegment'),
  parent_id: fc.nat(6).map(String),
}, { requiredKeys: [] });

/** Whatever has the ids that a document must have: parents may be missing, or each other's. */
const parts = fc.array(fc.tuple(name, fields), { maxLength: 2 });
const anyDocument = fc.tuple(fc.nat(6).map(String), name, fields, parts).map(([id, called, given, below]) => {
  const subsegments = below.map(([part, more], index) => subsegment(`${id}.${index}`, part, more));
  return segment(id, called, { ...given, subsegments });
});
const anyTrace = fc.array(anyDocument, { minLength: 1, maxLength: 6 });

/** What a match says, whatever the order of its reasons. */
function said({ result, unknown }: FilterMatch): unknown {
  return { result, unknown: unknown.sort() };
}

function holds(law: (trace: string[], one: FilterExpression, other: FilterExpression) => void): void {
  fc.assert(fc.property(anyTrace, anyFilter, anyFilter, law), { numRuns: 400 });
}

test('any filter can be evaluated on any trace', () => {
  holds((trace, filter) => {
    const { result, unknown } = filter.matches(trace);
    expect(unknown.length > 0).toBe(result === FilterResult.UNKNOWN);
  });
});

test('what is negated twice is the same', () => {
  holds((trace, filter) => expect(said(negate(negate(filter)).matches(trace))).toEqual(said(filter.matches(trace))));
});

test('a negation turns what is known, and leaves what is not', () => {
  const turned = {
    [FilterResult.MATCHES]: FilterResult.DOES_NOT_MATCH,
    [FilterResult.DOES_NOT_MATCH]: FilterResult.MATCHES,
    [FilterResult.UNKNOWN]: FilterResult.UNKNOWN,
  };
  holds((trace, filter) => expect(negate(filter).matches(trace).result).toBe(turned[filter.matches(trace).result]));
});

test('De Morgan\'s laws hold', () => {
  holds((trace, one, other) => {
    expect(said(negate(all(one, other)).matches(trace))).toEqual(said(any(negate(one), negate(other)).matches(trace)));
    expect(said(negate(any(one, other)).matches(trace))).toEqual(said(all(negate(one), negate(other)).matches(trace)));
  });
});

test('the order of terms does not matter', () => {
  holds((trace, one, other) => {
    expect(said(all(one, other).matches(trace))).toEqual(said(all(other, one).matches(trace)));
    expect(said(any(one, other).matches(trace))).toEqual(said(any(other, one).matches(trace)));
  });
});

test('the order of documents does not matter where each has an id of its own', () => {
  holds((trace, filter) => {
    const own = [...new Map(trace.map((text) => [JSON.stringify(JSON.parse(text).id), text])).values()];
    expect(said(filter.matches([...own].reverse()))).toEqual(said(filter.matches(own)));
  });
});

test('an unknown term decides nothing that is decided', () => {
  holds((trace, filter) => {
    const { result } = filter.matches(trace);
    expect(all(filter, UNKNOWN_TERM).matches(trace).result).toBe(result === FilterResult.DOES_NOT_MATCH ? result : FilterResult.UNKNOWN);
    expect(any(filter, UNKNOWN_TERM).matches(trace).result).toBe(result === FilterResult.MATCHES ? result : FilterResult.UNKNOWN);
  });
});

test('a large trace and a long filter take less than 5 seconds', () => {
  const trace = Array.from({ length: 2_000 }, (_, index) => segment(`${index}`, `service${index % 50}`, {
    ...index === 0 ? {} : { parent_id: `${index - 1}x` },
    subsegments: [subsegment(`${index}x`, 'call', { namespace: 'remote', annotations: index < 40 ? { key: index } : {} })],
  }));
  const terms = Array.from({ length: 25 }, (_, index) => [
    `service("service${index}") { fault }`, `edge("service${index}", "none")`, `annotation[key] < -${index + 1}`, `service() { annotation[key] = ${-1 - index} }`,
  ]).flat();
  const filter = FilterExpression.parse(terms.join(' OR '));

  expect(cpuMs(() => expect(filter.matches(trace).result).toBe(FilterResult.DOES_NOT_MATCH))).toBeLessThan(5_000);
});
