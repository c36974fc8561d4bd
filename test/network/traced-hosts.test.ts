import { CfnResource, Fn } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { bareNetwork, fargateService, isolatedVpc, l1, missing, serviceIn, XRAY } from './networks';
import { CollectorImage, TraceCollector, TraceEndpoints, TraceEndpointService, TraceHost } from '../../src';
import { checkRoute, missingRoute } from '../../src/network/private/reachability';
import { newStack, warningsOf, warningTexts } from '../fixtures';

describe('where a host runs', () => {
  test('is read from an instance', () => {
    const { stack, subnet } = bareNetwork();

    expect(missing(new ec2.CfnInstance(stack, 'Instance', { subnetId: subnet.ref }))).toEqual(XRAY);
    expect(missing(new ec2.CfnInstance(stack, 'Interface', { networkInterfaces: [{ deviceIndex: '0', subnetId: subnet.ref }] }))).toEqual(XRAY);
  });

  test('is not judged of an instance with several interfaces, or without a subnet', () => {
    const { stack, subnet } = bareNetwork();
    const networkInterfaces = [{ deviceIndex: '0', subnetId: subnet.ref }, { deviceIndex: '1', networkInterfaceId: 'eni-1' }];

    expect(missing(new ec2.CfnInstance(stack, 'Several', { networkInterfaces }))).toBeUndefined();
    expect(missing(new ec2.CfnInstance(stack, 'Nowhere'))).toBeUndefined();
    expect(missing(new ec2.CfnInstance(stack, 'Token', { subnetId: Fn.importValue('subnet') }))).toBeUndefined();
  });

  test('is read from an auto scaling group', () => {
    const stack = newStack();
    const group = (id: string, vpc: ec2.IVpc): CfnResource => l1(new autoscaling.AutoScalingGroup(stack, id, {
      vpc,
      instanceType: new ec2.InstanceType('t3.micro'),
      machineImage: new ec2.AmazonLinuxImage({ generation: ec2.AmazonLinuxGeneration.AMAZON_LINUX_2023 }),
      vpcSubnets: { subnets: vpc.isolatedSubnets },
    }).node.findChild('ASG'));

    expect(missing(group('Isolated', isolatedVpc(stack)))).toEqual(XRAY);
    expect(missing(group('Imported', ec2.Vpc.fromVpcAttributes(stack, 'Imported-Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'],
    })))).toBeUndefined();
    expect(missing(new autoscaling.CfnAutoScalingGroup(stack, 'Token', {
      minSize: '0', maxSize: '1', vpcZoneIdentifier: Fn.split(',', Fn.importValue('subnets')),
    }))).toBeUndefined();
  });

  test('is not judged of anything else', () => {
    expect(missing(new CfnResource(newStack(), 'Function', { type: 'AWS::Lambda::Function', properties: { VpcConfig: { SubnetIds: ['subnet-1'] } } }))).toBeUndefined();
    expect(missing(new ecs.CfnService(newStack(), 'Bridge'))).toBeUndefined();
  });
});

describe('what a host needs', () => {
  test('on Fargate: its logs, and its images where they are in Amazon ECR', () => {
    const stack = newStack();
    const image = CollectorImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Copy', 'xray'), '3.6.6');
    const service = fargateService(stack, isolatedVpc(stack), {}, ecs.LogDriver.awsLogs({ streamPrefix: 'app' }));

    expect(missing(service, { image })).toEqual({ services: ['xray', 'logs', 'ecr.api', 'ecr.dkr', 's3'], image: undefined });
    expect(missing(service)?.services).toEqual(['xray', 'logs']);
  });

  test('on Fargate by a capacity provider: the same', () => {
    const { stack, subnet } = bareNetwork();
    const image = CollectorImage.fromRegistry('111122223333.dkr.ecr.eu-central-1.amazonaws.com/xray:3.6.6');
    const service = serviceIn([subnet.ref], stack, { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] });

    expect(missing(service, { image })?.services).toEqual(['xray', 'ecr.api', 'ecr.dkr', 's3']);
  });

  test('on instances of Amazon ECS: X-Ray, for the rest takes the way of the instance', () => {
    const { stack, subnet } = bareNetwork();

    expect(missing(serviceIn([subnet.ref], stack, { launchType: 'EC2' }), { image: undefined })).toEqual(XRAY);
  });

  test('of logs is not asked on instances of Amazon ECS, which write them', () => {
    const stack = newStack();
    const service = fargateService(stack, isolatedVpc(stack), {}, ecs.LogDriver.awsLogs({ streamPrefix: 'app' }));
    if (service instanceof ecs.CfnService) {
      service.launchType = 'EC2';
    }

    expect(missing(service)).toEqual(XRAY);
  });

  test('to download: Amazon S3', () => {
    const { stack, subnet } = bareNetwork();

    expect(missing(new ec2.CfnInstance(stack, 'Instance', { subnetId: subnet.ref }), {}, true)?.services).toEqual(['xray', 's3']);
  });

  test('to assume a role: AWS STS', () => {
    const { stack, subnet } = bareNetwork();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/traces');

    expect(missing(serviceIn([subnet.ref], stack), { role })?.services).toEqual(['xray', 'sts']);
  });

  test('is not known with a proxy, an endpoint or a configuration of the user', () => {
    const { stack, subnet } = bareNetwork();
    const service = serviceIn([subnet.ref], stack);
    const configuration = JSON.stringify({ service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp'] } } } });

    expect(missing(service, { proxy: 'http://proxy.example.com:3128' })).toBeUndefined();
    expect(missing(service, { endpoint: 'https://vpce-1.xray.eu-central-1.vpce.amazonaws.com' })).toBeUndefined();
    expect(missingRoute(service, { collector: TraceCollector.openTelemetry({ configuration })._facts() })).toBeUndefined();
  });

  test('is another image where endpoints do not serve it, even where all endpoints are there', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.ECS_FARGATE] });
    const service = fargateService(stack, vpc);

    expect(missingRoute(service, { collector: TraceCollector.xrayDaemon()._facts() }))
      .toEqual({ services: [], image: 'public.ecr.aws/xray/aws-xray-daemon:3.6.6' });
    expect(missing(service)).toBeUndefined();
  });
});

describe('an ec2.Vpc', () => {
  test('with a NAT gateway has a way out', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false });

    expect(missing(fargateService(stack, vpc), { image: undefined })).toBeUndefined();
  });

  test('with public subnets has none for tasks without a public address', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, restrictDefaultSecurityGroup: false });
    const vpcSubnets = { subnetType: ec2.SubnetType.PUBLIC };

    expect(missing(fargateService(stack, vpc, { vpcSubnets }))).toEqual(XRAY);
    const open = newStack(stack.node.scope, 'Open');
    expect(missing(fargateService(open, vpc, { vpcSubnets, assignPublicIp: true }))).toBeUndefined();
  });

  test('that is isolated and has the endpoints of TraceEndpoints lacks nothing', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    const image = CollectorImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Copy', 'xray'), '3.6.6');
    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.ECS_FARGATE], services: [TraceEndpointService.STS] });

    expect(missing(fargateService(stack, vpc, {}, ecs.LogDriver.awsLogs({ streamPrefix: 'app' })), { image })).toBeUndefined();
  });

  test('that is imported is not judged', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'],
    });

    expect(missing(fargateService(stack, vpc))).toBeUndefined();
  });
});

describe('the finding', () => {
  test('stands on the resource, once, and names what is missing', () => {
    const stack = newStack();
    const service = fargateService(stack, isolatedVpc(stack));
    const requirements = { collector: TraceCollector.xrayDaemon()._facts() };

    checkRoute(service, requirements);
    checkRoute(service, requirements);

    expect(warningsOf(stack)).toEqual(['/Stack/Service/Service noRouteToXRay']);
    expect(warningTexts(stack)[0]).toMatch(
      /the VPC has no endpoint for xray, ecr\.api, ecr\.dkr, s3, and no endpoint serves the image public\.ecr\.aws\/xray\/.*fromEcrRepository/,
    );
  });

  test('does not speak of an image where that can be pulled', () => {
    const { stack, subnet } = bareNetwork();

    checkRoute(serviceIn([subnet.ref], stack), { collector: TraceCollector.xrayDaemon()._facts() });

    expect(warningTexts(stack)[0]).toContain('its subnets have no way out of the VPC, and the VPC has no endpoint for xray. Add new TraceEndpoints(scope, id, { vpc, hosts }), or a NAT gateway.');
  });

  test('is not there where nothing is missing', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false });

    checkRoute(fargateService(stack, vpc), { collector: TraceCollector.xrayDaemon()._facts() });

    expect(warningsOf(stack)).toEqual([]);
  });
});
