import { ReceivedTrace, receivedTrace } from './received';
import { GROUP, Shop, deployShop } from './shop';
import { FilterExpression, FilterResult } from '../../src';
import { COLD_CACHE_MS } from '../support/cache';
import { Collector, startCollector } from '../support/collector';
import { Emulator, startEmulator } from '../support/emulator';
import { freePort } from '../support/processes';
import { describeWith } from '../support/requirements';

describeWith('A request to the deployed shop', ['python3', 'npm'], false, () => {
  let emulator: Emulator;
  let collector: Collector;
  let shop: Shop;

  beforeAll(async () => {
    const address = `127.0.0.1:${await freePort()}`;
    emulator = await startEmulator({ bootstrap: true, daemonAddress: address });
    collector = await startCollector({ address, endpoint: emulator.endpoint });
    shop = await deployShop(emulator);
  }, COLD_CACHE_MS);
  afterAll(async () => {
    await collector?.stop();
    await emulator?.stop();
  });

  /** The trace of a request, as soon as the SDK's part of it has arrived. */
  async function traceOf(query: string, header?: string): Promise<ReceivedTrace> {
    const response = await fetch(`${emulator.stageUrl(shop.ordersApi, 'prod')}/?${query}`, { headers: header ? { 'X-Amzn-Trace-Id': header } : {} });
    const root = /Root=([^;]+)/.exec(await response.text())?.[1] ?? 'none';
    return receivedTrace(emulator, root, (trace) => trace.all.some(({ item }) => item.name === 'take order'));
  }

  test.each([
    ['with a trace header', `Root=1-${hexNow()}-${'a'.repeat(24)};Parent=${'b'.repeat(16)};Sampled=1`, 'b'.repeat(16)],
    ['without one', undefined, undefined],
  ])('%s is one trace, through both APIs, both functions and the SDK', async (_, header, parent) => {
    const trace = await traceOf('tenant=acme', header);
    const stage = trace.find({ name: 'orders/prod', origin: 'AWS::ApiGateway::Stage' });
    const service = trace.find({ name: shop.ordersFunction, origin: 'AWS::Lambda' });
    const code = trace.find({ name: shop.ordersFunction, origin: 'AWS::Lambda::Function' });
    const own = trace.find({ name: 'take order' });
    const table = trace.find({ name: 'DynamoDB', namespace: 'aws' });
    const call = trace.find({ namespace: 'remote' });
    const stockStage = trace.find({ name: 'stock/prod', origin: 'AWS::ApiGateway::Stage' });
    const stockService = trace.find({ name: shop.stockFunction, origin: 'AWS::Lambda' });
    const stockCode = trace.find({ name: shop.stockFunction, origin: 'AWS::Lambda::Function' });

    expect(stage.parent).toBe(parent);
    expect(trace.find({ name: 'Lambda', id: service.parent }).parent).toBe(stage.item.id);
    expect(code.parent).toBe(service.item.id);
    expect(own.parent).toBe(code.item.id);
    expect([table.parent, call.parent]).toEqual([own.item.id, own.item.id]);
    expect(stockStage.parent).toBe(call.item.id);
    expect(trace.find({ name: 'Lambda', id: stockService.parent }).parent).toBe(stockStage.item.id);
    expect(stockCode.parent).toBe(stockService.item.id);
    expect(new Set(trace.segments.map(({ trace_id: id }) => id)).size).toBe(1);
    expect(own.item.annotations).toEqual({ tenant: 'acme' });
    expect(table.item.aws).toMatchObject({ operation: 'PutItem' });
  });

  test.each([
    ['acme', FilterResult.MATCHES],
    ['other', FilterResult.DOES_NOT_MATCH],
  ])("of the tenant %s: the deployed group's filter %s", async (tenant, expected) => {
    const groups = await emulator.sdk.list('xray', 'get_groups', 'Groups');
    const filter = String(groups.find(({ GroupName }) => GroupName === GROUP)?.FilterExpression);
    expect(results(await traceOf(`tenant=${tenant}`), [filter])).toEqual([expected]);
  });

  test('not sampled by its header leaves no trace', async () => {
    const root = `1-${hexNow()}-${'c'.repeat(24)}`;
    await fetch(emulator.stageUrl(shop.ordersApi, 'prod'), { headers: { 'X-Amzn-Trace-Id': `Root=${root};Parent=${'d'.repeat(16)};Sampled=0` } });
    // What comes later has arrived.
    await traceOf('tenant=later');
    expect(await emulator.sdk.list('xray', 'batch_get_traces', 'Traces', { TraceIds: [root] })).toEqual([]);
  });

  test.each([
    ['a success', '200', { ok: true }],
    ['an error', '404', { error: true }],
    ['a throttle', '429', { error: true, throttle: true }],
    ['a fault', '503', { fault: true }],
    ['a crash of the function behind', 'crash', { fault: true }],
  ])('that ends as %s appears as such', async (_, stock, flags: Readonly<Record<string, boolean>>) => {
    const trace = await traceOf(`tenant=acme&stock=${stock}`);
    const { ok, ...outcome } = flags;
    for (const values of [{ name: 'orders/prod' }, { namespace: 'remote' }, { name: 'stock/prod' }]) {
      const { item } = trace.find(values);
      expect(Object.fromEntries(['error', 'fault', 'throttle'].filter((key) => item[key]).map((key) => [key, true]))).toEqual(outcome);
    }
    expect(trace.find({ name: shop.stockFunction, origin: 'AWS::Lambda::Function' }).item.fault).toBe(stock === 'crash' ? true : undefined);
    const keywords = ['ok', 'error', 'throttle', 'fault'];
    const expected = keywords.map((keyword) => flags[keyword] ? FilterResult.MATCHES : FilterResult.DOES_NOT_MATCH);
    expect(results(trace, keywords)).toEqual(expected);
    expect(results(trace, ['ok', 'error', 'fault'].map((keyword) => `service("stock/prod") { ${keyword} }`))).toEqual(expected.filter((_result, index) => index !== 2));
  });
});

function results(trace: ReceivedTrace, filters: readonly string[]): FilterResult[] {
  return filters.map((filter) => FilterExpression.parse(filter).matches([...trace.documents]).result);
}

function hexNow(): string {
  return Math.floor(Date.now() / 1000).toString(16);
}
