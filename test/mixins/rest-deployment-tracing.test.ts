import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDeployment, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { absent, describeMixin } from './contract';
import { mixins } from '../../src';
import { newStack } from '../fixtures';

const TYPE = 'AWS::ApiGateway::Deployment';

describe('RestDeploymentTracing', () => {
  describeMixin<CfnDeployment>({
    type: TYPE,
    mixin: () => new mixins.RestDeploymentTracing(),
    l1: (stack) => new CfnDeployment(stack, 'Deployment', { restApiId: 'api', stageName: 'prod' }),
    assign: (deployment, value) => {
      deployment.stageDescription = value === 'off' ? { tracingEnabled: false } : { tracingEnabled: value };
    },
    traced: { StageDescription: { TracingEnabled: true } },
    untraced: { StageDescription: absent },
  });

  test('keeps the rest of the stage description', () => {
    const stack = newStack();
    const deployment = new CfnDeployment(stack, 'Deployment', {
      restApiId: 'api', stageName: 'prod', stageDescription: { description: 'shop', loggingLevel: 'ERROR', tracingEnabled: false },
    });

    deployment.with(new mixins.RestDeploymentTracing());

    Template.fromStack(stack).hasResource(TYPE, {
      Properties: {
        RestApiId: 'api', StageName: 'prod', StageDescription: { Description: 'shop', LoggingLevel: 'ERROR', TracingEnabled: true },
      },
    });
  });

  test('keeps the rest of a stage description that is a token', () => {
    const stack = newStack();
    const deployment = new CfnDeployment(stack, 'Deployment', {
      restApiId: 'api', stageName: 'prod', stageDescription: Lazy.any({ produce: () => ({ loggingLevel: 'ERROR' }) }),
    });

    deployment.with(new mixins.RestDeploymentTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { StageDescription: { LoggingLevel: 'ERROR', TracingEnabled: true } });
  });

  test('supports a deployment whose stage name is a token', () => {
    const deployment = new CfnDeployment(newStack(), 'Deployment', { restApiId: 'api', stageName: Lazy.string({ produce: () => 'prod' }) });

    expect(new mixins.RestDeploymentTracing().supports(deployment)).toBe(true);
  });

  test('leaves a deployment that owns no stage untouched', () => {
    const stack = newStack();
    const deployment = new CfnDeployment(stack, 'Deployment', { restApiId: 'api' });

    deployment.with(new mixins.RestDeploymentTracing());

    expect(new mixins.RestDeploymentTracing().supports(deployment)).toBe(false);
    Template.fromStack(stack).hasResourceProperties(TYPE, { StageDescription: absent });
  });

  test('leaves the deployment of an L2, which owns no stage, untouched', () => {
    const stack = newStack();
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration());

    api.with(new mixins.RestDeploymentTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { StageDescription: absent });
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: absent });
  });
});
