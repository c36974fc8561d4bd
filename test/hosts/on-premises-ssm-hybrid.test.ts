import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { deployed, sdkConfigs, stepsOf } from './on-premises-fixtures';
import { OnPremisesCollector, OnPremisesIdentity, SsmHybridOptions, TraceCollector } from '../../src';
import { newStack, onlyOne, resourcesOf } from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const NODE = 'mi-0123456789abcdef0';

function managed(stack: Stack, options: SsmHybridOptions = {}): OnPremisesCollector {
  return new OnPremisesCollector(stack, 'Plant', { identity: OnPremisesIdentity.ssmHybrid(options), collector: TraceCollector.openTelemetry() });
}

describe('OnPremisesIdentity.ssmHybrid()', () => {
  test('has a role for managed nodes of this account and Region', () => {
    const stack = newStack();

    managed(stack);

    expect(onlyOne(stack, ROLE)).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnEquals: { 'aws:SourceArn': { 'Fn::Join': ['', expect.arrayContaining([':ssm:'])] } } },
        }],
      },
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore']] }],
    });
  });

  test('takes a role of the user\'s own', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });

    expect(managed(stack, { role }).role).toBe(role);
    Template.fromStack(stack).resourceCountIs(ROLE, 1);
  });

  test('runs the document on the nodes that are named', () => {
    const stack = newStack();

    managed(stack, { instanceIds: [NODE] });

    Template.fromStack(stack).hasResourceProperties('AWS::SSM::Association', {
      Name: { Ref: Object.keys(resourcesOf(stack, 'AWS::SSM::Document'))[0] },
      Targets: [{ Key: 'InstanceIds', Values: [NODE] }],
    });
  });

  test('runs the document on the nodes that have the tags', () => {
    const stack = newStack();

    managed(stack, { tags: { Plant: 'north', Stage: 'production' } });

    expect(onlyOne(stack, 'AWS::SSM::Association').Targets).toEqual([{ Key: 'tag:Plant', Values: ['north'] }, { Key: 'tag:Stage', Values: ['production'] }]);
  });

  test('runs the document nowhere unless told to', () => {
    const stack = newStack();

    managed(stack);

    Template.fromStack(stack).resourceCountIs('AWS::SSM::Association', 0);
  });

  test('takes nodes that only CloudFormation knows', () => {
    const stack = newStack();

    managed(stack, { instanceIds: new CfnParameter(stack, 'Nodes', { type: 'CommaDelimitedList' }).valueAsList });

    expect(onlyOne(stack, 'AWS::SSM::Association').Targets).toEqual([{ Key: 'InstanceIds', Values: { Ref: 'Nodes' } }]);
  });

  test.each([
    [{ instanceIds: [] }, /instanceIds must be 1 to 50 nodes, got 0/],
    [{ instanceIds: Array.from({ length: 51 }, () => NODE) }, /instanceIds must be 1 to 50 nodes, got 51/],
    [{ instanceIds: ['i-0123456789abcdef0'] }, /got "i-0123456789abcdef0": for instances of EC2 use Ec2Collector/],
    [{ tags: {} }, /tags must be 1 to 5 tags with names, got \[\]/],
    [{ tags: { '': 'x' } }, /tags must be 1 to 5 tags/],
    [{ tags: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f' } }, /tags must be 1 to 5 tags/],
    [{ tags: { 'aws:foo': 'b' } }, /tags must have names of up to 128 characters that don't begin with aws:, got "aws:foo"/],
    [{ tags: { ['n'.repeat(129)]: 'b' } }, /tags must have names of up to 128 characters/],
    [{ tags: { x: '' } }, /tags must have values of 1 to 256 characters, got "" for x/],
    [{ tags: { x: 'v'.repeat(257) } }, /tags must have values of 1 to 256 characters/],
    [{ tags: { a: 'b' }, instanceIds: [NODE] }, /either instanceIds or tags must be given, got both/],
  ])('fails on the targets %j', (options, message) => {
    expect(() => OnPremisesIdentity.ssmHybrid(options)).toThrow(message);
  });

  test('has the CloudWatch agent read the file of the Systems Manager agent itself', () => {
    const stack = newStack();

    new OnPremisesCollector(stack, 'Plant', { identity: OnPremisesIdentity.ssmHybrid(), collector: TraceCollector.cloudWatchAgent() });

    const [linux, windows] = stepsOf(stack).map(({ inputs }) => deployed(inputs.runCommand[0]));
    expect(linux).toContain('common=/opt/aws/amazon-cloudwatch-agent/etc/common-config.toml\n');
    expect(linux).toContain('shared_credential_file = "/root/.aws/credentials"');
    expect(windows).toContain("Join-Path $env:SystemRoot 'System32\\config\\systemprofile\\.aws\\credentials'");
    expect(`${linux}${windows}`).not.toContain('AWS_CONFIG_FILE');
    expect(sdkConfigs(stack)).toEqual([undefined, undefined]);
  });

  test('gives the SDK what the Systems Manager agent has, each time anew', () => {
    const stack = newStack();

    managed(stack);

    const [linux, windows] = sdkConfigs(stack);
    expect(linux).toContain('credential_process = /bin/cat /run/xray-credentials/credentials.json');
    const encoded = /-EncodedCommand ([A-Za-z0-9+/=]+)$/.exec(windows ?? '')?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').toString('utf16le')).toContain('systemprofile\\.aws\\credentials');
    expect(windows).toMatch(/^[^]{1,8000}$/);
  });
});
