import { App, Lazy, Size, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { unchecked } from './local-documents';
import { takenByCounting } from '../../src/sampling/private/forecast/counted-reservoir';
import { makeForecast } from '../../src/sampling/private/forecast/forecast';
import { takenFromBucket } from '../../src/sampling/private/forecast/token-bucket-reservoir';
import { Decision, DEFAULT_RULE } from '../../src/sampling/private/matching/decision';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { SamplingForecastOptions } from '../../src/sampling/sampling-forecast';
import { SamplingPlan } from '../../src/sampling/sampling-plan';
import { SamplingScope } from '../../src/sampling/sampling-scope';
import { SamplingTraffic } from '../../src/sampling/sampling-traffic';
import { TraceBilling } from '../../src/sampling/trace-billing';
import { TracePrices } from '../../src/sampling/trace-prices';

const SHOP: SamplingTraffic = { name: 'shop', requestsPerSecond: 40 };

function rule(fixedRate: number, reservoir: number, samplingRuleName = 'rule'): () => Decision {
  return () => ({ samplingRuleName, fixedRate, reservoir });
}

function tracesOf(fixedRate: number, reservoir: number, ...traffic: SamplingTraffic[]): number {
  return makeForecast(rule(fixedRate, reservoir), { traffic }).tracesPerMonth;
}

describe('what a forecast says', () => {
  test('of traffic that the Default rule decides', () => {
    const forecast = makeForecast(() => DEFAULT_RULE, { traffic: [SHOP] });

    expect(forecast.traffic).toEqual([{
      name: 'shop',
      samplingRuleName: 'Default',
      requestsPerSecond: 40,
      sampledPerSecond: expect.closeTo(2.95),
      sampledShare: expect.closeTo(0.07375),
      tracesPerMonth: expect.closeTo(2.95 * 730 * 3600),
    }]);
    expect(forecast).toMatchObject({
      tracesPerSecond: expect.closeTo(2.95),
      tracesPerMonth: expect.closeTo(7_752_600),
      dollarsPerMonth: expect.closeTo((7_752_600 - 100_000) * 5e-6),
      priceModel: 'per trace',
      pricesAsOf: '2026-11-22',
    });
  });

  test('of nothing: no requests, no hours, no rate', () => {
    const { traffic, tracesPerMonth, tracesPerSecond, dollarsPerMonth } = makeForecast(rule(0, 0), {
      traffic: [{ name: 'none', requestsPerSecond: -0 }, { ...SHOP, hoursPerMonth: 0 }, { name: 'unsampled', requestsPerSecond: 1 }],
    });

    expect(traffic.map(({ sampledShare, sampledPerSecond }) => [sampledShare, sampledPerSecond])).toEqual([[0, 0], [0, 0], [0, 0]]);
    expect([tracesPerMonth, tracesPerSecond, dollarsPerMonth]).toEqual([0, 0, 0]);
  });

  test('of everything', () => {
    expect(makeForecast(rule(1, 0), { traffic: [SHOP] }).traffic[0].sampledShare).toBe(1);
    expect(makeForecast(rule(0, 1_000_000), { traffic: [SHOP] }).traffic[0].sampledShare).toBeCloseTo(1, 9);
  });

  test('of each kind in its order, by its own rule', () => {
    const decide = ({ request }: SamplingTraffic): Decision => (request?.urlPath === '/health' ? { samplingRuleName: 'health', fixedRate: 0, reservoir: 0 } : DEFAULT_RULE);

    const { traffic } = makeForecast(decide, { traffic: [{ name: 'health', requestsPerSecond: 3, request: { urlPath: '/health' } }, SHOP] });

    expect(traffic.map(({ samplingRuleName, tracesPerMonth }) => [samplingRuleName, tracesPerMonth > 0])).toEqual([['health', false], ['Default', true]]);
  });

  test('of the total while all traffic comes at once, not of the average of a month', () => {
    const { tracesPerSecond } = makeForecast(rule(0.5, 0), { traffic: [SHOP, { name: 'night', requestsPerSecond: 10, hoursPerMonth: 100 }] });

    expect(tracesPerSecond).toBeCloseTo(25);
  });

  test('with a part of the reservoir for each kind of requests of a rule', () => {
    const traffic = makeForecast(rule(0, 5), { traffic: [{ name: 'one', requestsPerSecond: 30 }, { name: 'other', requestsPerSecond: 10 }] }).traffic;

    expect(traffic.map(({ sampledPerSecond }) => sampledPerSecond)).toEqual([expect.closeTo(3.75), expect.closeTo(1.25)]);
  });

  test('with the hosts of a service, of which the largest number counts, and those of other services beside them', () => {
    const hosts = (serviceName: string, count: number): SamplingTraffic => ({ name: `${serviceName}${count}`, requestsPerSecond: 4, hosts: count, request: { serviceName } });

    expect(tracesOf(0, 8, hosts('shop', 4), hosts('shop', 2))).toBeCloseTo(tracesOf(0, 8, { name: 'all', requestsPerSecond: 8, hosts: 4 }));
    expect(tracesOf(0, 8, hosts('shop', 2), hosts('cart', 2))).toBeCloseTo(2 * tracesOf(0, 4, { name: 'half', requestsPerSecond: 4, hosts: 2 }));
  });

  test('with the reservoir for one kind of requests alone while the other does not come', () => {
    const short: SamplingTraffic = { name: 'short', requestsPerSecond: 30, hoursPerMonth: 100 };
    const { traffic } = makeForecast(rule(0, 4), { traffic: [{ name: 'long', requestsPerSecond: 30, hoursPerMonth: 300 }, short] });

    expect(traffic[0].tracesPerMonth).toBeCloseTo((100 * 2 + 200 * 4) * 3600, -1);
    expect(traffic[1].tracesPerMonth).toBeCloseTo(100 * 2 * 3600, -1);
  });
});

describe('a forecast as text', () => {
  test('is a table with a total that names the price model and its day', () => {
    const forecast = makeForecast(() => DEFAULT_RULE, { traffic: [SHOP, { name: 'health checks', requestsPerSecond: 1200.4 }] });

    expect(String(forecast).split('\n')).toEqual([
      'Traffic        Sampling rule  Requests/s  Sampled/s   Share  Traces/month',
      'shop           Default                40       2.03  5.08 %     5,336,510',
      'health checks  Default             1,200       60.9  5.08 %   160,148,650',
      expect.stringMatching(/^Total: [\d,]+ traces, \$[\d,]+\.\d\d a month \(per trace, prices of 2026-11-22\)$/),
      'The first 100,000 traces of a month are free for the account: for all of its apps together.',
      'Not in it: traces that are retrieved or scanned, insights, the storage of logs.',
    ]);
  });

  test('names the day of prices that the user gave', () => {
    const billing = TraceBilling.perTrace({ freeTraces: 0, prices: TracePrices.of({ asOf: '2027-01-31', dollarsPerMillionTraces: 6 }) });

    expect(String(makeForecast(() => DEFAULT_RULE, { traffic: [SHOP], billing }))).toMatch(/\$46\.52 a month \(per trace, prices of 2027-01-31\)/);
  });

  test('says of prices that AWS has not confirmed that they are not, and nothing of the kind of prices that the user gave', () => {
    const trace = { spansPerTrace: 8, spanSize: Size.kibibytes(1) };
    const guessed = makeForecast(() => DEFAULT_RULE, { traffic: [SHOP], billing: TraceBilling.transactionSearch(trace) });
    const prices = TracePrices.of({ asOf: '2027-01-31', dollarsPerGigabyteOfSpans: 0.4 });
    const known = makeForecast(() => DEFAULT_RULE, { traffic: [SHOP], billing: TraceBilling.transactionSearch({ ...trace, prices }) });

    expect(String(guessed)).toMatch(/\(Transaction Search, unconfirmed prices of 2026-11-22\)\nAWS has not confirmed these prices of Transaction Search/);
    expect(guessed.notes[0]).toMatch(/not confirmed/);
    expect(String(known)).toMatch(/\(Transaction Search, prices of 2027-01-31\)/);
    expect(known.notes.join()).not.toMatch(/confirmed/);
  });

  test('is at most 100 columns wide', () => {
    fc.assert(fc.property(
      fc.array(fc.record({ name: fc.string({ unit: 'binary' }), requestsPerSecond: fc.double({ min: 0, max: 1e9, noNaN: true }) }), { minLength: 1, maxLength: 5 }),
      fc.string({ maxLength: 32 }), fc.double({ min: 0, max: 1, noNaN: true }),
      (kinds, ruleName, rate) => {
        const traffic = kinds.map((kind, index) => ({ ...kind, name: `${kind.name.replace(/\p{Surrogate}/gu, '')}${index}` }));
        const lines = String(makeForecast(rule(rate, 3, ruleName), { traffic })).split('\n');
        expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(100);
        expect(lines).toHaveLength(traffic.length + 4);
      }), { numRuns: 30 });
  });
});

describe('a forecast refuses', () => {
  const TOKEN = Lazy.number({ produce: () => 1 });

  test.each<[string, object, RegExp]>([
    ['no traffic', { traffic: [] }, /^SamplingPlan.forecast\(\): traffic must have at least one member, got \[\]: write for example/],
    ['no list', {}, /traffic must have at least one member, got undefined/],
    ['a text as list', { traffic: 'all' }, /traffic must have at least one member, got "all": write for example \[\{ name: 'shop', requestsPerSecond: 40 \}\]/],
    ['nothing in the list', { traffic: [SHOP, null] }, /traffic\[1\] must be an object, got null: write for example \{ name: 'shop', requestsPerSecond: 40 \}/],
    ['a list in the list', { traffic: [[SHOP]] }, /traffic\[0\] must be an object, got \[/],
    ['an empty name', { traffic: [{ ...SHOP, name: '' }] }, /traffic\[0\]\.name must be a text that is not empty, got ""/],
    ['half of a surrogate pair', { traffic: [{ ...SHOP, name: '\ud800' }] }, /traffic\[0\]\.name must be a text/],
    ['a name twice', { traffic: [SHOP, SHOP] }, /traffic\[1\]\.name must differ from the others, got "shop" again/],
    ['negative traffic', { traffic: [{ ...SHOP, requestsPerSecond: -1 }] }, /traffic\[0\]\.requestsPerSecond must be a number from 0 to 1000000000, got -1/],
    ['NaN', { traffic: [{ ...SHOP, requestsPerSecond: NaN }] }, /requestsPerSecond must be a number from 0 to 1000000000, got NaN/],
    ['infinite traffic', { traffic: [{ ...SHOP, requestsPerSecond: Infinity }] }, /got Infinity/],
    ['no number of requests', { traffic: [{ name: 'shop' }] }, /requestsPerSecond must be a number from 0 to 1000000000, got undefined/],
    ['a number as text', { traffic: [{ ...SHOP, requestsPerSecond: '40' }] }, /got "40": write the number 40, without quotes/],
    ['no host', { traffic: [{ ...SHOP, hosts: 0 }] }, /hosts must be a whole number from 1 to 1000000000, got 0/],
    ['half a host', { traffic: [{ ...SHOP, hosts: 1.5 }] }, /hosts must be a whole number from 1 to 1000000000, got 1.5/],
    ['more hours than a month has', { traffic: [{ ...SHOP, hoursPerMonth: 745 }] }, /hoursPerMonth must be a number from 0 to 744, got 745: write 730 for all hours of a month/],
    ['null for a number', { traffic: [{ ...SHOP, requestsPerSecond: null }] }, /traffic\[0\]\.requestsPerSecond must be .*, got null: write how many come in a second/],
    ['null for hosts', { traffic: [{ ...SHOP, hosts: null }] }, /traffic\[0\]\.hosts must be .*, got null: count the processes that serve the requests/],
    ['a billing that is a text', { traffic: [SHOP], billing: 'perTrace' }, /billing must be a TraceBilling, got "perTrace": use TraceBilling.perTrace\(\) or TraceBilling.transactionSearch\(\)/],
    ['a billing of an object', { traffic: [SHOP], billing: {} }, /billing must be a TraceBilling, got \{\}/],
    ['a billing that is null', { traffic: [SHOP], billing: null }, /billing must be a TraceBilling, got null/],
    ['one host', { traffic: [{ ...SHOP, host: 3 }] }, /traffic\[0\]: the option "host" must be called hosts or request.host: as it stands it has no effect/],
    ['hours', { traffic: [{ ...SHOP, hours: 5 }] }, /traffic\[0\]: the option "hours" must be called hoursPerMonth/],
    ['requests in another spelling', { traffic: [{ ...SHOP, RequestsPerSecond: 5 }] }, /traffic\[0\]: the option "RequestsPerSecond" must be called requestsPerSecond/],
    ['an abbreviation', { traffic: [{ name: 'shop', rps: 5 }] }, /traffic\[0\]: the option "rps" must be called requestsPerSecond/],
    ['a matcher beside the request', { traffic: [{ ...SHOP, urlPath: '/' }] }, /traffic\[0\]: the option "urlPath" must be called request.urlPath: as it stands it has no effect/],
    ['prices', { traffic: [SHOP], prices: TracePrices.listed() }, /the option "prices" must be called billing/],
    ['a client that is none', { traffic: [{ ...SHOP, client: 'sdk' }] }, /traffic\[0\]\.client must be one of XRAY_SDK, XRAY_SDK_NODEJS, OPENTELEMETRY, AWS_SERVICE, got "sdk"/],
    ['a token', { traffic: [{ ...SHOP, requestsPerSecond: TOKEN }] }, /traffic\[0\]\.requestsPerSecond must be known when the app is synthesized, got a token/],
  ])('%s', (_title, bad, message) => {
    const options: SamplingForecastOptions = { traffic: [], ...bad };
    const asGiven = 'traffic' in bad ? options : Object.assign(options, { traffic: undefined });

    expect(() => makeForecast(() => DEFAULT_RULE, asGiven)).toThrow(message);
  });
});

describe('a forecast of a plan', () => {
  const plan = new SamplingPlan(new Stack(new App(), 'Shop'), 'Plan', { scope: SamplingScope.service('shop'), rules: [{ samplingRuleName: 'all', fixedRate: 0.1 }] });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'options must be an object, got undefined: write for example { traffic: [{ name: \'shop\', requestsPerSecond: 40 }] }'],
    ['null', null, 'options must be an object, got null'],
    ['no traffic', {}, 'traffic must have at least one member, got undefined'],
    ['traffic that is null', { traffic: [null] }, 'traffic[0] must be an object, got null'],
    ['a host', { traffic: [{ ...SHOP, host: 'x' }] }, 'traffic[0]: the option "host" must be called hosts'],
  ])('refuses %s, and says where', (_title, options, message) => {
    expect(() => plan.forecast(unchecked({ traffic: [SHOP] }, options))).toThrow(`[Shop/Plan] forecast(): ${message}`);
  });

  test('takes names of its own for what others need', () => {
    expect(plan.forecast({ traffic: [{ ...SHOP, ...{ team: 'x', host: undefined } }] }).tracesPerSecond).toBeCloseTo(4);
  });
});

describe('what is taken from a reservoir by counting', () => {
  test('is exact where it can be summed up', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 60, noNaN: true }), fc.integer({ min: 0, max: 80 }), (mean, quota) => {
      let [probability, taken, below] = [Math.exp(-mean), 0, 0];
      for (let n = 0; n < quota; n += 1) {
        taken += n * probability;
        below += probability;
        probability *= mean / (n + 1);
      }
      expect(takenByCounting(mean, quota)).toBeCloseTo(taken + quota * (1 - below), 9);
    }));
  });

  test.each([1e4, 1e6, 1e9])('is right for as many requests as reservoir, %d', (size) => {
    const missed = Math.sqrt(size / (2 * Math.PI)) * (1 - 1 / (12 * size));

    expect((size - takenByCounting(size, size)) / missed).toBeCloseTo(1, 4);
  });

  test.each([[1e6, 1], [1, 1e6], [1e6, 900_000], [900_000, 1e6], [1e9, 3], [1e-300, 1], [1, 1e300]])('is the smaller one for %d requests and %d', (mean, quota) => {
    expect(takenByCounting(mean, quota) / Math.min(mean, quota)).toBeCloseTo(1, 6);
  });
});

describe('more is sampled', () => {
  const rates = fc.double({ min: 0, max: 1, noNaN: true });
  const many = fc.double({ min: 0.01, max: 2000, noNaN: true });
  const reservoirs = fc.nat(300);
  const hosts = fc.integer({ min: 1, max: 12 });
  const clients = fc.constantFrom(SamplingClient.XRAY_SDK, SamplingClient.OPENTELEMETRY);

  test('with a higher rate, a larger reservoir or more requests', () => {
    const situations = fc.record({ fixedRate: rates, reservoir: reservoirs, requests: many, count: hosts, client: clients });
    const increases = fc.record({ fixedRate: rates, reservoir: reservoirs, requests: many });
    fc.assert(fc.property(situations, increases, ({ fixedRate, reservoir, requests, count, client }, more) => {
      const traces = (rate: number, size: number, requestsPerSecond: number): number =>
        tracesOf(rate, size, { name: 'all', requestsPerSecond, hosts: count, client });
      const least = traces(fixedRate, reservoir, requests) * (1 - 1e-6);
      expect(traces(Math.max(fixedRate, more.fixedRate), reservoir, requests)).toBeGreaterThanOrEqual(least);
      expect(traces(fixedRate, reservoir + more.reservoir, requests)).toBeGreaterThanOrEqual(least);
      expect(traces(fixedRate, reservoir, requests + more.requests)).toBeGreaterThanOrEqual(least);
    }), { numRuns: 40 });
  });

  test('than nothing, and not more than there is', () => {
    fc.assert(fc.property(rates, reservoirs, many, hosts, clients, (rate, reservoir, requestsPerSecond, count, client) => {
      const { sampledShare } = makeForecast(rule(rate, reservoir), { traffic: [{ name: 'all', requestsPerSecond, hosts: count, client }] }).traffic[0];
      expect(sampledShare).toBeGreaterThanOrEqual(rate - 1e-9);
      expect(sampledShare).toBeLessThanOrEqual(1);
    }), { numRuns: 40 });
  });

  test.each([[1e9, 1], [1e9, 20], [1e-6, 1], [1e-6, 20], [50, 1e9], [1e6, 1e6]])('also where %d requests meet a bucket of %d', (requests, quota) => {
    const taken = takenFromBucket(requests, quota);

    expect(taken).toBeGreaterThan(0.89 * Math.min(requests, quota));
    expect(taken).toBeLessThanOrEqual(Math.min(requests, quota));
  });
});
