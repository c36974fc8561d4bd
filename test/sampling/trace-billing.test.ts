import { Lazy, Size } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { unchecked } from './local-documents';
import { TraceBilling, TransactionSearchBillingOptions } from '../../src/sampling/trace-billing';
import { TracePrices, TracePricesOptions } from '../../src/sampling/trace-prices';

const TOKEN = Lazy.number({ produce: () => 1 });

describe('what traces cost', () => {
  test('each, after those that are free: the example of AWS\'s page', () => {
    const requestsAnHour = 2000;

    expect(TraceBilling.perTrace()._dollars(requestsAnHour * 24 * 31 * 0.1)).toBeCloseTo(0.244, 9);
  });

  test.each([[0, 0], [100_000, 0], [1_100_000, 5], [15_420_000, 76.6], [259_200_000, 1295.5]])('%d recorded ones', (traces, dollars) => {
    expect(TraceBilling.perTrace()._dollars(traces)).toBeCloseTo(dollars, 6);
  });

  test('without free ones where other apps use them up, and at other prices', () => {
    const prices = TracePrices.of({ asOf: '2027-01-31', dollarsPerMillionTraces: 6 });

    expect(TraceBilling.perTrace({ freeTraces: 0 })._dollars(1_000_000)).toBeCloseTo(5);
    expect(TraceBilling.perTrace({ prices })._dollars(1_100_000)).toBeCloseTo(6);
  });

  test('by the size of their spans with Transaction Search, and by what is indexed beyond the free percent', () => {
    const trace: TransactionSearchBillingOptions = { spansPerTrace: 16, spanSize: Size.kibibytes(2) };
    const gigabytes = 32;

    expect(TraceBilling.transactionSearch(trace)._dollars(gigabytes * 1024 * 32)).toBeCloseTo(0.35 * gigabytes, 9);
    expect(TraceBilling.transactionSearch({ ...trace, indexedShare: 0 })._dollars(1024 * 32)).toBeCloseTo(0.35, 9);
    expect(TraceBilling.transactionSearch({ ...trace, indexedShare: 0.21 })._dollars(1_048_576)).toBeCloseTo(0.35 * 32 + 0.75 * 0.2 * 1.048576, 9);
  });

  test('with the prices that the user gives', () => {
    const prices = TracePrices.of({ asOf: '2027-01-31', dollarsPerGigabyteOfSpans: 1, dollarsPerMillionIndexedTraces: 10 });

    const trace: TransactionSearchBillingOptions = { spansPerTrace: 1, spanSize: Size.gibibytes(1), indexedShare: 0.51, prices };

    expect(TraceBilling.transactionSearch(trace)._dollars(2)).toBeCloseTo(2.00001, 9);
  });
});

test('as many traces can be had for some dollars as cost them', () => {
  const billings = fc.oneof(
    fc.nat(1_000_000).map((freeTraces) => TraceBilling.perTrace({ freeTraces })),
    fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([spansPerTrace, bytes, indexedShare]) => TraceBilling.transactionSearch({ spansPerTrace, spanSize: Size.bytes(bytes), indexedShare })),
  );
  fc.assert(fc.property(billings, fc.double({ min: 0, max: 1e6, noNaN: true }), (billing, dollars) => {
    expect(Math.abs(billing._dollars(billing._tracesFor(dollars)) - dollars)).toBeLessThanOrEqual(dollars * 1e-9 + 1e-9);
  }));
});

test('any number can be had for nothing', () => {
  expect(TraceBilling.perTrace({ prices: TracePrices.of({ asOf: '2026-11-22', dollarsPerMillionTraces: 0 }) })._tracesFor(0)).toBe(Infinity);
});

test('the listed prices have a day, and which of them AWS has confirmed', () => {
  expect(TracePrices.listed()).toMatchObject({
    asOf: '2026-11-22', dollarsPerMillionTraces: 5, dollarsPerGigabyteOfSpans: 0.35, dollarsPerMillionIndexedTraces: 0.75, _spansConfirmed: false,
  });
});

describe('billing refuses', () => {
  const trace: TransactionSearchBillingOptions = { spansPerTrace: 8, spanSize: Size.kibibytes(1) };

  test.each([
    [-1, 'a whole number from 0 to 9007199254740991, got -1'],
    [0.5, 'a whole number from 0 to 9007199254740991, got 0.5'],
    [NaN, 'a whole number from 0 to 9007199254740991, got NaN'],
    [TOKEN, 'known when the app is synthesized, got a token: give the number itself'],
  ])('%d free traces', (freeTraces, expected) => {
    expect(() => TraceBilling.perTrace({ freeTraces })).toThrow(`TraceBilling.perTrace(): freeTraces must be ${expected}`);
  });

  test.each<[string, Partial<TransactionSearchBillingOptions>, string]>([
    ['no span', { spansPerTrace: 0 }, 'spansPerTrace must be a number from 1 to 9007199254740991, got 0'],
    ['spans of no size', { spanSize: Size.bytes(0) }, 'the bytes of spanSize must be a number above 0 and up to 9007199254740991, got 0'],
    ['a size that is a token', { spanSize: Size.kibibytes(TOKEN) }, 'spanSize must be known when the app is synthesized, got a token: write for example Size.kibibytes(1)'],
    ['a share in percent', { indexedShare: 5 }, 'indexedShare must be between 0 and 1, got 5: write 0.05 for 5 percent'],
    ['a negative share', { indexedShare: -0.1 }, 'indexedShare must be between 0 and 1, got -0.1'],
    ['a share that is a token', { indexedShare: TOKEN }, 'indexedShare must be known when the app is synthesized, got a token'],
    ['prices without that of spans', { prices: TracePrices.of({ asOf: '2027-01-31' }) }, 'prices must have dollarsPerGigabyteOfSpans, got none: give it to TracePrices.of()'],
    ['prices without that of the index where it is used', { indexedShare: 0.5, prices: TracePrices.of({ asOf: '2027-01-31', dollarsPerGigabyteOfSpans: 1 }) },
      'prices must have dollarsPerMillionIndexedTraces, got none'],
  ])('%s', (_title, options, message) => {
    expect(() => TraceBilling.transactionSearch({ ...trace, ...options })).toThrow(`TraceBilling.transactionSearch(): ${message}`);
  });

  test.each<[() => unknown, string]>([
    [() => TraceBilling.perTrace(unchecked({}, null)), 'TraceBilling.perTrace(): options must be an object, got null'],
    [() => TraceBilling.perTrace({ freeTraces: 1, ...{ free: 0 } }), 'TraceBilling.perTrace(): the option "free" must be called freeTraces'],
    [() => TraceBilling.transactionSearch({ ...trace, ...{ indexRate: 0.5 } }), 'the option "indexRate" must be called indexedShare'],
    [() => TraceBilling.perTrace({ freeTraces: -1 }), 'got -1: write how many of the month\'s traces are free for this app'],
    [() => TraceBilling.perTrace({ prices: unchecked(TracePrices.listed(), null) }), 'prices must be TracePrices, got null: use TracePrices.of() or TracePrices.listed()'],
    [() => TraceBilling.perTrace({ prices: unchecked(TracePrices.listed(), { dollarsPerMillionTraces: 5 }) }), 'prices must be TracePrices, got { dollarsPerMillionTraces: 5 }'],
    [() => TraceBilling.transactionSearch(unchecked(trace, undefined)), 'TraceBilling.transactionSearch(): options must be an object, got undefined: write for example { spansPerTrace: 8, spanSize'],
    [() => TraceBilling.transactionSearch({ ...trace, spansPerTrace: 0 }), 'got 0: write how many spans a trace has on average, such as 8'],
    [() => TraceBilling.transactionSearch({ ...trace, spanSize: unchecked(Size.bytes(1), 5) }), 'spanSize must be a Size, got 5: write for example Size.kibibytes(1)'],
    [() => TracePrices.of(unchecked({ asOf: '' }, undefined)), 'TracePrices.of(): options must be an object, got undefined: write for example { asOf: \'2026-11-22\''],
    [() => TracePrices.of({ asOf: 'today' }), 'got "today": write the day on which you read the prices'],
    [() => TracePrices.of({ asOf: '2026-11-22', dollarsPerMillionTraces: -1 }), 'got -1: write the US dollars of your price list, such as 5'],
  ])('what is no option, and says what to do: %#', (make, message) => {
    expect(make).toThrow(message);
  });

  test('prices without that of a trace', () => {
    expect(() => TraceBilling.perTrace({ prices: TracePrices.of({ asOf: '2027-01-31' }) })).toThrow('TraceBilling.perTrace(): prices must have dollarsPerMillionTraces, got none');
  });

  test.each<[string, Partial<TracePricesOptions>, string]>([
    ['a day in words', { asOf: 'today' }, 'asOf must be a day written like 2026-11-22, got "today"'],
    ['a day that there is not', { asOf: '2026-02-30' }, 'asOf must be a day written like 2026-11-22, got "2026-02-30"'],
    ['a negative price', { dollarsPerMillionTraces: -1 }, 'dollarsPerMillionTraces must be a number from 0 to 1000000000000, got -1'],
    ['an infinite price', { dollarsPerGigabyteOfSpans: Infinity }, 'dollarsPerGigabyteOfSpans must be a number from 0 to 1000000000000, got Infinity'],
    ['a price that is a token', { dollarsPerMillionIndexedTraces: TOKEN }, 'dollarsPerMillionIndexedTraces must be known when the app is synthesized, got a token'],
  ])('%s', (_title, options, message) => {
    expect(() => TracePrices.of({ asOf: '2027-01-31', ...options })).toThrow(`TracePrices.of(): ${message}`);
  });
});
