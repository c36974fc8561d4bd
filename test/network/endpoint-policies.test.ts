import { Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { concreteStack, ENDPOINT, endpointsFor, ENV, isolatedVpc, servicesOf, shortName } from './endpoints';
import { TraceCollector, TraceEndpoints, TraceEndpointService, TraceHost } from '../../src';
import { newStack, resourcesOf } from '../fixtures';

function policyOf(stack: Stack, service: string): unknown {
  const found = Object.values(resourcesOf(stack, ENDPOINT)).find(({ Properties }) => shortName(Properties.ServiceName) === service);
  return found?.Properties.PolicyDocument;
}

function statement(actions: string | string[], more: object = {}): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: actions,
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': ENV.account } },
    ...more,
  };
}

function document(...statements: object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

describe('the policies of the endpoints', () => {
  test('let principals of the account send to X-Ray and sample, and nothing else', () => {
    expect(policyOf(endpointsFor().stack, 'xray')).toEqual(document(
      statement(['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments']),
    ));
  });

  test('name the account by its pseudo parameter where it is not known', () => {
    const stack = newStack();

    new TraceEndpoints(stack, 'Endpoints', { vpc: isolatedVpc(stack) });

    expect(policyOf(stack, 'xray')).toMatchObject({ Statement: [{ Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } }] });
  });

  test('let hosts write logs and pull images only', () => {
    const { stack } = endpointsFor({ hosts: [TraceHost.ECS_FARGATE] });
    const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'];

    expect(policyOf(stack, 'logs')).toEqual(document(statement(['logs:CreateLogStream', 'logs:PutLogEvents'])));
    expect(policyOf(stack, 'ecr.api')).toEqual(document(statement(pull)));
    expect(policyOf(stack, 'ecr.dkr')).toEqual(document(statement(pull)));
  });

  test('let agents do what they do', () => {
    const { stack } = endpointsFor({ hosts: [TraceHost.ECS_EC2], services: [TraceEndpointService.SSM] });

    expect(JSON.stringify(policyOf(stack, 'ecs'))).toContain('"ecs:Poll"');
    expect(JSON.stringify(policyOf(stack, 'ssm'))).toContain('"ssm:UpdateInstanceInformation"');
    expect(policyOf(stack, 'ecs-agent')).toBeUndefined();
  });

  test('let the collector assume its role, and the account of that role send', () => {
    const arn = 'arn:aws:iam::444455556666:role/traces';
    const { stack } = endpointsFor({ collector: TraceCollector.cloudWatchAgent({ role: iam.Role.fromRoleArn(newStack(), 'Role', arn) }) });
    const both = { Condition: { StringEquals: { 'aws:PrincipalAccount': [ENV.account, '444455556666'] } } };

    expect(policyOf(stack, 'sts')).toEqual(document(statement('sts:AssumeRole', { Resource: arn, ...both })));
    expect(policyOf(stack, 'xray')).toMatchObject({ Statement: [both] });
  });

  test('let pods exchange the tokens of their cluster, which come from no account', () => {
    expect(policyOf(endpointsFor({ hosts: [TraceHost.EKS] }).stack, 'sts')).toEqual(document(
      statement('sts:AssumeRole'),
      { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRoleWithWebIdentity', Resource: '*' },
    ));
  });

  test('take the accounts that were given, tokens too', () => {
    const { stack } = endpointsFor({ principalAccounts: ['777788889999', Token.asString({ Ref: 'Account' })] });

    expect(policyOf(stack, 'xray')).toMatchObject({
      Statement: [{ Condition: { StringEquals: { 'aws:PrincipalAccount': ['777788889999', { Ref: 'Account' }] } } }],
    });
  });

  test.each([[undefined], [[]], [[TraceEndpointService.LOGS]], [[TraceEndpointService.S3]]])('leave Amazon S3 open beside unrestricted %j', (unrestricted) => {
    const { stack } = endpointsFor({ hosts: [TraceHost.ECS_FARGATE], unrestricted });

    expect(policyOf(stack, 's3')).toBeUndefined();
    expect(policyOf(stack, 'ecr.api')).toBeDefined();
  });

  test('leave open what no policy is made for', () => {
    const { SSM_MESSAGES, EC2_MESSAGES } = TraceEndpointService;
    const { stack } = endpointsFor({ hosts: [TraceHost.ECS_EC2, TraceHost.EKS], services: [SSM_MESSAGES, EC2_MESSAGES] });
    const open = servicesOf(stack).filter((service) => policyOf(stack, service) === undefined);

    expect(open).toEqual(['ec2messages', 'ecs-agent', 'ecs-telemetry', 'eks-auth', 's3', 'ssmmessages']);
  });

  test.each([
    [[TraceHost.ECS_FARGATE], undefined, ['prod-eu-central-1-starport-layer-bucket']],
    [[TraceHost.EC2], TraceCollector.xrayDaemon(), ['aws-xray-assets.eu-central-1']],
    [[TraceHost.EC2, TraceHost.EKS], TraceCollector.cloudWatchAgent(), ['prod-eu-central-1-starport-layer-bucket', 'amazoncloudwatch-agent-eu-central-1']],
    [[TraceHost.EC2], undefined, ['aws-xray-assets.eu-central-1', 'amazoncloudwatch-agent-eu-central-1', 'aws-otel-collector']],
  ])('restrict Amazon S3 to the buckets that %j reads', (hosts, collector, buckets) => {
    const { stack } = endpointsFor({ hosts, collector, restrictS3: true });
    const arns = buckets.map((bucket) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${bucket}/*`]] }));

    expect(policyOf(stack, 's3')).toEqual(document({
      Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: arns.length === 1 ? arns[0] : arns,
    }));
  });

  test('are left out for services that others use as well', () => {
    expect(policyOf(endpointsFor({ unrestricted: [TraceEndpointService.XRAY] }).stack, 'xray')).toBeUndefined();
  });

  test('can be widened by the user', () => {
    const { stack, endpoints } = endpointsFor();

    endpoints.endpoint(TraceEndpointService.XRAY)?.addToPolicy(new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()], actions: ['xray:GetTraceSummaries'], resources: ['*'],
    }));

    expect(policyOf(stack, 'xray')).toMatchObject({ Statement: [{}, { Action: 'xray:GetTraceSummaries' }] });
  });
});

describe('who may connect to the endpoints', () => {
  const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

  test('the range of the VPC, and only on port 443', () => {
    const { stack } = endpointsFor({ hosts: [TraceHost.ECS_FARGATE] });

    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 1);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [{ CidrIp: { 'Fn::GetAtt': [Match.stringLikeRegexp('Vpc'), 'CidrBlock'] }, Description: 'Traced hosts', ...HTTPS }],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });

  test('those that were named instead', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);
    const host = new ec2.SecurityGroup(stack, 'Host', { vpc });

    new TraceEndpoints(stack, 'Endpoints', { vpc, allowFrom: [host, ec2.Peer.ipv4('192.168.0.0/16')] });

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Endpoints of traced hosts', SecurityGroupIngress: [{ CidrIp: '192.168.0.0/16', Description: 'Traced hosts', ...HTTPS }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Host'), 'GroupId'] }, ...HTTPS,
    });
  });

  test('those that come later, for it is connectable', () => {
    const { stack, endpoints } = endpointsFor();

    endpoints.connections.allowDefaultPortFrom(ec2.Peer.ipv4('172.16.0.0/12'));

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.arrayWith([Match.objectLike({ CidrIp: '172.16.0.0/12', ...HTTPS })]) });
  });

  test('whom the security groups of the user let in, to which nothing is added', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);

    new TraceEndpoints(stack, 'Endpoints', { vpc, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] });

    const template = Template.fromStack(stack);
    template.hasResourceProperties(ENDPOINT, { SecurityGroupIds: ['sg-1'] });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });
});
