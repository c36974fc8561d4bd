import { CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnProfile } from 'aws-cdk-lib/aws-rolesanywhere';
import * as fc from 'fast-check';
import { ANCHOR_ARN, decoded, deployed, stepsOf, trustAnchor } from './on-premises-fixtures';
import { OnPremisesCollector, OnPremisesIdentity, RolesAnywhereOptions, SigningHelperPaths, SsmHybridOptions, TraceCollector } from '../../src';
import { newStack, onlyOne, resourcesOf } from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const NODE = 'mi-0123456789abcdef0';

function certified(stack: Stack, options: Partial<RolesAnywhereOptions> = {}): OnPremisesCollector {
  return new OnPremisesCollector(stack, 'Plant', {
    identity: OnPremisesIdentity.rolesAnywhere({ trustAnchor: trustAnchor(stack), ...options }),
    collector: TraceCollector.openTelemetry(),
  });
}

function managed(stack: Stack, options: SsmHybridOptions = {}): OnPremisesCollector {
  return new OnPremisesCollector(stack, 'Plant', { identity: OnPremisesIdentity.ssmHybrid(options), collector: TraceCollector.openTelemetry() });
}

/** The SDK's configuration in the scripts of Linux and of Windows, as it is deployed. */
function sdkConfigs(stack: Stack): (string | undefined)[] {
  return stepsOf(stack).map(({ inputs }) => {
    const script = deployed(inputs.runCommand[0]);
    const [config] = [script, ...decoded(script)].flatMap((text) => /^\[default\]\nregion = .*\ncredential_process = .*$/m.exec(text) ?? []);
    return config;
  });
}

describe('OnPremisesIdentity.rolesAnywhere()', () => {
  test('has a role that only the trust anchor may be used for', () => {
    const stack = newStack();

    certified(stack);

    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': ANCHOR_ARN } },
    };
    expect(onlyOne(stack, ROLE).AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ ...statement, Action: 'sts:AssumeRole' }, { ...statement, Action: ['sts:TagSession', 'sts:SetSourceIdentity'] }],
    });
  });

  test('trusts the certificates that are named only', () => {
    const stack = newStack();

    certified(stack, { commonNames: ['press-1', 'press-2'] });

    const condition = { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': ['press-1', 'press-2'] }, ArnEquals: { 'aws:SourceArn': ANCHOR_ARN } };
    expect(onlyOne(stack, ROLE).AssumeRolePolicyDocument).toMatchObject({ Statement: [{ Condition: condition }, { Condition: condition }] });
  });

  test('has a profile for the role', () => {
    const stack = newStack();

    certified(stack);

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::Profile', {
      Enabled: true,
      RoleArns: [{ 'Fn::GetAtt': [Object.keys(resourcesOf(stack, ROLE))[0], 'Arn'] }],
    });
    expect(onlyOne(stack, 'AWS::RolesAnywhere::Profile').Name).toMatch(/^[ a-zA-Z0-9-_]{1,255}$/);
  });

  test('takes a profile and a role of the user\'s own, and leaves the trust of the role alone', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('rolesanywhere.amazonaws.com') });
    const profile = new CfnProfile(stack, 'Profile', { name: 'own', roleArns: [role.roleArn] });

    const plant = certified(stack, { role, profile });

    expect(plant.role).toBe(role);
    Template.fromStack(stack).resourceCountIs('AWS::RolesAnywhere::Profile', 1);
    expect(onlyOne(stack, ROLE).AssumeRolePolicyDocument).toMatchObject({ Statement: [{ Action: 'sts:AssumeRole' }] });
    expect(sdkConfigs(stack)[0]).toContain('--profile-arn <["Profile","ProfileArn"]> ');
  });

  test('makes a profile for a role of the user\'s own', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/plant');

    certified(stack, { role });

    expect(onlyOne(stack, 'AWS::RolesAnywhere::Profile').RoleArns).toEqual(['arn:aws:iam::111122223333:role/plant']);
  });

  test('gives the SDK the credential helper, with the ARNs of the three parts', () => {
    const stack = newStack();

    certified(stack);

    const [[role], [profile]] = [ROLE, 'AWS::RolesAnywhere::Profile'].map((type) => Object.keys(resourcesOf(stack, type)));
    const arns = `--trust-anchor-arn <["Anchor","TrustAnchorArn"]> --profile-arn <["${profile}","ProfileArn"]> --role-arn <["${role}","Arn"]>`;
    expect(sdkConfigs(stack)).toEqual([
      '[default]\nregion = eu-central-1\ncredential_process = /usr/local/bin/aws_signing_helper credential-process'
      + ` --certificate /etc/rolesanywhere/certificate.pem --private-key /etc/rolesanywhere/private-key.pem ${arns}`,
      '[default]\nregion = eu-central-1\ncredential_process = C:\\RolesAnywhere\\aws_signing_helper.exe credential-process'
      + ` --certificate C:\\RolesAnywhere\\certificate.pem --private-key C:\\RolesAnywhere\\private-key.pem ${arns}`,
    ]);
  });

  test('takes other paths, each by itself', () => {
    const stack = newStack();

    certified(stack, { linux: { helper: '/opt/helper' }, windows: { privateKey: 'D:\\keys\\plant~1.pem' } });

    const [linux, windows] = sdkConfigs(stack);
    expect(linux).toContain('credential_process = /opt/helper credential-process --certificate /etc/rolesanywhere/certificate.pem');
    expect(windows).toContain('--certificate C:\\RolesAnywhere\\certificate.pem --private-key D:\\keys\\plant~1.pem ');
  });

  test('takes paths that only CloudFormation knows', () => {
    const stack = newStack();

    certified(stack, { linux: { helper: new CfnParameter(stack, 'Helper').valueAsString } });

    expect(sdkConfigs(stack)[0]).toContain('credential_process = <Helper> credential-process');
  });

  test.each<[keyof SigningHelperPaths, string]>([
    ['helper', 'aws_signing_helper'],
    ['certificate', '/etc/my certificate.pem'],
    ['privateKey', '/etc/key.pem\nregion = x'],
    ['helper', '/bin/$(id)'],
    ['helper', ''],
  ])('fails on %s %j on Linux', (name, path) => {
    expect(() => certified(newStack(), { linux: { [name]: path } }))
      .toThrow(`OnPremisesIdentity.rolesAnywhere(): linux.${name} must be an absolute path of letters, digits and _ . + @ - ~ without blanks, got ${JSON.stringify(path)}`);
  });

  test.each(['C:\\Program Files\\helper.exe', '/usr/bin/helper', 'C:\\a&calc.exe', 'C:\\%TEMP%\\helper.exe', 'C:\\a"b'])('fails on %j on Windows', (helper) => {
    expect(() => certified(newStack(), { windows: { helper } })).toThrow(/windows.helper must be an absolute path/);
  });

  test('lets no path into a command line that a shell could read otherwise', () => {
    const path = fc.array(fc.oneof(fc.constantFrom(...' \'"`$;&|<>()%^!#\n\t*?[]{}\\/'), fc.string({ unit: 'grapheme' }))).map((parts) => `/${parts.join('')}`);
    const accepted = (linux: string): boolean => {
      try {
        OnPremisesIdentity.rolesAnywhere({ trustAnchor: trustAnchor(newStack()), linux: { helper: linux } });
        return true;
      } catch {
        return false;
      }
    };

    fc.assert(fc.property(path, (value) => {
      expect(accepted(value)).toBe(/^\/[A-Za-z0-9_.+@~/-]+$/.test(value));
    }));
  });

  test('fails on a profile without the role that it lists', () => {
    const stack = newStack();
    const profile = new CfnProfile(stack, 'Profile', { name: 'own', roleArns: [] });

    expect(() => certified(stack, { profile })).toThrow(/rolesAnywhere\(\): profile must be given together with role/);
  });

  test('fails on common names beside a role, whose trust is left as it is', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/plant');

    expect(() => certified(stack, { role, commonNames: ['press'] })).toThrow(/commonNames can't be given beside role/);
  });

  test.each([[[], /commonNames must not be empty/], [[''], /commonNames must be names/], [['${aws:username}'], /begins a variable of IAM/]])('fails on the common names %j', (commonNames, message) => {
    expect(() => certified(newStack(), { commonNames })).toThrow(message);
  });

  test('takes common names that only CloudFormation knows', () => {
    const stack = newStack();

    certified(stack, { commonNames: Fn.split(',', Token.asString({ Ref: 'Names' })) });

    expect(JSON.stringify(onlyOne(stack, ROLE).AssumeRolePolicyDocument)).toContain('"aws:PrincipalTag/x509Subject/CN":{"Fn::Split":[",",{"Ref":"Names"}]}');
  });

  test('installs nothing by itself, for the machines are no managed nodes', () => {
    const stack = newStack();

    certified(stack);

    Template.fromStack(stack).resourceCountIs('AWS::SSM::Association', 0);
  });
});

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
    [{ tags: { a: '', b: '', c: '', d: '', e: '', f: '' } }, /tags must be 1 to 5 tags/],
    [{ tags: { a: 'b' }, instanceIds: [NODE] }, /either instanceIds or tags must be given, got both/],
  ])('fails on the targets %j', (options, message) => {
    expect(() => OnPremisesIdentity.ssmHybrid(options)).toThrow(message);
  });

  test('has the CloudWatch agent read the file of the Systems Manager agent itself', () => {
    const stack = newStack();

    new OnPremisesCollector(stack, 'Plant', { identity: OnPremisesIdentity.ssmHybrid(), collector: TraceCollector.cloudWatchAgent() });

    const [linux, windows] = stepsOf(stack).map(({ inputs }) => deployed(inputs.runCommand[0]));
    expect(linux.startsWith('#!/bin/bash\ncommon=/opt/aws/amazon-cloudwatch-agent/etc/common-config.toml\n')).toBe(true);
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
