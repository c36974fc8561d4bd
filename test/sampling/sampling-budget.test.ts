import { Lazy, Size } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { unchecked } from './local-documents';
import { makeForecast } from '../../src/sampling/private/forecast/forecast';
import { BudgetedTraffic, SamplingBudget } from '../../src/sampling/sampling-budget';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { SamplingForecast } from '../../src/sampling/sampling-forecast';
import { TraceBilling } from '../../src/sampling/trace-billing';
import { TracePrices } from '../../src/sampling/trace-prices';

const TOKEN = Lazy.number({ produce: () => 1 });
const SECONDS = 730 * 3600;
const NOTHING_FREE = TraceBilling.perTrace({ freeTraces: 0 });

function complain(message: string): never {
  throw new Error(message);
}

function forecastWith(fixedRate: number, reservoir: number, traffic: BudgetedTraffic): SamplingForecast {
  return makeForecast(() => ({ samplingRuleName: 'rule', fixedRate, reservoir }), { traffic: [{ name: 'all', ...traffic }], billing: traffic.billing });
}

describe('the fixed rate of a budget', () => {
  test('is the share of the requests that it pays for', () => {
    expect(SamplingBudget.tracesPerMonth(SECONDS, { requestsPerSecond: 20 })._fixedRate(complain, 0)).toBe(0.05);
  });

  test('leaves out what the reservoir takes', () => {
    expect(SamplingBudget.tracesPerMonth(3 * SECONDS, { requestsPerSecond: 201 })._fixedRate(complain, 1)).toBeCloseTo(0.01, 6);
  });

  test('is rounded down to six decimals', () => {
    expect(SamplingBudget.tracesPerMonth(SECONDS, { requestsPerSecond: 3 })._fixedRate(complain, 0)).toBe(0.333333);
    expect(SamplingBudget.tracesPerMonth(1, { requestsPerSecond: 3 })._fixedRate(complain, 0)).toBe(0);
  });

  test('is 1 where all requests fit, also where traces cost nothing', () => {
    const billing = TraceBilling.perTrace({ prices: TracePrices.of({ asOf: '2026-11-22', dollarsPerMillionTraces: 0 }) });

    expect(SamplingBudget.tracesPerMonth(SECONDS, { requestsPerSecond: 1 })._fixedRate(complain, 0)).toBe(1);
    expect(SamplingBudget.tracesPerMonth(SECONDS, { requestsPerSecond: 0.5 })._fixedRate(complain, 1000)).toBe(1);
    expect(SamplingBudget.dollarsPerMonth(0, { requestsPerSecond: 9, billing })._fixedRate(complain, 5)).toBe(1);
  });

  test('is 0 for a budget of nothing', () => {
    expect(SamplingBudget.tracesPerMonth(-0, { requestsPerSecond: 1 })._fixedRate(complain, 0)).toBe(0);
  });

  test('counts free traces only where they are said, and the hours', () => {
    const traffic = { requestsPerSecond: 10, hoursPerMonth: 100 };
    const rateOf = (dollars: number, billing?: TraceBilling): number =>
      SamplingBudget.dollarsPerMonth(dollars, { ...traffic, billing })._fixedRate(complain, 0);

    expect([rateOf(0), rateOf(0, TraceBilling.perTrace()), rateOf(0, NOTHING_FREE)]).toEqual([0, 0, 0]);
    expect([rateOf(1), rateOf(1, TraceBilling.perTrace())]).toEqual([0.055555, 0.055555]);
    expect(rateOf(1, TraceBilling.perTrace({ freeTraces: 100_000 }))).toBe(0.083333);
  });

  test('keeps several budgets together within their dollars', () => {
    const traffic = { requestsPerSecond: 10 };
    const fixedRate = SamplingBudget.dollarsPerMonth(3, traffic)._fixedRate(complain, 0);
    const both = [1, 2].map((part) => ({ ...traffic, name: `part ${part}` }));
    const options = { traffic: both, billing: NOTHING_FREE };
    const { dollarsPerMonth } = makeForecast(({ name }) => ({ samplingRuleName: name, fixedRate, reservoir: 0 }), options);

    expect(dollarsPerMonth).toBeLessThanOrEqual(6);
    expect(dollarsPerMonth).toBeGreaterThan(5.999);
  });

  test('is that of another client where it is said', () => {
    const rateFor = (client?: SamplingClient): number =>
      SamplingBudget.tracesPerMonth(SECONDS, { requestsPerSecond: 2, client })._fixedRate(complain, 1);

    expect(rateFor()).toBe(rateFor(SamplingClient.XRAY_SDK));
    expect(rateFor(SamplingClient.OPENTELEMETRY)).toBeGreaterThan(rateFor());
  });
});

describe('a forecast with the rate of a budget', () => {
  const spans = TraceBilling.transactionSearch({ spansPerTrace: 5, spanSize: Size.bytes(700) });
  const traffic = fc.record({
    requestsPerSecond: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    hosts: fc.integer({ min: 1, max: 20 }),
    hoursPerMonth: fc.double({ min: 1, max: 744, noNaN: true }),
    client: fc.constantFrom(SamplingClient.XRAY_SDK, SamplingClient.OPENTELEMETRY),
    billing: fc.constantFrom(undefined, NOTHING_FREE, TraceBilling.perTrace({ freeTraces: 100_000 }), spans),
  });

  test('stays within the traces of the budget, and uses it up', () => {
    fc.assert(fc.property(traffic, fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (all, reservoir, part) => {
      const { tracesPerMonth: fromReservoir } = forecastWith(0, reservoir, all);
      const requests = all.requestsPerSecond * all.hoursPerMonth * 3600;
      const traces = Math.ceil(fromReservoir + part * requests);
      const fixedRate = SamplingBudget.tracesPerMonth(traces, all)._fixedRate(complain, reservoir);
      const { tracesPerMonth } = forecastWith(fixedRate, reservoir, all);
      expect(tracesPerMonth).toBeLessThanOrEqual(traces * (1 + 1e-12));
      expect(fixedRate === 1 ? Infinity : tracesPerMonth).toBeGreaterThanOrEqual(traces * 0.999 - requests * 1e-6);
    }), { numRuns: 60 });
  });

  test('stays within the dollars of the budget, and uses them up', () => {
    fc.assert(fc.property(traffic, fc.double({ min: 0, max: 1000, noNaN: true }), (all, dollars) => {
      const fixedRate = SamplingBudget.dollarsPerMonth(dollars, all)._fixedRate(complain, 0);
      const { dollarsPerMonth } = forecastWith(fixedRate, 0, { ...all, billing: all.billing ?? NOTHING_FREE });
      const oneStep = forecastWith(0.000001, 0, { ...all, billing: NOTHING_FREE }).dollarsPerMonth;
      expect(dollarsPerMonth).toBeLessThanOrEqual(dollars * (1 + 1e-9) + 1e-9);
      expect(fixedRate === 1 ? Infinity : dollarsPerMonth).toBeGreaterThanOrEqual(dollars * 0.999 - oneStep);
    }), { numRuns: 60 });
  });
});

describe('a budget refuses', () => {
  test('a reservoir that takes more, and names the largest one that fits', () => {
    const budget = SamplingBudget.tracesPerMonth(3 * SECONDS, { requestsPerSecond: 1000 });

    expect(budget._fixedRate(complain, 3)).toBe(0);
    expect(() => budget._fixedRate(complain, 50)).toThrow('reservoir must be 3 or less to stay within the budget of 7,884,000 traces a month, got 50: lower it, or raise the budget');
  });

  test('any reservoir where there is nothing to spend', () => {
    expect(() => SamplingBudget.tracesPerMonth(0, { requestsPerSecond: 1 })._fixedRate(complain, 1)).toThrow('reservoir must be 0 to stay within the budget of 0 traces a month, got 1');
  });

  test('a reservoir that is a token', () => {
    expect(() => SamplingBudget.tracesPerMonth(1, { requestsPerSecond: 1 })._fixedRate(complain, TOKEN)).toThrow(
      'reservoir must be known when the app is synthesized where a budget is given, got a token: give a number, or a fixedRate instead of the budget');
  });

  test.each<[number, BudgetedTraffic, string]>([
    [-1, { requestsPerSecond: 1 }, 'traces must be a number from 0 to 9007199254740991, got -1'],
    [NaN, { requestsPerSecond: 1 }, 'traces must be a number from 0 to 9007199254740991, got NaN'],
    [TOKEN, { requestsPerSecond: 1 }, 'traces must be known when the app is synthesized, got a token'],
    [1, { requestsPerSecond: 0 }, 'requestsPerSecond must be a number above 0 and up to 1000000000, got 0'],
    [1, { requestsPerSecond: Infinity }, 'requestsPerSecond must be a number above 0 and up to 1000000000, got Infinity'],
    [1, { requestsPerSecond: TOKEN }, 'requestsPerSecond must be known when the app is synthesized, got a token'],
    [1, { requestsPerSecond: 1, hosts: 0 }, 'hosts must be a whole number from 1 to 1000000000, got 0'],
    [1, { requestsPerSecond: 1, hosts: TOKEN }, 'hosts must be known'],
    [1, { requestsPerSecond: 1, hoursPerMonth: 745 }, 'hoursPerMonth must be a number above 0 and up to 744, got 745: write 730 for all hours of a month'],
    [1, { requestsPerSecond: 1, hoursPerMonth: 0 }, 'hoursPerMonth must be a number above 0 and up to 744, got 0'],
  ])('%d traces for %j', (traces, traffic, message) => {
    expect(() => SamplingBudget.tracesPerMonth(traces, traffic)).toThrow(`SamplingBudget.tracesPerMonth(): ${message}`);
  });

  test.each<[string, unknown, unknown, string]>([
    ['null for a number', null, { requestsPerSecond: 1 }, 'must be a number from 0 to 1000000000000, got null: write how many US dollars a month the rule may cost'],
    ['a number as text', '5', { requestsPerSecond: 1 }, 'got "5": write the number 5, without quotes'],
    ['no traffic', 5, undefined, 'traffic must be an object, got undefined: write for example { requestsPerSecond: 40 }'],
    ['null for traffic', 5, null, 'traffic must be an object, got null'],
    ['a number for traffic', 5, 40, 'traffic must be an object, got 40'],
    ['null for requests', 5, { requestsPerSecond: null }, 'requestsPerSecond must be a number above 0 and up to 1000000000, got null: write how many come in a second'],
    ['an abbreviation', 5, { rps: 1 }, 'traffic: the option "rps" must be called requestsPerSecond'],
    ['a host', 5, { requestsPerSecond: 1, host: 3 }, 'traffic: the option "host" must be called hosts'],
    ['a billing of an object', 5, { requestsPerSecond: 1, billing: {} }, 'billing must be a TraceBilling, got {}: use TraceBilling.perTrace() or'],
    ['a billing that is a text', 5, { requestsPerSecond: 1, billing: 'perTrace' }, 'billing must be a TraceBilling, got "perTrace"'],
  ])('%s', (_title, dollars, traffic, message) => {
    expect(() => SamplingBudget.dollarsPerMonth(unchecked(0, dollars), unchecked({ requestsPerSecond: 1 }, traffic))).toThrow(message);
  });

  test('traces without traffic, or with what is none', () => {
    expect(() => SamplingBudget.tracesPerMonth(5, unchecked({ requestsPerSecond: 1 }, undefined))).toThrow(
      'SamplingBudget.tracesPerMonth(): traffic must be an object, got undefined: write for example { requestsPerSecond: 40 }');
    expect(() => SamplingBudget.tracesPerMonth(5, { requestsPerSecond: 1, billing: unchecked(NOTHING_FREE, 'perTrace') })).toThrow(
      'SamplingBudget.tracesPerMonth(): billing must be a TraceBilling, got "perTrace"');
    expect(() => SamplingBudget.tracesPerMonth(5, { requestsPerSecond: 1, hosts: unchecked(1, '1.5') })).toThrow('got "1.5": count the processes');
    expect(() => SamplingBudget.tracesPerMonth(unchecked(0, null), { requestsPerSecond: 1 })).toThrow(
      'traces must be a number from 0 to 9007199254740991, got null: write how many traces a month the rule may record');
  });

  test('a client that is none', () => {
    const traffic: BudgetedTraffic = { requestsPerSecond: 1, ...{ client: JSON.parse('"sdk"') } };

    expect(() => SamplingBudget.tracesPerMonth(1, traffic)).toThrow('client must be one of XRAY_SDK, XRAY_SDK_NODEJS, OPENTELEMETRY, AWS_SERVICE, got "sdk"');
  });

  test('dollars that are none', () => {
    expect(() => SamplingBudget.dollarsPerMonth(-5, { requestsPerSecond: 1 })).toThrow('SamplingBudget.dollarsPerMonth(): dollars must be a number from 0 to 1000000000000, got -5');
  });
});
