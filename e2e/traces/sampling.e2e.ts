import { setTimeout as sleep } from 'timers/promises';
import { binomialBounds } from './binomial';
import { allTraces } from './received';
import { Decision, SampledService } from './sampled-service';
import { Shop, deployShop } from './shop';
import { SamplingClient } from '../../src';
import { JsonObject, isJsonObject } from '../support/aws-sdk';
import { COLD_CACHE_MS } from '../support/cache';
import { Collector, startCollector } from '../support/collector';
import { Emulator, startEmulator } from '../support/emulator';
import { freePort } from '../support/processes';
import { describeWith } from '../support/requirements';

/** A false failure of one of the bounds is rarer. All four classes together stay below one in a million. */
const RISK = 1e-7;
const REQUESTS_PER_CLASS = 250;
const SECONDS = 14;
const CLIENT = SamplingClient.XRAY_SDK_NODEJS;

const CLASSES = [
  { name: 'health', httpMethod: 'GET', urlPath: '/health' },
  { name: 'checkout', httpMethod: 'POST', urlPath: '/orders' },
  { name: 'browse', httpMethod: 'GET', urlPath: '/items/7' },
  { name: 'rest', httpMethod: 'DELETE', urlPath: '/orders/7' },
];

describeWith('A service of the X-Ray SDK, by the deployed sampling rules,', ['python3', 'npm'], false, () => {
  let emulator: Emulator;
  let collector: Collector;
  let service: SampledService;
  let shop: Shop;
  let decisions: Map<string, readonly Decision[]>;

  beforeAll(async () => {
    const address = `127.0.0.1:${await freePort()}`;
    emulator = await startEmulator({ bootstrap: true, daemonAddress: address });
    collector = await startCollector({ address, endpoint: emulator.endpoint });
    shop = await deployShop(emulator);
    service = await SampledService.start(emulator.folder, address);
    await service.hasRules();
    decisions = await sendRequests(service);
  }, COLD_CACHE_MS);
  afterAll(async () => {
    await service?.stop();
    await collector?.stop();
    await emulator?.stop();
  });

  const decided = (name: string) => decisions.get(name) ?? [];

  test.each(CLASSES)('is sampled by the rule that match() names: $name', ({ name, ...request }) => {
    const match = shop.plan.match(request, CLIENT);
    const rules = decided(name).filter(({ sampled }) => sampled).map(({ rule }) => rule);
    expect(match.certain).toBe(true);
    expect([...new Set(rules)]).toEqual(match.fixedRate === 0 && match.reservoir === 0 ? [] : [match.samplingRuleName]);
  });

  test.each(CLASSES)('is sampled as often as match() says: $name', ({ name, ...request }) => {
    const { fixedRate = NaN, reservoir = NaN } = shop.plan.match(request, CLIENT);
    const reserved = takenFromReservoir(decided(name), reservoir);
    const [least, most] = binomialBounds(REQUESTS_PER_CLASS - reserved, fixedRate, RISK);
    const sampled = decided(name).filter((decision) => decision.sampled).length;
    expect(sampled).toBeGreaterThanOrEqual(reserved + least);
    expect(sampled).toBeLessThanOrEqual(reserved + most);
  });

  test('is sampled as often as forecast() says', () => {
    const traffic = CLASSES.map(({ name, ...request }) => ({ name, request, client: CLIENT, requestsPerSecond: REQUESTS_PER_CLASS / SECONDS }));
    for (const { name, sampledShare } of shop.plan.forecast({ traffic }).traffic) {
      const { fixedRate = NaN } = shop.plan.match(CLASSES.find((each) => each.name === name) ?? {}, CLIENT);
      // What comes from a reservoir is counted by the clock; chance has a part in the rest only.
      const reserved = fixedRate < 1 ? Math.round(REQUESTS_PER_CLASS * (sampledShare - fixedRate) / (1 - fixedRate)) : 0;
      const [least, most] = binomialBounds(REQUESTS_PER_CLASS - reserved, fixedRate, RISK);
      const sampled = decided(name).filter((decision) => decision.sampled).length;
      // Requests that began in one second more or less than planned
      const edge = reserved > 0 ? 2 : 0;
      expect(sampled).toBeGreaterThanOrEqual(reserved + least - edge);
      expect(sampled).toBeLessThanOrEqual(reserved + most + edge);
    }
  });

  test('sends what was sampled, and nothing else, with the name of the rule', async () => {
    const all = CLASSES.flatMap(({ name }) => decided(name));
    const expected = new Map(all.filter(({ sampled }) => sampled).map(({ traceId, rule }) => [traceId, rule]));
    const received = await receivedRules(emulator, all.map(({ traceId }) => traceId), expected.size);
    expect(received).toEqual(expected);
  });

  test('tells the account how many requests there were, and how many were sampled', async () => {
    const summaries = await emulator.sdk.list('xray', 'get_sampling_statistic_summaries', 'SamplingStatisticSummaries');
    const { samplingRuleName } = shop.plan.match(CLASSES[1]);
    const { RequestCount, SampledCount } = summaries.find(({ RuleName }) => RuleName === samplingRuleName) ?? {};
    expect(Number(RequestCount)).toBeGreaterThan(0);
    expect(SampledCount).toBe(RequestCount);
  });
});

/** All classes at random times, long enough for the SDK to report and to get its targets. */
async function sendRequests(service: SampledService): Promise<Map<string, readonly Decision[]>> {
  const send = async (httpMethod: string, urlPath: string) => {
    await sleep(Math.random() * SECONDS * 1000);
    return service.request(httpMethod, urlPath);
  };
  const found = CLASSES.map(async ({ name, httpMethod, urlPath }): Promise<[string, readonly Decision[]]> => (
    [name, await Promise.all(Array.from({ length: REQUESTS_PER_CLASS }, () => send(httpMethod, urlPath)))]
  ));
  return new Map(await Promise.all(found));
}

/** In every second of the clock, the first request: the SDK for Node.js takes no more from any reservoir. */
function takenFromReservoir(decisions: readonly Decision[], reservoir: number): number {
  const inSecond = new Map<number, number>();
  decisions.forEach(({ second }) => inSecond.set(second, (inSecond.get(second) ?? 0) + 1));
  return [...inSecond.values()].reduce((sum, requests) => sum + Math.min(requests, reservoir, 1), 0);
}

/** The rule in the segment of each trace, of those traces that the account has. */
async function receivedRules(emulator: Emulator, traceIds: readonly string[], expected: number): Promise<Map<string, string>> {
  const received = async () => {
    const all = await allTraces(emulator);
    return new Map(traceIds.flatMap((id) => (all.get(id) ?? []).map((segment): [string, string] => [id, ruleOf(segment)])));
  };
  for (const end = Date.now() + 10_000; Date.now() < end && (await received()).size < expected;) {
    await sleep(200);
  }
  // What should not have been sent would come within a second.
  await sleep(1500);
  return received();
}

function ruleOf({ aws }: JsonObject): string {
  return isJsonObject(aws) && isJsonObject(aws.xray) ? String(aws.xray.rule_name) : 'none';
}
