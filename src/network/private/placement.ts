import { CfnResource } from 'aws-cdk-lib';
import { linked, linkTo, memberOf } from './linked';
import { networkOf, runsOf } from './task-runs';
import { Exit, SUBNET, Topology } from './topology';
import { propertyOf } from '../../references';

/** Where in a network something runs. */
export interface Placement {
  /** The subnets that belong to this app; there may be others. */
  readonly subnets: readonly CfnResource[];
  /** The ways out that are of use to it. */
  readonly exits: readonly Exit[];
}

const ALL_EXITS = Object.values(Exit);

const READERS = new Map<string, (resource: CfnResource) => Placement>([
  ['AWS::EC2::Instance', instancePlacement],
  ['AWS::AutoScaling::AutoScalingGroup', groupPlacement],
]);

/** Where an instance or a group runs, or what a service, a rule or a schedule runs of a task, as far as its own properties say so. */
function placementOf(resource: CfnResource, task?: CfnResource): Placement {
  return READERS.get(resource.cfnResourceType)?.(resource) ?? taskPlacement(runsOf(resource, task).map(networkOf));
}

/** Those of its subnets from which there is surely no way out of their VPC. */
export function closedSubnets(resource: CfnResource, task?: CfnResource): CfnResource[] {
  const topology = Topology.of(resource);
  const { subnets, exits } = placementOf(resource, task);
  return subnets.filter((subnet) => {
    const open = topology.vpcOf(subnet) && topology.exitsOf(subnet);
    return open !== undefined && !open.some((exit) => exits.includes(exit));
  });
}

function taskPlacement(networks: readonly unknown[]): Placement {
  return {
    subnets: networks.flatMap((network) => subnetsIn(memberOf(network, 'Subnets'))),
    exits: networks.every((network) => memberOf(network, 'AssignPublicIp') === 'DISABLED') ? [Exit.ANY] : ALL_EXITS,
  };
}

function instancePlacement(instance: CfnResource): Placement {
  const interfaces = linked(propertyOf(instance, 'NetworkInterfaces'), instance);
  const only: unknown = Array.isArray(interfaces) && interfaces.length === 1 ? interfaces[0] : undefined;
  return { subnets: subnetsIn([linked(propertyOf(instance, 'SubnetId'), instance), memberOf(only, 'SubnetId')]), exits: ALL_EXITS };
}

function groupPlacement(group: CfnResource): Placement {
  // its L1 does not spell this as CloudFormation does
  const subnets = propertyOf(group, 'VpcZoneIdentifier') ?? propertyOf(group, 'VPCZoneIdentifier');
  return { subnets: subnetsIn(linked(subnets, group)), exits: ALL_EXITS };
}

function subnetsIn(list: unknown): CfnResource[] {
  return Array.isArray(list) ? list.map((item) => linkTo(item, SUBNET)).filter((subnet) => subnet !== undefined) : [];
}
