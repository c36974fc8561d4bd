import { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation } from 'aws-cdk-lib/aws-ssm';
import { LinuxIdentity } from '../installation';

/** What an identity comes to in a construct. */
export interface BoundIdentity {
  readonly role: IRole;
  /**
   * The command that the AWS SDK gets its credentials from, where the collector gets them by the SDK's own configuration. There are no quotes in it:
   * on Windows none would be safe.
   */
  readonly linuxProcess?: string;
  readonly windowsProcess?: string;
  readonly linux: LinuxIdentity;
  /** Files that have to be on a machine of Windows. */
  readonly windowsFiles?: readonly string[];
  readonly targets?: CfnAssociation.TargetProperty[];
}
