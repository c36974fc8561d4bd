import { CfnParameter, CfnResource, Fn, Lazy, NestedStack, Stage, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Bare, bareNetwork, missing, serviceIn, XRAY } from './networks';
import { newApp, newStack } from '../fixtures';

const ALL = '0.0.0.0/0';

describe('a network of L1s', () => {
  test('has no way to X-Ray where no route leads out and there is no endpoint', () => {
    const { stack, subnet } = bareNetwork();

    expect(missing(serviceIn([subnet.ref], stack))).toEqual(XRAY);
  });

  test('has none either where the subnet has no route table of its own', () => {
    const { stack, vpc } = bareNetwork();
    const other = new ec2.CfnSubnet(stack, 'Other', { vpcId: vpc.ref });

    expect(missing(serviceIn([other.attrSubnetId], stack))).toEqual(XRAY);
  });

  test.each<[string, Partial<ec2.CfnRouteProps>]>([
    ['a NAT gateway', { destinationCidrBlock: ALL, natGatewayId: 'nat-1' }],
    ['an internet gateway that is not of this app', { destinationCidrBlock: ALL, gatewayId: 'igw-1' }],
    ['a transit gateway', { destinationCidrBlock: ALL, transitGatewayId: 'tgw-1' }],
    ['a transit gateway, to the network of central endpoints only', { destinationCidrBlock: '10.99.0.0/16', transitGatewayId: 'tgw-1' }],
    ['an instance', { destinationCidrBlock: ALL, instanceId: 'i-1' }],
    ['a network interface', { destinationCidrBlock: ALL, networkInterfaceId: 'eni-1' }],
    ['an egress-only gateway of a dual-stack network', { destinationIpv6CidrBlock: '::/0', egressOnlyInternetGatewayId: 'eigw-1' }],
    ['a peering', { destinationCidrBlock: '10.1.0.0/16', vpcPeeringConnectionId: 'pcx-1' }],
    ['a carrier gateway', { destinationCidrBlock: ALL, carrierGatewayId: 'cagw-1' }],
    ['a local gateway', { destinationCidrBlock: ALL, localGatewayId: 'lgw-1' }],
    ['a core network', { destinationCidrBlock: ALL, coreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-1' }],
    ['a firewall', { destinationCidrBlock: ALL, vpcEndpointId: 'vpce-1' }],
    ['something that only CloudFormation knows', { destinationCidrBlock: Token.asString({ Ref: 'Range' }), gatewayId: Token.asString({ Ref: 'Gateway' }) }],
  ])('has a way out by %s', (_title, route) => {
    const { stack, subnet, table } = bareNetwork();
    new ec2.CfnRoute(stack, 'Route', { routeTableId: table.ref, ...route });

    expect(missing(serviceIn([subnet.ref], stack))).toBeUndefined();
  });

  test('has no way out by a route that stays in the VPC, or that is in another table', () => {
    const { stack, vpc, subnet, table } = bareNetwork();
    new ec2.CfnRoute(stack, 'Local', { routeTableId: table.ref, destinationCidrBlock: '10.0.0.0/24', gatewayId: 'local' });
    const other = new ec2.CfnRouteTable(stack, 'Other', { vpcId: vpc.ref });
    new ec2.CfnRoute(stack, 'Route', { routeTableId: other.ref, destinationCidrBlock: ALL, natGatewayId: 'nat-1' });

    expect(missing(serviceIn([subnet.ref], stack))).toEqual(XRAY);
  });

  test.each<[string, (network: Bare) => void]>([
    ['routes that a VPN propagates', ({ stack, table }) => {
      new ec2.CfnVPNGatewayRoutePropagation(stack, 'Vpn', { routeTableIds: [table.ref], vpnGatewayId: 'vgw-1' });
    }],
    ['routes that a VPN propagates to tables that only CloudFormation knows', ({ stack }) => {
      new ec2.CfnVPNGatewayRoutePropagation(stack, 'Vpn', { routeTableIds: Fn.split(',', Fn.importValue('tables')), vpnGatewayId: 'vgw-1' });
    }],
    ['routes of a route server', ({ stack, table }) => {
      new ec2.CfnRouteServerPropagation(stack, 'Server', { routeTableId: table.ref, routeServerId: 'rs-1' });
    }],
    ['a route in a table that only CloudFormation knows', ({ stack }) => {
      const parameter = new CfnParameter(stack, 'TableId');
      new ec2.CfnRoute(stack, 'Route', { routeTableId: parameter.valueAsString, destinationCidrBlock: ALL, natGatewayId: 'nat-1' });
    }],
    ['a table for a subnet that only CloudFormation knows', ({ stack }) => {
      new ec2.CfnSubnetRouteTableAssociation(stack, 'Other', { subnetId: Fn.importValue('subnet'), routeTableId: 'rtb-1' });
    }],
    ['a table that is not of this app', ({ stack, subnet }) => {
      new ec2.CfnSubnetRouteTableAssociation(stack, 'Other', { subnetId: subnet.ref, routeTableId: 'rtb-1' });
    }],
    ['a raw route', ({ stack, table }) => {
      new CfnResource(stack, 'Raw', { type: 'AWS::EC2::Route', properties: { RouteTableId: table.ref, DestinationCidrBlock: ALL, NatGatewayId: 'nat-1' } });
    }],
    ['an endpoint of X-Ray', ({ stack, vpc }) => {
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: vpc.ref, serviceName: `com.amazonaws.${stack.region}.xray`, vpcEndpointType: 'Interface' });
    }],
    ['an endpoint of X-Ray for FIPS', ({ stack, vpc }) => {
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: vpc.ref, serviceName: 'com.amazonaws.us-east-1.xray-fips' });
    }],
    ['an endpoint of a service that only CloudFormation knows', ({ stack, vpc }) => {
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: vpc.ref, serviceName: new CfnParameter(stack, 'ServiceName').valueAsString });
    }],
    ['an endpoint of X-Ray in a VPC that only CloudFormation knows', ({ stack }) => {
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: Fn.importValue('vpc'), serviceName: Fn.sub('com.amazonaws.${AWS::Region}.xray') });
    }],
  ])('says nothing with %s', (_title, add) => {
    const network = bareNetwork();
    add(network);

    expect(missing(serviceIn([network.subnet.ref], network.stack))).toBeUndefined();
  });

  test.each<[string, (network: Bare) => void]>([
    ['of another service', ({ stack, vpc }) => {
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: vpc.ref, serviceName: `com.amazonaws.${stack.region}.sqs` });
    }],
    ['of another VPC', ({ stack }) => {
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: 'vpc-1', serviceName: `com.amazonaws.${stack.region}.xray` });
    }],
  ])('needs more than an endpoint %s', (_title, add) => {
    const network = bareNetwork();
    add(network);

    expect(missing(serviceIn([network.subnet.ref], network.stack))).toEqual(XRAY);
  });

  test('is not judged where the subnet or its VPC is not of this app', () => {
    const { stack } = bareNetwork();
    const foreign = new ec2.CfnSubnet(stack, 'Foreign', { vpcId: 'vpc-1' });

    expect(missing(serviceIn([foreign.ref, 'subnet-1', Fn.importValue('subnet')], stack))).toBeUndefined();
  });

  test('is judged where one subnet of several has no way out', () => {
    const { stack, subnet } = bareNetwork();

    expect(missing(serviceIn(['subnet-1', subnet.ref], stack))).toEqual(XRAY);
  });

  test('is not judged where CloudFormation chooses the subnet', () => {
    const { stack, subnet } = bareNetwork();
    const chosen = Token.asString(Fn.conditionIf('Private', subnet.ref, 'subnet-1'));

    expect(missing(serviceIn([chosen], stack))).toBeUndefined();
    expect(missing(new ecs.CfnService(stack, 'List', {
      networkConfiguration: { awsvpcConfiguration: { subnets: Fn.split(',', Fn.importValue('subnets')) } },
    }))).toBeUndefined();
  });

  test('is judged through lazy values and raw resources', () => {
    const { stack, subnet } = bareNetwork();
    const raw = new CfnResource(stack, 'Raw', {
      type: 'AWS::ECS::TaskSet',
      properties: { NetworkConfiguration: Lazy.any({ produce: () => ({ AwsvpcConfiguration: { Subnets: [subnet.ref] } }) }) },
    });

    expect(missing(raw)).toEqual(XRAY);
  });

  test('is judged from nested and other stacks of the same Stage, and by itself in each Stage', () => {
    const app = newApp();
    const stage = new Stage(app, 'Stage');
    const { stack, subnet } = bareNetwork(stage);
    const open = bareNetwork(new Stage(app, 'Open'));
    new ec2.CfnRoute(open.stack, 'Route', { routeTableId: open.table.ref, destinationCidrBlock: ALL, natGatewayId: 'nat-1' });

    expect(missing(serviceIn([subnet.ref], newStack(stage, 'Services')))).toEqual(XRAY);
    expect(missing(serviceIn([subnet.ref], new NestedStack(stack, 'Nested')))).toEqual(XRAY);
    expect(missing(serviceIn([open.subnet.ref], open.stack))).toBeUndefined();
  });
});

describe('a public subnet', () => {
  function publicNetwork(): Bare {
    const network = bareNetwork();
    const { stack, table } = network;
    new ec2.CfnRoute(stack, 'Route', { routeTableId: table.ref, destinationCidrBlock: ALL, gatewayId: new ec2.CfnInternetGateway(stack, 'Gateway').ref });
    return network;
  }

  test.each<['DISABLED' | 'ENABLED' | undefined, boolean]>([['DISABLED', true], ['ENABLED', false], [undefined, false]])(
    'with assignPublicIp %s lacks a way out: %s', (assignPublicIp, lacks) => {
      const { stack, subnet } = publicNetwork();
      const service = new ecs.CfnService(stack, 'Service', { networkConfiguration: { awsvpcConfiguration: { subnets: [subnet.ref], assignPublicIp } } });

      expect(missing(service)).toEqual(lacks ? XRAY : undefined);
    },
  );

  test('of a dual-stack network is a way out for tasks without a public IPv4 address', () => {
    const { stack, subnet, table } = publicNetwork();
    new ec2.CfnRoute(stack, 'V6', { routeTableId: table.ref, destinationIpv6CidrBlock: '::/0', gatewayId: new ec2.CfnInternetGateway(stack, 'Six').ref });

    expect(missing(new ecs.CfnService(stack, 'Service', {
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet.ref], assignPublicIp: 'DISABLED' } },
    }))).toBeUndefined();
  });

  test('is a way out for instances, which may get an address in many ways', () => {
    const { stack, subnet } = publicNetwork();

    expect(missing(new ec2.CfnInstance(stack, 'Instance', { subnetId: subnet.ref }))).toBeUndefined();
  });
});
