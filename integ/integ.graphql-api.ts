import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_appsync as appsync } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

const app = snapshotApp();
const stack = new Stack(app, 'CdkXRayGraphqlApi');
const api = new appsync.CfnGraphQLApi(stack, 'Api', { name: 'cdk-xray-integ', authenticationType: 'API_KEY' });
new appsync.CfnGraphQLSchema(stack, 'Schema', { apiId: api.attrApiId, definition: 'type Query { greeting: String }' });
XRayTracing.of(stack).enable();

new IntegTest(app, 'GraphqlApi', { testCases: [stack] });
