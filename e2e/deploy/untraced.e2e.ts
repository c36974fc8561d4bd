import { App } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { Emulator, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';
import { tracedInAccount } from './private/account';
import { deploy, deployAlone, destroy, synthesize } from './private/deploying';
import { at } from './private/json';
import { tracedByReport } from './private/report';
import { Shop } from './private/shop';
import { COLD_CACHE_MS } from '../support/cache';

describeWith('An app that was deployed untraced', ['python3', 'npm'], false, () => {
  let emulator: Emulator;

  let existingRoleArn: string;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true });
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const { Role } = await emulator.sdk.call('iam', 'create_role', { RoleName: 'payment', AssumeRolePolicyDocument: JSON.stringify(trust) });
    existingRoleArn = String(at(Role, 'Arn'));
  }, COLD_CACHE_MS);
  beforeEach(() => deploy(emulator, version('untraced', () => undefined)));
  afterEach(() => destroy(emulator, version('untraced', () => undefined)));
  afterAll(() => emulator?.stop());

  let versions = 0;
  function version(name: string, trace: (app: App) => void, context: { readonly [key: string]: string } = {}): string {
    return synthesize(emulator, `${name}-${versions++}`, (app) => {
      new Shop(app, { existingRoleArn });
      trace(app);
    }, context);
  }
  const enable = (app: App) => XRayTracing.of(app).enable();

  test('is not traced', async () => {
    expect(await tracedInAccount(emulator)).toEqual([]);
  });

  test('is traced by one update: each permission is there before what needs it', async () => {
    const assembly = version('traced', enable);
    await deploy(emulator, assembly);
    const traced = await tracedInAccount(emulator);
    expect(traced).toHaveLength(7);
    expect(traced).toEqual(await tracedByReport(emulator, assembly));
  });

  test('is traced by two: permissions first, the rest later', async () => {
    await deploy(emulator, version('permissions', enable, { 'cdk-xray:mode': 'permissions-only' }));
    expect(await tracedInAccount(emulator)).toEqual([]);
    const assembly = version('traced', enable);
    await deploy(emulator, assembly);
    expect(await tracedInAccount(emulator)).toEqual(await tracedByReport(emulator, assembly));
  });

  test('cannot be traced in the wrong order: the stacks that need what another stack brings are refused without it', async () => {
    const assembly = version('traced', enable);
    await expect(deployAlone(emulator, assembly, 'Events')).rejects.toThrow('resource policy');
    expect(await tracedInAccount(emulator)).toEqual([]);
  });
});
