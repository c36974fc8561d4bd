import { App } from 'aws-cdk-lib';
import { ResourcePolicyOwner, XRayTracing } from '../../src';
import { isJsonObject } from '../support/aws-sdk';
import { Emulator, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';
import { tracedInAccount } from './private/account';
import { Counts, countByType } from './private/counting';
import { deploy, destroy, synthesize } from './private/deploying';
import { inventory } from './private/inventory';
import { at } from './private/json';
import { topicPolicies } from './private/permissions';
import { tracedByReport } from './private/report';
import { Shop, ShopOptions } from './private/shop';
import { COLD_CACHE_MS } from '../support/cache';

interface Version {
  readonly options?: ShopOptions;
  readonly trace: (app: App, shop: Shop) => void;
}

const TRACED: Version = { trace: (app) => XRayTracing.of(app).enable() };

describeWith('A traced app, deployed again after a change:', ['python3', 'npm'], false, () => {
  let emulator: Emulator;
  let before: string[];
  let assembly = '';
  let deployments = 0;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true });
    before = await inventory(emulator);
  }, COLD_CACHE_MS);
  afterAll(() => emulator?.stop());

  /** Deploys a version, and gives back how many resources of each type are traced after it was compared with the report. */
  async function deployed({ options, trace }: Version): Promise<Counts> {
    assembly = synthesize(emulator, `version-${deployments++}`, (app) => trace(app, new Shop(app, options)));
    await deploy(emulator, assembly);
    const traced = await tracedInAccount(emulator);
    expect(traced).toEqual(await tracedByReport(emulator, assembly));
    return countByType(traced);
  }

  async function liveVersion(): Promise<{ readonly version: unknown; readonly mode: unknown }> {
    const functions = await emulator.sdk.list('lambda', 'list_functions', 'Functions');
    const name = functions.map(({ FunctionName }) => String(FunctionName)).find((candidate) => candidate.includes('Handler'));
    const configuration = await emulator.sdk.call('lambda', 'get_function_configuration', { FunctionName: name, Qualifier: 'live' });
    return { version: configuration.Version, mode: at(configuration, 'TracingConfig', 'Mode') };
  }

  const ALL = { 'AWS::Lambda::Function': 2, 'AWS::ApiGateway::Stage': 1, 'AWS::SNS::Topic': 2, 'AWS::StepFunctions::StateMachine': 1 };

  test('at first, without the function behind the alias', async () => {
    const trace = (app: App, shop: Shop) => {
      XRayTracing.of(app).enable();
      XRayTracing.of(app).exclude(shop.handler, { reason: 'later' });
    };
    expect(await deployed({ trace })).toEqual({ ...ALL, 'AWS::Lambda::Function': 1 });
    expect(await liveVersion()).toEqual({ version: '1', mode: 'PassThrough' });
  });

  test('the function behind the alias is switched on, and the alias follows', async () => {
    expect(await deployed(TRACED)).toEqual(ALL);
    expect(await liveVersion()).toEqual({ version: '2', mode: 'Active' });
  });

  test('nothing, and nothing happens', async () => {
    const tracedBefore = await inventory(emulator);
    expect(await deployed(TRACED)).toEqual(ALL);
    expect(await inventory(emulator)).toEqual(tracedBefore);
    expect(await liveVersion()).toEqual({ version: '2', mode: 'Active' });
  });

  test('a part is switched off', async () => {
    const trace = (app: App, shop: Shop) => {
      XRayTracing.of(app).enable();
      XRayTracing.of(shop.events).disable();
    };
    expect(await deployed({ trace })).toEqual({ 'AWS::Lambda::Function': 1, 'AWS::ApiGateway::Stage': 1, 'AWS::SNS::Topic': 1 });
  });

  test('and on again', async () => {
    expect(await deployed(TRACED)).toEqual(ALL);
  });

  test('everything is switched off, and on again', async () => {
    expect(await deployed({ trace: (app) => XRayTracing.of(app).disable() })).toEqual({});
    expect(await topicPolicies(emulator)).toEqual([]);
    expect(await deployed(TRACED)).toEqual(ALL);
  });

  test('a group and a sampling rule are renamed', async () => {
    expect(await deployed({ ...TRACED, options: { groupName: 'failures', ruleName: 'purchases' } })).toEqual(ALL);
    const groups = await emulator.sdk.list('xray', 'get_groups', 'Groups');
    expect(groups.map(({ GroupName }) => GroupName).sort()).toEqual(['Default', 'failures']);
    const rules = await emulator.sdk.list('xray', 'get_sampling_rules', 'SamplingRuleRecords');
    expect(rules.map(({ SamplingRule }) => isJsonObject(SamplingRule) && SamplingRule.RuleName).sort()).toEqual(['Default', 'purchases']);
  });

  test('a stack with a topic is added, and there is one resource policy still', async () => {
    const policies = await topicPolicies(emulator);
    expect(await deployed({ ...TRACED, options: { withInvoices: true } })).toEqual({ ...ALL, 'AWS::Lambda::Function': 3, 'AWS::SNS::Topic': 3 });
    expect(policies).toHaveLength(1);
    expect((await topicPolicies(emulator)).map(({ PolicyName }) => PolicyName)).toEqual(policies.map(({ PolicyName }) => PolicyName));
  });

  test('the resource policy moves to another stack', async () => {
    const [old] = await topicPolicies(emulator);
    const trace = (app: App, shop: Shop) => XRayTracing.of(app).enable({ resourcePolicy: ResourcePolicyOwner.stack(shop.events) });
    expect(await deployed({ trace, options: { withInvoices: true } })).toEqual({ ...ALL, 'AWS::Lambda::Function': 3, 'AWS::SNS::Topic': 3 });
    const policies = await topicPolicies(emulator);
    expect(policies).toHaveLength(1);
    expect(policies[0].PolicyName).not.toBe(old.PolicyName);
  });

  test('it is destroyed, and nothing is left', async () => {
    await destroy(emulator, assembly);
    expect(await inventory(emulator)).toEqual(before);
  });
});
