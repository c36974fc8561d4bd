import { IRole } from 'aws-cdk-lib/aws-iam';
import { aws_rolesanywhere as rolesanywhere } from 'aws-cdk-lib/interfaces';

/**
 * Where IAM Roles Anywhere's parts lie on a machine. They are not put there: bring them with your certificates. The paths stand in a command line,
 * so they are absolute and have letters, digits and `_ . + @ - ~` only: no blanks.
 */
export interface SigningHelperPaths {
  /**
   * AWS's credential helper, `aws_signing_helper`.
   *
   * @default - /usr/local/bin/aws_signing_helper; on Windows C:\RolesAnywhere\aws_signing_helper.exe
   */
  readonly helper?: string;

  /**
   * The certificate of the machine, in PEM.
   *
   * @default - /etc/rolesanywhere/certificate.pem; on Windows C:\RolesAnywhere\certificate.pem
   */
  readonly certificate?: string;

  /**
   * The private key of the certificate, in PEM. Let nobody read it but the collector: on Linux the group `xray` for the X-Ray daemon, `aoc`
   * for the OpenTelemetry collector; on Windows LocalSystem. The script for Linux looks as that user whether it can be read, and starts nothing if not.
   *
   * @default - /etc/rolesanywhere/private-key.pem; on Windows C:\RolesAnywhere\private-key.pem
   */
  readonly privateKey?: string;
}

/**
 * Machines that prove who they are by a certificate, with IAM Roles Anywhere.
 */
export interface RolesAnywhereOptions {
  /**
   * The certificate authority that is trusted, such as a `CfnTrustAnchor`.
   */
  readonly trustAnchor: rolesanywhere.ITrustAnchorRef;

  /**
   * The common names (CN) of the certificates that may send, each as a whole: `*` and `?` are an error, and so is an empty list.
   *
   * @default - every certificate of the trust anchor
   */
  readonly commonNames?: string[];

  /**
   * The role. One of your own has to trust `rolesanywhere.amazonaws.com` with `sts:AssumeRole`, `sts:TagSession` and `sts:SetSourceIdentity`;
   * its trust is left as it is, and `commonNames` can't be given beside it.
   *
   * @default - a new role, which only this trust anchor may assume
   */
  readonly role?: IRole;

  /**
   * The profile of IAM Roles Anywhere. One of your own must list the role, so it goes together with `role`.
   *
   * @default - a new profile for the role
   */
  readonly profile?: rolesanywhere.IProfileRef;

  /**
   * Where the parts lie on Linux.
   *
   * @default - the paths named there
   */
  readonly linux?: SigningHelperPaths;

  /**
   * Where the parts lie on Windows.
   *
   * @default - the paths named there
   */
  readonly windows?: SigningHelperPaths;
}

/**
 * Machines that are managed nodes of AWS Systems Manager by a hybrid activation.
 *
 * The activation itself is not made here, for its code is a secret that a template must not hold. Make it with the role's name:
 * `aws ssm create-activation --iam-role ROLE --registration-limit 10`
 */
export interface SsmHybridOptions {
  /**
   * The role of the nodes. One of your own has to trust `ssm.amazonaws.com` and to have `AmazonSSMManagedInstanceCore`.
   *
   * @default - a new role with both
   */
  readonly role?: IRole;

  /**
   * The nodes that the collector is installed on at once, and again whenever it changes: up to 50 ids such as mi-0123456789abcdef0. An empty list is
   * an error, and so are both `instanceIds` and `tags`, and a node that another collector of the app has.
   *
   * @default - none
   */
  readonly instanceIds?: string[];

  /**
   * Tags of the nodes that the collector is installed on, those included that are activated later: up to 5, of which a node must have all. Names have
   * up to 128 characters and don't begin with `aws:`, values 1 to 256. No tag is an error, and so are both `instanceIds` and `tags`, and just the tags
   * that another collector of the app has.
   *
   * @default - none: run `installCommand`, or the document, by hand
   */
  readonly tags?: { [key: string]: string };
}
