import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnStage, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnStage as HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { absent, describeMixin } from './contract';
import { mixins } from '../../src';
import { newStack } from '../fixtures';

const TYPE = 'AWS::ApiGateway::Stage';

describe('RestStageTracing', () => {
  describeMixin<CfnStage>({
    type: TYPE,
    mixin: () => new mixins.RestStageTracing(),
    l1: (stack) => new CfnStage(stack, 'Stage', { restApiId: 'api', stageName: 'prod' }),
    l2: (stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addMethod('GET', new MockIntegration());
      return api.deploymentStage;
    },
    assign: (stage, value) => {
      stage.tracingEnabled = value === 'off' ? false : value;
    },
    traced: { TracingEnabled: true },
    untraced: { TracingEnabled: absent },
  });

  test('reaches the stage through the REST API', () => {
    const stack = newStack();
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration());

    api.with(new mixins.RestStageTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { TracingEnabled: true });
  });

  test('keeps the other properties of the stage', () => {
    const stack = newStack();
    const stage = new CfnStage(stack, 'Stage', { restApiId: 'api', stageName: 'prod', description: 'shop', variables: { tier: 'gold' } });

    stage.with(new mixins.RestStageTracing());

    Template.fromStack(stack).hasResource(TYPE, {
      Properties: { RestApiId: 'api', StageName: 'prod', Description: 'shop', Variables: { tier: 'gold' }, TracingEnabled: true },
    });
  });

  test('switches a raw resource on by an override', () => {
    const stack = newStack();
    const stage = new CfnResource(stack, 'Stage', { type: TYPE, properties: { RestApiId: 'api' } });

    stage.with(new mixins.RestStageTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { RestApiId: 'api', TracingEnabled: true });
  });

  test('does not support the stage of an HTTP or WebSocket API', () => {
    const stage = new HttpStage(newStack(), 'Stage', { apiId: 'api', stageName: '$default' });

    expect(new mixins.RestStageTracing().supports(stage)).toBe(false);
  });
});
