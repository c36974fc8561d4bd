import { join } from 'path';
import { Emulator, runCdk, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';
import { tracedInAccount } from './private/account';
import { inventory } from './private/inventory';
import { objectsAt } from './private/json';
import { destroyAndCompare } from './private/leftovers';
import { topicPolicies } from './private/permissions';
import { tracedByReport } from './private/report';
import { COLD_CACHE_MS } from '../support/cache';

const DEMO = join(__dirname, '..', '..', 'demo');
const AUTHORITY = '/shop/tills/authority.pem';

describeWith('The demo, deployed,', ['python3', 'npm'], false, () => {
  let emulator: Emulator;
  let assembly: string;
  let before: string[];

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true });
    assembly = join(emulator.folder, 'demo');
    await emulator.sdk.call('ssm', 'put_parameter', { Name: AUTHORITY, Type: 'String', Value: 'the certificate of an authority' });
    before = await inventory(emulator);
    await runCdk(emulator, ['deploy', '**', '--output', assembly, '--require-approval', 'never', '--no-notices'], DEMO);
  }, COLD_CACHE_MS);
  afterAll(() => emulator?.stop());

  test('is traced where its report says so, and nowhere else', async () => {
    const traced = await tracedInAccount(emulator);
    expect(traced).toEqual(await tracedByReport(emulator, assembly));
    expect(traced).toHaveLength(20);
  });

  test('has one resource policy for its topics', async () => {
    expect(await topicPolicies(emulator)).toHaveLength(1);
  });

  test('has the rules of its plan before the Default rule, which is as it was', async () => {
    const records = await emulator.sdk.list('xray', 'get_sampling_rules', 'SamplingRuleRecords');
    const rules = records.flatMap(({ SamplingRule }) => objectsAt({ rules: [SamplingRule] }, 'rules')).sort((a, b) => Number(a.Priority) - Number(b.Priority));
    const api = { ServiceName: 'shop-orders/prod', ServiceType: 'AWS::ApiGateway::Stage', Host: '*', ResourceARN: '*' };
    expect(rules).toEqual([
      expect.objectContaining({ ...api, RuleName: 'shop-buy', Priority: 1000, HTTPMethod: 'POST', URLPath: '*/orders', ReservoirSize: 5, FixedRate: 0.5 }),
      expect.objectContaining({ ...api, RuleName: 'shop-browse', Priority: 1010, HTTPMethod: 'GET', URLPath: '*/products', ReservoirSize: 1, FixedRate: 0.02 }),
      expect.objectContaining({ ...api, RuleName: 'shop-catch-all', Priority: 1020, HTTPMethod: '*', URLPath: '*', ReservoirSize: 1, FixedRate: 0.05 }),
      expect.objectContaining({ RuleName: 'Default', Priority: 10_000, ServiceName: '*', ReservoirSize: 1, FixedRate: 0.05 }),
    ]);
  });

  test('has its groups', async () => {
    const groups = await emulator.sdk.list('xray', 'get_groups', 'Groups');
    expect(groups.map(({ GroupName, FilterExpression }) => `${String(GroupName)}: ${String(FilterExpression)}`).sort()).toMatchInlineSnapshot(`
[
  "Default: undefined",
  "Shop-Observality-Faults-BC95E208: service("shop-orders/prod") { fault }",
  "Shop-Observaults-Traces-5D5313E8: service("shop-orders/prod")",
  "shop-buying: service("shop-orders/prod") AND http.method = "POST"",
  "shop-slow-orders: service("shop-orders/prod") { responsetime > 2 }",
]
`);
  });

  test('leaves nothing behind but what its stacks retain', async () => {
    const { left, gone } = await destroyAndCompare(emulator, assembly, before);
    // Lambda makes these when functions of the CDK itself run.
    const others = left.filter((item) => !/^logs logGroups .aws.lambda.Shop-\w+-Custom(S3AutoDeleteObjects|VpcRestrictDefaultSG)/.test(item));
    expect({ left: others, gone }).toEqual({ left: [], gone: [] });
  }, 300_000);
});
