import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_elasticbeanstalk as elasticbeanstalk, aws_iam as iam } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRayBeanstalk');
const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
const profile = new iam.CfnInstanceProfile(stack, 'Profile', { roles: [role.roleName] });
const profileOption = { namespace: 'aws:autoscaling:launchconfiguration', optionName: 'IamInstanceProfile', value: profile.ref };
const solutionStackName = '64bit Amazon Linux 2023 v6.6.0 running Node.js 22';

const application = new elasticbeanstalk.CfnApplication(stack, 'Application');
const template = new elasticbeanstalk.CfnConfigurationTemplate(stack, 'Template', {
  applicationName: application.ref,
  solutionStackName,
  optionSettings: [profileOption],
});
new elasticbeanstalk.CfnEnvironment(stack, 'FromTemplate', { applicationName: application.ref, templateName: template.ref });
new elasticbeanstalk.CfnEnvironment(stack, 'Alone', { applicationName: application.ref, solutionStackName, optionSettings: [profileOption] });
XRayTracing.of(stack).enable();

new IntegTest(app, 'Beanstalk', { testCases: [stack] });
