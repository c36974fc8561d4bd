import { CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnProfile } from 'aws-cdk-lib/aws-rolesanywhere';
import * as fc from 'fast-check';
import { ANCHOR_ARN, deployed, sdkConfigs, stepsOf, trustAnchor } from './on-premises-fixtures';
import { OnPremisesCollector, OnPremisesIdentity, RolesAnywhereOptions, SigningHelperPaths, TraceCollector } from '../../src';
import { newStack, onlyOne, resourcesOf } from '../fixtures';

const ROLE = 'AWS::IAM::Role';

function certified(stack: Stack, options: Partial<RolesAnywhereOptions> = {}): OnPremisesCollector {
  return new OnPremisesCollector(stack, 'Plant', {
    identity: OnPremisesIdentity.rolesAnywhere({ trustAnchor: trustAnchor(stack), ...options }),
    collector: TraceCollector.openTelemetry(),
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

  test('looks for the helper, the certificate and the key on the machine', () => {
    const stack = newStack();
    const helper = new CfnParameter(stack, 'Helper').valueAsString;

    certified(stack, { linux: { helper }, windows: { helper: 'C:\\helper.exe' } });

    const [linux, windows] = stepsOf(stack).map(({ inputs }) => deployed(inputs.runCommand[0]));
    expect(linux).toContain(`may -x "$(base64 -d <<<'${Buffer.from('<Helper>').toString('base64')}')"\n`
      + 'may -r \'/etc/rolesanywhere/certificate.pem\'\nmay -r \'/etc/rolesanywhere/private-key.pem\'\n');
    expect(windows).toContain("foreach ($needed in @('C:\\helper.exe', 'C:\\RolesAnywhere\\certificate.pem', 'C:\\RolesAnywhere\\private-key.pem')) {");
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

  test.each([[[], /commonNames must not be empty/], [[''], /commonNames must be whole names/], [['${aws:username}'], /begins a variable of IAM/],
    [['*'], /got "\*": \* and \? would mean themselves/], [['press', '*.example.com'], /got "\*\.example\.com"/], [['press-?'], /got "press-\?"/]])('fails on the common names %j', (commonNames, message) => {
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
