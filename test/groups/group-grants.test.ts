import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { ENV, addHandWritten, newGroup } from './groups';
import { TraceFilters, TraceGroup, TraceGroupGrants } from '../../src';
import { newApp, newStack, onlyOne } from '../fixtures';

const INSIGHT_ACTIONS = ['xray:GetInsight', 'xray:GetInsightEvents', 'xray:GetInsightImpactGraph', 'xray:GetInsightSummaries'];
const TRACE_ACTIONS = ['xray:BatchGetTraces', 'xray:GetServiceGraph', 'xray:GetTimeSeriesServiceStatistics', 'xray:GetTraceGraph', 'xray:GetTraceSummaries'];

function roleIn(stack: Stack): Role {
  return new Role(stack, 'Role', { assumedBy: new AccountRootPrincipal() });
}

function statementsOf(stack: Stack): unknown {
  const { PolicyDocument: document } = onlyOne(stack, 'AWS::IAM::Policy');
  return document;
}

function allowed(resource: unknown, actions: string[]): unknown {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'xray:GetGroup', Resource: resource },
      { Effect: 'Allow', Action: [...actions].sort(), Resource: '*' },
    ],
  };
}

function patternOf({ groupName }: TraceGroup): unknown {
  const arn = ['arn:', { Ref: 'AWS::Partition' }, ':xray:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:group/${groupName}/*`];
  return { 'Fn::Join': ['', arn] };
}

describe('the permission to read a group', () => {
  test('names the group where X-Ray lets it be named', () => {
    const { stack, group } = newGroup();
    const grant = group.grants.read(roleIn(stack));

    expect(grant.success).toBe(true);
    expect(statementsOf(stack)).toEqual(allowed(patternOf(group), [...TRACE_ACTIONS, ...INSIGHT_ACTIONS]));
  });

  test('can leave out the traces', () => {
    const { stack, group } = newGroup();
    group.grants.readInsights(roleIn(stack));

    expect(statementsOf(stack)).toEqual(allowed(patternOf(group), INSIGHT_ACTIONS));
  });

  test('of a group that finds everything of the stack of its reader makes no circle', () => {
    const stack = newStack();
    const reader = new Function(stack, 'Reader', {
      runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0;'), tracing: Tracing.ACTIVE,
    });
    new TraceGroup(stack, 'All', { filter: TraceFilters.ofStack(stack) }).grants.readInsights(reader);

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('says group/NAME/* for a group of which the ARN is not known', () => {
    const stack = newStack();
    TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: 'orders' }).grants.readInsights(roleIn(stack));

    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':xray:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':group/orders/*'];
    expect(statementsOf(stack)).toEqual(allowed({ 'Fn::Join': ['', arn] }, INSIGHT_ACTIONS));
  });

  test('says so for the facade of such a group too', () => {
    const stack = newStack(newApp(), 'Stack', { env: ENV });
    TraceGroupGrants.fromGroup(TraceGroup.fromDefaultGroup(stack, 'Group')).readInsights(roleIn(stack));

    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':xray:eu-central-1:111122223333:group/Default/*'];
    expect(statementsOf(stack)).toEqual(allowed({ 'Fn::Join': ['', arn] }, INSIGHT_ACTIONS));
  });

  test('is there for an ARN, and for a group that is written by hand', () => {
    const arn = 'arn:aws:xray:eu-west-1:111122223333:group/orders/ABC';
    const stack = newStack();
    TraceGroup.fromGroupArn(stack, 'Group', arn).grants.readInsights(roleIn(stack));
    expect(statementsOf(stack)).toEqual(allowed(arn, INSIGHT_ACTIONS));

    const other = newStack();
    TraceGroupGrants.fromGroup(addHandWritten(other, 'Mine')).readInsights(roleIn(other));
    expect(statementsOf(other)).toEqual(allowed({ Ref: 'Mine' }, INSIGHT_ACTIONS));
  });

  test('works from another account and Region', () => {
    const app = newApp();
    const { group } = newGroup({ groupName: 'orders' }, newStack(app, 'Here', { env: ENV }));
    const there = newStack(app, 'There', { env: { account: '444455556666', region: 'us-east-1' } });
    group.grants.readInsights(roleIn(there));

    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':xray:eu-central-1:111122223333:group/orders/*'];
    expect(statementsOf(there)).toEqual(allowed({ 'Fn::Join': ['', arn] }, INSIGHT_ACTIONS));
  });

  test('can not be given to a service, as with every grant of the CDK', () => {
    const { stack, group } = newGroup();
    const grant = group.grants.read(new ServicePrincipal('events.amazonaws.com'));

    expect(() => grant.assertSuccess()).toThrow();
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });
});
