import { Names, Token } from 'aws-cdk-lib';
import { Conditions, IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnProfile } from 'aws-cdk-lib/aws-rolesanywhere';
import { Construct } from 'constructs';
import { BoundIdentity } from './bound-identity';
import { STOP_LENDING_ON_LINUX } from './lent-credentials';
import { invalid } from '../../../errors';
import { RolesAnywhereOptions, SigningHelperPaths } from '../../on-premises-identity-options';

const WHERE = 'OnPremisesIdentity.rolesAnywhere()';

const LINUX: Required<SigningHelperPaths> = {
  helper: '/usr/local/bin/aws_signing_helper',
  certificate: '/etc/rolesanywhere/certificate.pem',
  privateKey: '/etc/rolesanywhere/private-key.pem',
};

const WINDOWS: Required<SigningHelperPaths> = {
  helper: 'C:\\RolesAnywhere\\aws_signing_helper.exe',
  certificate: 'C:\\RolesAnywhere\\certificate.pem',
  privateKey: 'C:\\RolesAnywhere\\private-key.pem',
};

export function checkRolesAnywhere({ commonNames, role, profile, linux, windows }: RolesAnywhereOptions): void {
  if (profile && !role) {
    invalid(WHERE, 'profile must be given together with role: a profile names the roles it is good for, and can\'t name one that is made later');
  }
  if (commonNames && role) {
    invalid(WHERE, 'commonNames can\'t be given beside role: say them in the role\'s own trust policy, as aws:PrincipalTag/x509Subject/CN');
  }
  checkCommonNames(commonNames);
  checkPaths('linux', linux, /^\/[\w.+@~/-]+$/, LINUX);
  checkPaths('windows', windows, /^[A-Za-z]:\\[\w.+@~\\-]+$/, WINDOWS);
}

export function bindRolesAnywhere(scope: Construct, options: RolesAnywhereOptions): BoundIdentity {
  const { trustAnchorArn } = options.trustAnchor.trustAnchorRef;
  const role = options.role ?? newRole(scope, trustAnchorArn, options.commonNames);
  const { profileArn } = (options.profile ?? newProfile(scope, role)).profileRef;
  const command = ({ helper, certificate, privateKey }: Required<SigningHelperPaths>): string =>
    `${helper} credential-process --certificate ${certificate} --private-key ${privateKey}`
    + ` --trust-anchor-arn ${trustAnchorArn} --profile-arn ${profileArn} --role-arn ${role.roleArn}`;
  const linux = { ...LINUX, ...options.linux };
  const windows = { ...WINDOWS, ...options.windows };
  return {
    role,
    linuxProcess: command(linux),
    windowsProcess: command(windows),
    linux: { steps: STOP_LENDING_ON_LINUX, program: linux.helper, files: [linux.certificate, linux.privateKey] },
    windowsFiles: [windows.helper, windows.certificate, windows.privateKey],
  };
}

/** Source: IAM Roles Anywhere user guide, trust-model. */
function newRole(scope: Construct, trustAnchorArn: string, commonNames: string[] | undefined): IRole {
  const principal = new ServicePrincipal('rolesanywhere.amazonaws.com');
  const conditions: Conditions = {
    ArnEquals: { 'aws:SourceArn': trustAnchorArn },
    ...commonNames && { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': commonNames } },
  };
  const role = new Role(scope, 'Role', { assumedBy: principal.withConditions(conditions), description: 'Sends traces from machines outside of AWS' });
  role.assumeRolePolicy?.addStatements(new PolicyStatement({
    actions: ['sts:TagSession', 'sts:SetSourceIdentity'],
    principals: [principal],
    conditions,
  }));
  return role;
}

function newProfile(scope: Construct, role: IRole): CfnProfile {
  return new CfnProfile(scope, 'Profile', {
    name: Names.uniqueResourceName(scope, { maxLength: 255, allowedSpecialCharacters: '-_' }),
    enabled: true,
    roleArns: [role.roleArn],
  });
}

function checkCommonNames(commonNames: string[] | undefined): void {
  if (commonNames === undefined || Token.isUnresolved(commonNames)) {
    return;
  }
  if (commonNames.length === 0) {
    invalid(WHERE, 'commonNames must not be empty: leave it out to trust every certificate of the trust anchor');
  }
  const wrong = commonNames.find((name) => !Token.isUnresolved(name) && (name === '' || /[*?]|\$\{/.test(name)));
  if (wrong !== undefined) {
    invalid(WHERE, `commonNames must be whole names as they stand in the certificates, got ${JSON.stringify(wrong)}: `
      + '* and ? would mean themselves, and ${ begins a variable of IAM; name each certificate, or leave it out to trust all of the trust anchor');
  }
}

function checkPaths(system: string, paths: SigningHelperPaths = {}, pattern: RegExp, example: Required<SigningHelperPaths>): void {
  for (const name of ['helper', 'certificate', 'privateKey'] as const) {
    const path = paths[name];
    if (path !== undefined && !Token.isUnresolved(path) && !pattern.test(path)) {
      invalid(WHERE, `${system}.${name} must be an absolute path of letters, digits and _ . + @ - ~ without blanks, got ${JSON.stringify(path)}: `
        + `it stands in a command line; write for example ${example[name]}`);
    }
  }
}
