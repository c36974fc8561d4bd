import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isComputed, linked, linkTo } from './linked';
import { KnownEndpoint, readEndpoint } from './vpc-endpoints';
import { propertyOf } from '../../references';
import { stageOf, withinStage } from '../../stages';

const VPC = 'AWS::EC2::VPC';
export const SUBNET = 'AWS::EC2::Subnet';
const ROUTE_TABLE = 'AWS::EC2::RouteTable';

/** A way by which packets leave a VPC. */
export enum Exit {
  /** The internet gateway for IPv4, which only takes those of hosts with a public address. */
  PUBLIC = 'public',
  /** Everything else: a NAT, another network, an appliance, or nobody knows. */
  ANY = 'any',
}

/** The networks of a Stage, as they stand when first asked for: not before nothing moves any more. */
export class Topology {
  public static of(construct: IConstruct): Topology {
    const stage = stageOf(construct) ?? construct.node.root;
    const known = TOPOLOGIES.get(stage) ?? new Topology(stage);
    TOPOLOGIES.set(stage, known);
    return known;
  }

  public readonly endpoints: readonly KnownEndpoint[];

  private readonly exits = new Map<CfnResource, Set<Exit>>();
  private readonly tables = new Map<CfnResource, (CfnResource | undefined)[]>();
  /** Whether something may belong to any of the route tables. */
  private unsure = false;

  private constructor(stage: IConstruct) {
    const resources = withinStage(stage).filter((node) => CfnResource.isCfnResource(node));
    this.endpoints = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::EC2::VPCEndpoint').map(readEndpoint);
    resources.forEach((resource) => READERS.get(resource.cfnResourceType)?.(resource, this));
  }

  /** The VPC of a subnet, if both belong to this app. */
  public vpcOf(subnet: CfnResource): CfnResource | undefined {
    return linkTo(linked(propertyOf(subnet, 'VpcId'), subnet), VPC);
  }

  /** The ways out that a subnet of this app has; nothing where they are not all known. */
  public exitsOf(subnet: CfnResource): Exit[] | undefined {
    const tables = this.tables.get(subnet) ?? [];
    if (this.unsure || tables.includes(undefined)) {
      return undefined;
    }
    return tables.flatMap((table) => table ? [...this.exits.get(table) ?? []] : []);
  }

  /** A route table that a subnet uses. */
  public associate(subnet: unknown, table: unknown): void {
    const known = linkTo(subnet, SUBNET);
    if (known) {
      this.tables.set(known, [...this.tables.get(known) ?? [], linkTo(table, ROUTE_TABLE)]);
    }
    this.unsure ||= isComputed(subnet);
  }

  /** A way out that a route table has. */
  public open(table: unknown, exit: Exit): void {
    const known = linkTo(table, ROUTE_TABLE);
    if (known) {
      this.exits.set(known, (this.exits.get(known) ?? new Set()).add(exit));
    }
    this.unsure ||= isComputed(table);
  }
}

type Reader = (resource: CfnResource, topology: Topology) => void;

const READERS = new Map<string, Reader>([
  ['AWS::EC2::SubnetRouteTableAssociation', (resource, topology) => {
    topology.associate(linked(propertyOf(resource, 'SubnetId'), resource), linked(propertyOf(resource, 'RouteTableId'), resource));
  }],
  ['AWS::EC2::Route', (route, topology) => {
    const exit = exitOf(route);
    if (exit) {
      topology.open(linked(propertyOf(route, 'RouteTableId'), route), exit);
    }
  }],
  ['AWS::EC2::VPNGatewayRoutePropagation', (resource, topology) => {
    const tables = linked(propertyOf(resource, 'RouteTableIds'), resource);
    (Array.isArray(tables) ? tables : [tables]).forEach((table) => topology.open(table, Exit.ANY));
  }],
  ['AWS::EC2::RouteServerPropagation', (resource, topology) => {
    topology.open(linked(propertyOf(resource, 'RouteTableId'), resource), Exit.ANY);
  }],
]);

/** Every route leads out, whatever its destination: the endpoint may be in a network of which this app knows nothing. */
function exitOf(route: CfnResource): Exit | undefined {
  const gateway = linked(propertyOf(route, 'GatewayId'), route);
  if (gateway === 'local') {
    return undefined;
  }
  const isPublic = linkTo(gateway, 'AWS::EC2::InternetGateway') && typeof linked(propertyOf(route, 'DestinationCidrBlock'), route) === 'string';
  return isPublic ? Exit.PUBLIC : Exit.ANY;
}

const TOPOLOGIES = new WeakMap<IConstruct, Topology>();
