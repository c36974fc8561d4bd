import { Stack } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation, CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { noteCollector } from '../collectors/private/noted-collectors';
import { TraceCollector } from '../collectors/trace-collector';
import { fail } from '../errors';
import { InstallationOptions } from './installation-options';
import { OnPremisesIdentity } from './on-premises-identity';
import { checkInstallation } from './private/check-installation';
import { Installation } from './private/installation';
import { linuxScript } from './private/linux/linux-script';
import { noteMaintenance } from './private/maintenance';
import { installDocument, linuxCommand, windowsCommand } from './private/on-premises/install-document';
import { permitCollector } from './private/permit-collector';
import { windowsScript } from './private/windows/windows-script';

/**
 * Properties of OnPremisesCollector.
 */
export interface OnPremisesCollectorProps extends InstallationOptions {
  /**
   * What runs.
   */
  readonly collector: TraceCollector;

  /**
   * How the machines prove who they are. One that the collector can't use is an error.
   */
  readonly identity: OnPremisesIdentity;
}

/**
 * A collector on machines outside of AWS, Linux and Windows: the role that sends, and the scripts that install the collector, in a document of AWS
 * Systems Manager. Managed nodes run it by themselves; elsewhere an administrator runs `installCommand` or `windowsInstallCommand`.
 *
 * The collector listens on 127.0.0.1 and never asks for EC2's metadata. Neither access keys nor any other secret are in the template.
 */
export class OnPremisesCollector extends Construct {
  /**
   * The role that the machines send with; it has the permission.
   */
  public readonly role: IRole;

  /**
   * The name of the document with both scripts.
   */
  public readonly documentName: string;

  /**
   * The command that installs the collector on a Linux machine: it fetches the script with the AWS CLI, by the credentials of who runs it (they need
   * `ssm:GetDocument`), and runs it as root by sudo. It needs python3 and holds no secret.
   */
  public readonly installCommand: string;

  /**
   * The same for PowerShell of an administrator on a Windows machine.
   */
  public readonly windowsInstallCommand: string;

  /**
   * The script of Linux, for bash run by root; what is known at deployment only are tokens in it.
   */
  public readonly installScript: string;

  /**
   * The script of Windows, for PowerShell run by an administrator; what is known at deployment only are tokens in it.
   */
  public readonly windowsInstallScript: string;

  constructor(scope: Construct, id: string, props: OnPremisesCollectorProps) {
    super(scope, id);
    const { identity, collector } = props;
    checkInstallation(this, props);
    const facts = collector._facts();
    const obstacle = identity._obstacle(facts);
    if (obstacle !== undefined) {
      fail(this, `identity must be one that the collector can use: ${obstacle}`);
    }

    const { region, urlSuffix } = Stack.of(this);
    const bound = identity._bind(this, facts);
    const sdkConfig = (command: string | undefined): string | undefined =>
      command && `[default]\nregion = ${facts.region ?? region}\ncredential_process = ${command}\n`;
    const installation: Installation = {
      collector,
      required: props.required,
      mirror: props.mirror,
      place: { listen: '127.0.0.1', region, localMode: true },
      urlSuffix,
    };
    this.role = bound.role;
    const { linuxProcess, linux: linuxIdentity, windowsProcess, windowsFiles } = bound;
    this.installScript = linuxScript(this, { ...installation, awsConfig: sdkConfig(linuxProcess), linuxIdentity });
    this.windowsInstallScript = windowsScript(this, { ...installation, awsConfig: sdkConfig(windowsProcess), windowsFiles });

    const document = installDocument(this, facts.title, this.installScript, this.windowsInstallScript);
    this.documentName = document.ref;
    this.installCommand = linuxCommand(document, region);
    this.windowsInstallCommand = windowsCommand(document, region);
    permitCollector(bound.role, document, facts);
    noteMaintenance(this, facts);
    noteCollector(this, facts);
    if (bound.targets) {
      this.associate(document, bound.targets);
    }
  }

  private associate(document: CfnDocument, targets: CfnAssociation.TargetProperty[]): void {
    new CfnAssociation(this, 'Association', { name: document.ref, targets });
  }
}
