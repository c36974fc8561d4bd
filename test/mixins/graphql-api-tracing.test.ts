import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnGraphQLApi, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { absent, describeMixin } from './contract';
import { mixins } from '../../src';
import { newStack } from '../fixtures';

const TYPE = 'AWS::AppSync::GraphQLApi';

describe('GraphqlApiTracing', () => {
  describeMixin<CfnGraphQLApi>({
    type: TYPE,
    mixin: () => new mixins.GraphqlApiTracing(),
    l1: (stack) => new CfnGraphQLApi(stack, 'Api', { name: 'shop', authenticationType: 'API_KEY' }),
    l2: (stack) => new GraphqlApi(stack, 'Api', { name: 'shop', definition: Definition.fromSourceApis({ sourceApis: [] }) }),
    assign: (api, value) => {
      api.xrayEnabled = value === 'off' ? false : value;
    },
    traced: { XrayEnabled: true },
    untraced: { XrayEnabled: absent },
  });

  test('keeps the other properties of the API', () => {
    const stack = newStack();
    const api = new CfnGraphQLApi(stack, 'Api', { name: 'shop', authenticationType: 'API_KEY', queryDepthLimit: 5 });

    api.with(new mixins.GraphqlApiTracing());

    Template.fromStack(stack).hasResource(TYPE, {
      Properties: { Name: 'shop', AuthenticationType: 'API_KEY', QueryDepthLimit: 5, XrayEnabled: true },
    });
  });

  test('makes no role and no policy', () => {
    const stack = newStack();

    new CfnGraphQLApi(stack, 'Api', { name: 'shop', authenticationType: 'API_KEY' }).with(new mixins.GraphqlApiTracing());

    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual(['Api']);
  });

  test('switches a raw resource on by an override', () => {
    const stack = newStack();
    const api = new CfnResource(stack, 'Api', { type: TYPE, properties: { Name: 'shop' } });

    api.with(new mixins.GraphqlApiTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { Name: 'shop', XrayEnabled: true });
  });
});
