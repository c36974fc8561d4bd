import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { XRayTracing, mixins } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();

function addApi(stack: Stack, id: string, deploy: boolean): apigateway.RestApi {
  const api = new apigateway.RestApi(stack, id, { deploy, cloudWatchRole: false });
  api.root.addMethod('GET', new apigateway.MockIntegration({
    integrationResponses: [{ statusCode: '200' }],
    requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
  }), { methodResponses: [{ statusCode: '200' }] });
  return api;
}

const stack = new Stack(app, 'CdkXRayRestStage');
addApi(stack, 'Api', true);

// A deployment that owns its stage.
const owner = addApi(stack, 'StageOfDeployment', false);
const deployment = new apigateway.CfnDeployment(stack, 'Deployment', { restApiId: owner.restApiId, stageName: 'prod', stageDescription: {} });
owner.methods.forEach((method) => deployment.node.addDependency(method));
XRayTracing.of(stack).enable();

const byHand = new Stack(app, 'CdkXRayRestStageMixin');
addApi(byHand, 'Api', true).deploymentStage.with(new mixins.RestStageTracing());

new IntegTest(app, 'RestStage', { testCases: [stack, byHand] });
