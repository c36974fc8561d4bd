import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnApi, CfnHttpApi } from 'aws-cdk-lib/aws-sam';
import { absent, describeMixin } from './contract';
import { mixins } from '../../src';
import { newStack } from '../fixtures';

const TYPE = 'AWS::Serverless::Api';

describe('SamApiTracing', () => {
  describeMixin<CfnApi>({
    type: TYPE,
    mixin: () => new mixins.SamApiTracing(),
    l1: (stack) => new CfnApi(stack, 'Api', { stageName: 'prod' }),
    assign: (api, value) => {
      api.tracingEnabled = value === 'off' ? false : value;
    },
    traced: { TracingEnabled: true },
    untraced: { TracingEnabled: absent },
  });

  test('keeps the other properties of the API, and makes nothing else', () => {
    const stack = newStack();

    new CfnApi(stack, 'Api', { stageName: 'prod', variables: { tier: 'gold' } }).with(new mixins.SamApiTracing());

    expect(Template.fromStack(stack).toJSON().Resources).toEqual({
      Api: { Type: TYPE, Properties: { StageName: 'prod', Variables: { tier: 'gold' }, TracingEnabled: true } },
    });
  });

  test('does not support an HTTP API', () => {
    expect(new mixins.SamApiTracing().supports(new CfnHttpApi(newStack(), 'Api'))).toBe(false);
  });

  test('switches a raw resource on by an override', () => {
    const stack = newStack();
    const api = new CfnResource(stack, 'Api', { type: TYPE, properties: { StageName: 'prod' } });

    api.with(new mixins.SamApiTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { StageName: 'prod', TracingEnabled: true });
  });
});
