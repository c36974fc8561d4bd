import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_iam as iam, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRayStateMachine');
new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });

const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
new sfn.CfnStateMachine(stack, 'Level1', {
  roleArn: role.roleArn,
  definitionString: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
});
XRayTracing.of(stack).enable();

new IntegTest(app, 'StateMachine', { testCases: [stack] });
