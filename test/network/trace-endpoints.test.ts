import { Fn } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { concreteStack, ENDPOINT, endpointsFor, ENV, importedVpc, isolatedVpc, servicesOf } from './endpoints';
import { TraceCollector, TraceEndpoints, TraceEndpointService, TraceEndpointsProps, TraceHost } from '../../src';
import { newApp, newStack } from '../fixtures';

describe('which endpoints TraceEndpoints makes', () => {
  test('that of X-Ray alone where nothing else is said, with private DNS', () => {
    const { stack } = endpointsFor();

    const template = Template.fromStack(stack);
    template.resourceCountIs(ENDPOINT, 1);
    template.hasResourceProperties(ENDPOINT, {
      ServiceName: 'com.amazonaws.eu-central-1.xray',
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
      SubnetIds: [{ Ref: Match.stringLikeRegexp('IsolatedSubnet1') }, { Ref: Match.stringLikeRegexp('IsolatedSubnet2') }],
    });
  });

  test.each([
    [TraceHost.ECS_FARGATE, ['ecr.api', 'ecr.dkr', 'logs', 's3', 'xray']],
    [TraceHost.ECS_EC2, ['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'logs', 's3', 'xray']],
    [TraceHost.EC2, ['s3', 'xray']],
    [TraceHost.EKS, ['ecr.api', 'ecr.dkr', 'eks-auth', 's3', 'sts', 'xray']],
  ])('for %s what it needs', (host, expected) => {
    expect(servicesOf(endpointsFor({ hosts: [host] }).stack)).toEqual(expected);
  });

  test('each once where several hosts need it', () => {
    const { stack } = endpointsFor({ hosts: [TraceHost.EC2, TraceHost.ECS_FARGATE, TraceHost.EC2] });

    expect(servicesOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3', 'xray']);
  });

  test('those that were asked for', () => {
    const { stack } = endpointsFor({ services: [TraceEndpointService.SSM, TraceEndpointService.SSM_MESSAGES, TraceEndpointService.EC2_MESSAGES] });

    expect(servicesOf(stack)).toEqual(['ec2messages', 'ssm', 'ssmmessages', 'xray']);
  });

  test('that of AWS STS for a collector that assumes a role, and not for another one', () => {
    const role = iam.Role.fromRoleArn(newStack(), 'Role', 'arn:aws:iam::444455556666:role/traces');

    expect(servicesOf(endpointsFor({ collector: TraceCollector.cloudWatchAgent({ role }) }).stack)).toEqual(['sts', 'xray']);
    expect(servicesOf(endpointsFor({ collector: TraceCollector.cloudWatchAgent() }).stack)).toEqual(['xray']);
  });

  test('in a stack of no known Region', () => {
    const stack = newStack();

    new TraceEndpoints(stack, 'Endpoints', { vpc: isolatedVpc(stack), hosts: [TraceHost.ECS_EC2] });

    expect(servicesOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'logs', 's3', 'xray']);
  });

  test('by the name that the service has in China', () => {
    const stack = newStack(newApp(), 'Stack', { env: { account: ENV.account, region: 'cn-north-1' } });

    new TraceEndpoints(stack, 'Endpoints', { vpc: isolatedVpc(stack) });

    Template.fromStack(stack).hasResourceProperties(ENDPOINT, { ServiceName: 'cn.com.amazonaws.cn-north-1.xray' });
  });

  test('in the subnets that were chosen', () => {
    const stack = concreteStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false, maxAzs: 1 });

    new TraceEndpoints(stack, 'Endpoints', { vpc, subnets: { subnetType: ec2.SubnetType.PUBLIC } });

    Template.fromStack(stack).hasResourceProperties(ENDPOINT, { SubnetIds: [{ Ref: Match.stringLikeRegexp('PublicSubnet1') }] });
  });

  test('in a VPC that is looked up', () => {
    const stack = concreteStack();

    new TraceEndpoints(stack, 'Endpoints', { vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { isDefault: true }), hosts: [TraceHost.ECS_EC2] });

    expect(servicesOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'logs', 's3', 'xray']);
  });

  test('in an imported VPC', () => {
    const stack = concreteStack();

    new TraceEndpoints(stack, 'Endpoints', { vpc: importedVpc(stack), hosts: [TraceHost.EC2] });

    Template.fromStack(stack).hasResourceProperties(ENDPOINT, { VpcId: 'vpc-0123', SubnetIds: ['subnet-1'], VpcEndpointType: 'Interface' });
    Template.fromStack(stack).hasResourceProperties(ENDPOINT, { VpcId: 'vpc-0123', RouteTableIds: ['rtb-1'], VpcEndpointType: 'Gateway' });
  });
});

describe('what TraceEndpoints refuses', () => {
  test.each<[string, Omit<TraceEndpointsProps, 'vpc'>, RegExp]>([
    ['an account that is none', { principalAccounts: ['123'] }, /\[Stack\/Endpoints\] principalAccounts must be account ids of 12 digits, got "123"/],
    ['no account at all', { principalAccounts: [] }, /principalAccounts must have at least one member/],
    ['nobody who may connect', { allowFrom: [] }, /allowFrom must have at least one member/],
    ['Amazon S3 both restricted and not', { restrictS3: true, unrestricted: [TraceEndpointService.S3] }, /restrictS3 must be false where unrestricted has S3, got true/],
    ['no security group', { securityGroups: [] }, /securityGroups must have at least one member/],
    ['a collector that sends elsewhere', { collector: TraceCollector.cloudWatchAgent({ region: 'us-east-1' }) }, /collector must send to the Region of the VPC, eu-central-1, got us-east-1/],
  ])('%s', (_title, props, message) => {
    expect(() => endpointsFor(props)).toThrow(message);
  });

  test.each(['hosts', 'services', 'existing', 'unrestricted'])('a value in %s that is no member', (name) => {
    const props: object = { [name]: ['nonsense'] };

    expect(() => endpointsFor(props)).toThrow(new RegExp(`${name} must be members of \\w+, got "nonsense"`));
  });

  test('a VPC of this app without DNS host names, which an L1 has not by default', () => {
    const stack = concreteStack();
    const bare = new ec2.CfnVPC(stack, 'Bare', { cidrBlock: '10.0.0.0/16' });

    expect(() => new TraceEndpoints(stack, 'Endpoints', { vpc: importedVpc(stack, bare.ref) })).toThrow(/vpc must have EnableDnsHostnames true, got false/);
    expect(() => new TraceEndpoints(stack, 'More', {
      vpc: new ec2.Vpc(stack, 'NoDns', { enableDnsSupport: false, restrictDefaultSecurityGroup: false }),
    })).toThrow(/vpc must have EnableDnsSupport true/);
  });

  test('an imported VPC of which neither range nor peers are known', () => {
    const stack = concreteStack();

    expect(() => new TraceEndpoints(stack, 'Endpoints', { vpc: importedVpc(stack, 'vpc-1', {}) })).toThrow(/allowFrom must be given/);
    expect(() => new TraceEndpoints(stack, 'More', { vpc: importedVpc(stack, 'vpc-2', {}), allowFrom: [ec2.Peer.anyIpv4()] })).not.toThrow();
  });

  test('an imported VPC without route tables where Amazon S3 is needed', () => {
    const stack = concreteStack();
    const vpc = importedVpc(stack, 'vpc-1', { vpcCidrBlock: '10.0.0.0/16', isolatedSubnetRouteTableIds: undefined });

    expect(() => new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.EC2] })).toThrow(/vpc must have route tables for the endpoint of Amazon S3/);
    expect(() => new TraceEndpoints(stack, 'More', { vpc, hosts: [TraceHost.EC2], existing: [TraceEndpointService.S3] })).not.toThrow();
  });

  test('not what only CloudFormation knows', () => {
    const stack = newStack();
    const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16', enableDnsHostnames: Fn.conditionIf('Names', true, false) });

    expect(() => new TraceEndpoints(stack, 'Endpoints', {
      vpc: importedVpc(stack, vpc.ref), collector: TraceCollector.cloudWatchAgent({ region: 'us-east-1' }),
    })).not.toThrow();
  });
});
