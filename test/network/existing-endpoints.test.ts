import { CfnCondition, CfnParameter, CfnResource, Fn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { concreteStack, ENDPOINT, importedVpc, isolatedVpc, servicesOf } from './endpoints';
import { TraceEndpoints, TraceEndpointService, TraceHost } from '../../src';
import { newApp, newStack } from '../fixtures';

describe('endpoints that are there already', () => {
  test('are not doubled', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });

    const endpoints = new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.ECS_FARGATE] });

    expect(servicesOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3', 'xray']);
    expect(endpoints.endpoint(TraceEndpointService.LOGS)).toBeUndefined();
  });

  test('are not doubled in an app of no known Region, from another stack, or as raw resources', () => {
    const app = newApp();
    const vpc = isolatedVpc(newStack(app, 'Network'));
    const stack = newStack(app, 'Tracing');
    new CfnResource(newStack(app, 'Other'), 'Raw', {
      type: ENDPOINT,
      properties: { VpcId: vpc.vpcId, ServiceName: Fn.sub('com.amazonaws.${AWS::Region}.xray'), VpcEndpointType: 'Interface', PrivateDnsEnabled: true },
    });

    new TraceEndpoints(stack, 'Endpoints', { vpc, services: [TraceEndpointService.LOGS] });

    expect(servicesOf(stack)).toEqual(['logs']);
  });

  test('make nothing at all where nothing is left to make', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);
    new TraceEndpoints(stack, 'First', { vpc });

    new TraceEndpoints(stack, 'Second', { vpc });

    expect(servicesOf(stack)).toEqual(['xray']);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });

  test('of another VPC, or without private DNS, do not count', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);
    isolatedVpc(stack, 'Other').addInterfaceEndpoint('XRay', { service: ec2.InterfaceVpcEndpointAwsService.XRAY });
    vpc.addInterfaceEndpoint('XRay', { service: ec2.InterfaceVpcEndpointAwsService.XRAY, privateDnsEnabled: false });

    new TraceEndpoints(stack, 'Endpoints', { vpc });

    expect(servicesOf(stack)).toEqual(['xray', 'xray', 'xray']);
  });

  test('of Amazon S3 count as gateways only, for images do not come by an interface', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('S3', { service: ec2.InterfaceVpcEndpointAwsService.S3 });

    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.EC2] });

    expect(servicesOf(stack)).toEqual(['s3', 's3', 'xray']);
  });

  test('of Amazon S3 are gateways where an L1 does not say what they are', () => {
    const stack = concreteStack();
    const vpc = isolatedVpc(stack);
    new ec2.CfnVPCEndpoint(stack, 'Gateway', { vpcId: vpc.vpcId, serviceName: 'com.amazonaws.eu-central-1.s3', routeTableIds: ['rtb-1'] });

    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.EC2] });

    expect(servicesOf(stack)).toEqual(['s3', 'xray']);
  });

  test('of an imported VPC are known by its id, and otherwise can be named', () => {
    const stack = concreteStack();
    const vpc = importedVpc(stack);
    new ec2.InterfaceVpcEndpoint(stack, 'XRay', { vpc, service: ec2.InterfaceVpcEndpointAwsService.XRAY });

    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.ECS_FARGATE], existing: [TraceEndpointService.S3, TraceEndpointService.LOGS] });

    expect(servicesOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'xray']);
  });

  test('of a VPC that two stacks import by a parameter of the same name are not mixed up', () => {
    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => {
      const stack = newStack(app, id);
      const vpc = importedVpc(stack, new CfnParameter(stack, 'VpcId').valueAsString);
      new TraceEndpoints(stack, 'First', { vpc });
      new TraceEndpoints(stack, 'Second', { vpc });
      return stack;
    });

    expect([servicesOf(one), servicesOf(two)]).toEqual([['xray'], ['xray']]);
  });

  test('are an error when they were made afterwards', () => {
    const app = newApp();
    const stack = concreteStack(app);
    const vpc = isolatedVpc(stack);
    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.EC2] });
    vpc.addInterfaceEndpoint('XRay', { service: ec2.InterfaceVpcEndpointAwsService.XRAY });
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });

    expect(() => app.synth()).toThrow(/Stack\/Vpc\/XRay\/Resource is an endpoint for xray in the same VPC.*existing: \[TraceEndpointService\.XRAY\]/);
    expect(() => app.synth()).toThrow(/Stack\/Vpc\/S3\/Resource is an endpoint for s3/);
  });

  test('may be made afterwards where that is no clash', () => {
    const app = newApp();
    const stack = concreteStack(app);
    const vpc = isolatedVpc(stack);
    new TraceEndpoints(stack, 'Endpoints', { vpc });
    vpc.addInterfaceEndpoint('Hidden', { service: ec2.InterfaceVpcEndpointAwsService.XRAY, privateDnsEnabled: false });
    const conditional = vpc.addInterfaceEndpoint('Conditional', { service: ec2.InterfaceVpcEndpointAwsService.XRAY }).node.defaultChild;
    if (CfnResource.isCfnResource(conditional)) {
      conditional.cfnOptions.condition = new CfnCondition(stack, 'Never');
    }

    expect(() => app.synth()).not.toThrow();
  });
});
