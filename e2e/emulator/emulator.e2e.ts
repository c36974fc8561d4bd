import { join } from 'path';
import { JsonObject, isJsonObject } from '../support/aws-sdk';
import { COLD_CACHE_MS } from '../support/cache';
import { Emulator, runCdk, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';

const GROUPS = join(__dirname, '..', '..', 'integ', 'integ.groups.ts.snapshot');

const RULE = {
  RuleName: 'orders',
  Priority: 100,
  FixedRate: 0.5,
  ReservoirSize: 2,
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  ResourceARN: '*',
  Version: 1,
};

describeWith('The emulator', ['python3', 'npm'], false, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true });
  }, COLD_CACHE_MS);
  afterAll(() => emulator?.stop());

  const xray = (operation: string, parameters?: JsonObject) => emulator.sdk.call('xray', operation, parameters);

  test('keeps the groups that cdk deploy makes, and nothing after cdk destroy', async () => {
    await runCdk(emulator, ['deploy', '--app', GROUPS, 'CdkXRayGroups', '--require-approval', 'never']);
    const groups = await emulator.sdk.list('xray', 'get_groups', 'Groups');
    expect(groups).toContainEqual(expect.objectContaining({
      GroupName: 'slow', FilterExpression: 'responsetime > 2', InsightsConfiguration: { InsightsEnabled: true, NotificationsEnabled: true },
    }));
    expect(groups).toHaveLength(8);
    await runCdk(emulator, ['destroy', '--app', GROUPS, 'CdkXRayGroups', '--force']);
    expect(await emulator.sdk.list('xray', 'get_groups', 'Groups')).toEqual([expect.objectContaining({ GroupName: 'Default' })]);
  });

  describe('as X-Ray does, it refuses', () => {
    test.each<[string, string, JsonObject]>([
      ['a rule called Default', 'create_sampling_rule', { SamplingRule: { ...RULE, RuleName: 'Default' } }],
      ['a name of 33 characters', 'create_sampling_rule', { SamplingRule: { ...RULE, RuleName: 'n'.repeat(33) } }],
      ['a priority of 10000', 'create_sampling_rule', { SamplingRule: { ...RULE, Priority: 10_000 } }],
      ['a rate of 1.5', 'create_sampling_rule', { SamplingRule: { ...RULE, FixedRate: 1.5 } }],
      ['a path of 129 characters', 'create_sampling_rule', { SamplingRule: { ...RULE, URLPath: '/'.repeat(129) } }],
      ['another priority for Default', 'update_sampling_rule', { SamplingRuleUpdate: { RuleName: 'Default', Priority: 1 } }],
      ['to delete Default', 'delete_sampling_rule', { RuleName: 'Default' }],
      ['a group called Default', 'create_group', { GroupName: 'Default' }],
      ['notifications without insights', 'create_group', { GroupName: 'g', InsightsConfiguration: { NotificationsEnabled: true } }],
    ])('%s', async (_, operation, parameters) => {
      await expect(xray(operation, parameters)).rejects.toMatchObject({ code: 'InvalidRequestException' });
    });

    test('a rule of the same name, and the 26th', async () => {
      const create = (RuleName: string) => xray('create_sampling_rule', { SamplingRule: { ...RULE, RuleName } });
      const names = Array.from({ length: 25 }, (_, index) => `rule-${index}`);
      await Promise.all(names.map(create));
      await expect(create('one-more')).rejects.toMatchObject({ code: 'RuleLimitExceededException' });
      await xray('delete_sampling_rule', { RuleName: 'rule-0' });
      await expect(create('rule-1')).rejects.toMatchObject({ code: 'InvalidRequestException' });
      await Promise.all(names.slice(1).map((RuleName) => xray('delete_sampling_rule', { RuleName })));
    });

    test('a group of the same name, and the 26th', async () => {
      const names = Array.from({ length: 25 }, (_, index) => `group-${index}`);
      for (const GroupName of names) {
        await xray('create_group', { GroupName });
      }
      await expect(xray('create_group', { GroupName: 'one-more' })).rejects.toThrow('no more than 25 groups');
      await xray('delete_group', { GroupName: 'group-0' });
      await expect(xray('create_group', { GroupName: 'group-1' })).rejects.toThrow('group-1 already exists');
      await Promise.all(names.slice(1).map((GroupName) => xray('delete_group', { GroupName })));
    });

    test('a resource policy that was changed in the meantime', async () => {
      const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'xray:PutTraceSegments', Resource: '*' };
      const policy = { PolicyName: 'changed', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
      await xray('put_resource_policy', policy);
      await xray('put_resource_policy', { ...policy, PolicyRevisionId: '1' });
      await expect(xray('put_resource_policy', { ...policy, PolicyRevisionId: '1' })).rejects.toMatchObject({ code: 'InvalidPolicyRevisionIdException' });
      await xray('delete_resource_policy', { PolicyName: 'changed' });
    });

    test('a resource policy that is malformed, too large, or the sixth', async () => {
      const put = (PolicyName: string, PolicyDocument: string) => xray('put_resource_policy', { PolicyName, PolicyDocument });
      const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'xray:PutTraceSegments', Resource: '*' };
      const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await expect(put('malformed', '{}')).rejects.toMatchObject({ code: 'MalformedPolicyDocumentException' });
      await expect(put('large', document.padEnd(5121))).rejects.toMatchObject({ code: 'PolicySizeLimitExceededException' });
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        await put(name, document);
      }
      await expect(put('f', document)).rejects.toMatchObject({ code: 'PolicyCountLimitExceededException' });
      for (const PolicyName of ['a', 'b', 'c', 'd', 'e']) {
        await xray('delete_resource_policy', { PolicyName });
      }
    });
  });

  test('gives a trace back, and says what was wrong with a segment', async () => {
    const trace = '1-00000001-aaaaaaaaaaaaaaaaaaaaaaaa';
    const segment = { trace_id: trace, id: 'bbbbbbbbbbbbbbbb', name: 'shop', start_time: 1, end_time: 3, annotations: { tenant: 'acme' } };
    const put = await xray('put_trace_segments', { TraceSegmentDocuments: [JSON.stringify(segment), JSON.stringify({ ...segment, id: 'no' })] });
    expect(put).toEqual({ UnprocessedTraceSegments: [expect.objectContaining({ Id: 'no' })] });
    const traces = await emulator.sdk.list('xray', 'batch_get_traces', 'Traces', { TraceIds: [trace] });
    expect(traces).toEqual([expect.objectContaining({ Id: trace, Duration: 2 })]);
    expect(documentsOf(traces[0])).toEqual([segment]);
  });

  test('keeps the encryption', async () => {
    expect(await xray('get_encryption_config')).toMatchObject({ EncryptionConfig: { Type: 'NONE' } });
    await xray('put_encryption_config', { Type: 'KMS', KeyId: 'alias/traces' });
    expect(await xray('get_encryption_config')).toMatchObject({ EncryptionConfig: { Type: 'KMS', KeyId: expect.stringContaining('alias/traces') } });
    await xray('put_encryption_config', { Type: 'NONE' });
  });

  test('keeps tags of rules', async () => {
    const { SamplingRuleRecord } = await xray('create_sampling_rule', { SamplingRule: RULE, Tags: [{ Key: 'team', Value: 'shop' }] });
    const record: unknown = isJsonObject(SamplingRuleRecord) ? SamplingRuleRecord.SamplingRule : undefined;
    const ResourceARN = isJsonObject(record) ? record.RuleARN : undefined;
    await xray('tag_resource', { ResourceARN, Tags: [{ Key: 'stage', Value: 'test' }] });
    await xray('untag_resource', { ResourceARN, TagKeys: ['team'] });
    expect(await emulator.sdk.list('xray', 'list_tags_for_resource', 'Tags', { ResourceARN })).toEqual([{ Key: 'stage', Value: 'test' }]);
    await xray('delete_sampling_rule', { RuleName: 'orders' });
  });

  test('shares a reservoir among the clients', async () => {
    await xray('create_sampling_rule', { SamplingRule: RULE });
    const report = (ClientID: string) => xray('get_sampling_targets', {
      SamplingStatisticsDocuments: [{ RuleName: 'orders', ClientID, Timestamp: Date.now() / 1000, RequestCount: 3, SampledCount: 1 }],
    });
    expect(await report('a'.repeat(24))).toMatchObject({ SamplingTargetDocuments: [{ RuleName: 'orders', FixedRate: 0.5, ReservoirQuota: 2 }] });
    expect(await report('b'.repeat(24))).toMatchObject({ SamplingTargetDocuments: [{ ReservoirQuota: 1 }] });
    await xray('delete_sampling_rule', { RuleName: 'orders' });
  });
});

function documentsOf(trace: JsonObject): unknown[] {
  const segments: unknown = trace.Segments;
  return Array.isArray(segments) ? segments.filter(isJsonObject).map((segment): unknown => JSON.parse(String(segment.Document))) : [];
}
