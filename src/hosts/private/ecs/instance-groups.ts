import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { userDataReferences } from './hop-limit';
import { linked, linkTo, memberOf } from '../../../network/private/linked';
import { propertyOf, referencesIn } from '../../../references';
import { stageOf, withinStage } from '../../../stages';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const LAUNCHES = ['LaunchTemplate', 'LaunchConfigurationName', 'MixedInstancesPolicy'];

const BY_STAGE = new WeakMap<IConstruct, Map<CfnResource, CfnResource[]>>();

/** The auto scaling groups of this app on the instances of which a service surely places its tasks: nothing keeps them off one. */
export function groupsOf(service: CfnResource): readonly CfnResource[] {
  const read = (name: string): unknown => linked(propertyOf(service, name), service);
  const constraints = read('PlacementConstraints') ?? [];
  if (!Array.isArray(constraints) || constraints.length > 0) {
    return [];
  }
  const strategy = read('CapacityProviderStrategy');
  if (Array.isArray(strategy) && strategy.length > 0) {
    return strategy.map(groupOfProvider).filter((group) => group !== undefined);
  }
  const cluster = linkTo(read('Cluster'), 'AWS::ECS::Cluster');
  return read('LaunchType') === 'EC2' && cluster ? groupsByCluster(cluster).get(cluster) ?? [] : [];
}

function groupOfProvider(item: unknown): CfnResource | undefined {
  const provider = linkTo(memberOf(item, 'CapacityProvider'), 'AWS::ECS::CapacityProvider');
  const group = provider && memberOf(linked(propertyOf(provider, 'AutoScalingGroupProvider'), provider), 'AutoScalingGroupArn');
  return linkTo(group, GROUP);
}

/** Instances know their cluster by their user data. */
function groupsByCluster(cluster: CfnResource): Map<CfnResource, CfnResource[]> {
  const stage = stageOf(cluster) ?? cluster.node.root;
  const known = BY_STAGE.get(stage) ?? readGroups(stage);
  BY_STAGE.set(stage, known);
  return known;
}

function readGroups(stage: IConstruct): Map<CfnResource, CfnResource[]> {
  const found = new Map<CfnResource, CfnResource[]>();
  const groups = withinStage(stage).filter((node) => CfnResource.isCfnResource(node)).filter(({ cfnResourceType }) => cfnResourceType === GROUP);
  for (const group of groups) {
    const launches = LAUNCHES.flatMap((name) => referencesIn(propertyOf(group, name), group));
    const joined = new Set(launches.flatMap(userDataReferences));
    joined.forEach((target) => found.set(target, [...found.get(target) ?? [], group]));
  }
  return found;
}
