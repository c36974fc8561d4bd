import { Validations, type Acknowledgment, type App } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { ShopStage } from './shop-stage';

const NO_RESOURCES = "X-Ray's write actions can't be limited to a resource";

/** What the statement that tracing adds to a role raises. Policies beside the role are still checked. */
const TRACING: Acknowledgment[] = [
  { id: 'AwsSolutions-IAM5[Resource::*]', reason: NO_RESOURCES },
  { id: 'Serverless-LambdaStarPermissions', reason: NO_RESOURCES },
];

/** What the shop leaves out to stay small; none of it has to do with tracing. */
const SMALL_SHOP = [
  'AwsSolutions-APIG1', 'AwsSolutions-APIG2', 'AwsSolutions-APIG3', 'AwsSolutions-APIG4', 'AwsSolutions-APIG6',
  'AwsSolutions-AS3', 'AwsSolutions-ASC3', 'AwsSolutions-COG4', 'AwsSolutions-EC23', 'AwsSolutions-ECS2', 'AwsSolutions-ELB2', 'AwsSolutions-S1',
  'AwsSolutions-SF1',
  'Serverless-APIGWAccessLogging', 'Serverless-APIGWDefaultThrottling', 'Serverless-EventBusDLQ', 'Serverless-LambdaDLQ',
  'Serverless-LambdaEventSourceMappingDestination', 'Serverless-SQSRedrivePolicy',
];

/** What the CDK itself puts into roles. */
const CDK_DEFAULTS = [
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
  'AwsSolutions-IAM5[Resource::<RecommendD70292E6.Arn>:*]',
  'AwsSolutions-IAM5[Resource::<ChargePayment44A1C5ED.Arn>:*]',
  'AwsSolutions-IAM5[Resource::<ShipOrder4D3C2E3D.Arn>:*]',
  'AwsSolutions-IAM5[Resource::<BrowseArtifactsBucket368A65E9.Arn>/*]',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/cwsyn-*]',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
  'AwsSolutions-IAM5[Action::ecs:Submit*]', 'AwsSolutions-IAM5[Action::s3:GetBucket*]', 'AwsSolutions-IAM5[Action::s3:GetObject*]',
  'AwsSolutions-IAM5[Action::s3:List*]',
];

/** Roles of Amazon ECS itself, to pull images and to register instances: the CDK's policies for them have a `*` each. */
const ECS_ROLE = /\/(ExecutionRole|InstanceRole)\/DefaultPolicy\//;

/** Runs two packs of cdk-nag over the app. */
export function checkWithNag(app: App, shop: ShopStage): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));

  for (const role of app.node.findAll().filter(CfnRole.isCfnRole)) {
    Validations.of(role).acknowledge(...TRACING);
  }
  for (const policy of app.node.findAll().filter(CfnPolicy.isCfnPolicy).filter(({ node }) => ECS_ROLE.test(node.path))) {
    Validations.of(policy).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'a default of the CDK' });
  }
  Validations.of(shop.reports).acknowledge({ id: 'Serverless-LambdaTracing', reason: 'waits for the owner of its role' });

  // acknowledge() refuses an id with more than one '::', and cdk-nag makes such ids of ARNs
  app.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries([
    ...SMALL_SHOP.map((id) => [id, 'a demo']),
    ...CDK_DEFAULTS.map((id) => [id, 'a default of the CDK']),
  ]));
}
