import { setTimeout as sleep } from 'timers/promises';
import { JsonObject, isJsonObject } from '../support/aws-sdk';
import { COLD_CACHE_MS } from '../support/cache';
import { Emulator, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';

const RULE = {
  Priority: 100, FixedRate: 0.5, ReservoirSize: 2, ServiceName: '*', ServiceType: '*', Host: '*', HTTPMethod: '*', URLPath: '*', ResourceARN: '*', Version: 1,
};

describeWith('The emulator updates stacks as CloudFormation does:', ['python3', 'npm'], false, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
  }, COLD_CACHE_MS);
  afterAll(() => emulator?.stop());

  async function deploy(operation: 'create_stack' | 'update_stack', StackName: string, Resources: JsonObject): Promise<string> {
    await emulator.sdk.call('cloudformation', operation, { StackName, TemplateBody: JSON.stringify({ Resources }), Capabilities: ['CAPABILITY_IAM'] });
    for (;;) {
      const [stack] = await emulator.sdk.list('cloudformation', 'describe_stacks', 'Stacks', { StackName });
      const status = String(stack.StackStatus);
      if (!status.endsWith('IN_PROGRESS')) {
        return status;
      }
      await sleep(50);
    }
  }

  test.each([
    ['a group', 'Group', { GroupName: 'before' }, { GroupName: 'after' }],
    ['a sampling rule', 'SamplingRule', { SamplingRule: { RuleName: 'before', ...RULE } }, { SamplingRule: { RuleName: 'after', ...RULE } }],
  ])('%s cannot be renamed in place', async (_, type, before, after) => {
    const resource = (Properties: JsonObject) => ({ Renamed: { Type: `AWS::XRay::${type}`, Properties } });
    expect(await deploy('create_stack', type, resource(before))).toBe('CREATE_COMPLETE');
    expect(await deploy('update_stack', type, resource(after))).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('a filter is changed in place', async () => {
    const resource = (FilterExpression: string) => ({ Group: { Type: 'AWS::XRay::Group', Properties: { GroupName: 'filtered', FilterExpression } } });
    await deploy('create_stack', 'filters', resource('fault'));
    const before = await emulator.sdk.call('xray', 'get_group', { GroupName: 'filtered' });
    expect(await deploy('update_stack', 'filters', resource('error'))).toBe('UPDATE_COMPLETE');
    const after = await emulator.sdk.call('xray', 'get_group', { GroupName: 'filtered' });
    expect(before.Group).toMatchObject({ FilterExpression: 'fault' });
    expect(after.Group).toEqual({ ...isJsonObject(before.Group) && before.Group, FilterExpression: 'error' });
  });

  test('a function that gets its permission after its switch is refused', async () => {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const send = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' }] };
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };
    const code = { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: 'exports.handler = async () => {};' } };
    const permission = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'Send', PolicyDocument: send, Roles: [{ Ref: 'Role' }] } };
    const traced = { Type: 'AWS::Lambda::Function', Properties: { ...code, TracingConfig: { Mode: 'Active' } } };
    await deploy('create_stack', 'order', { Role: role, Handler: { Type: 'AWS::Lambda::Function', Properties: code } });
    const wrong = { Role: role, Handler: traced, Permission: { ...permission, DependsOn: 'Handler' } };
    expect(await deploy('update_stack', 'order', wrong)).toBe('UPDATE_ROLLBACK_COMPLETE');
    const right = { Role: role, Permission: permission, Handler: { ...traced, DependsOn: 'Permission' } };
    expect(await deploy('update_stack', 'order', right)).toBe('UPDATE_COMPLETE');
  });
});
