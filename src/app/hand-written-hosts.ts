import { CfnResource } from 'aws-cdk-lib';
import { Finding } from '../finding';
import { daemonNotEnabled } from '../findings';
import { propertyOf, resolved } from '../references';

/** What machines get their user data by. */
export const HOSTS = ['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'];

/** The package of the daemon, by its name or the URL of AWS's bucket. Source: packaging of aws/aws-xray-daemon 3.6.6 (its scripts only start the service). */
const PACKAGE = /aws-xray-daemon[\w.-]*\.(rpm|deb)\b/;
const ENABLED = /systemctl\s[^\\;&|]*\benable\b[^\\;&|]*\bxray\b|chkconfig\s+xray\s+on|multi-user\.target\.wants/;

/** What is wrong with a daemon that the user installs by hand, as far as the user data can be read. */
export function handWrittenDaemon(resource: CfnResource): Finding | undefined {
  const text = JSON.stringify(resolved(propertyOf(resource, 'UserData') ?? propertyOf(resource, 'LaunchTemplateData'), resource) ?? '');
  return PACKAGE.test(text) && !ENABLED.test(text) ? daemonNotEnabled() : undefined;
}
