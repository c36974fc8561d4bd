import { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation } from 'aws-cdk-lib/aws-ssm';

/** What an identity comes to in a construct. */
export interface BoundIdentity {
  readonly role: IRole;
  /**
   * The command that the AWS SDK gets its credentials from, where the collector gets them by the SDK's own configuration. There are no quotes in it:
   * on Windows none would be safe.
   */
  readonly linuxProcess?: string;
  readonly windowsProcess?: string;
  /** Lines of bash that make the machine ready for it. */
  readonly prepareLinux: string;
  readonly targets?: CfnAssociation.TargetProperty[];
}
