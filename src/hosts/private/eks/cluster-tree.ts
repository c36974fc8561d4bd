import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EitherCluster } from './either-cluster';
import { isRecord, propertyOf, referencesIn, resolved } from '../../../references';

const FARGATE_PROFILES = ['AWS::EKS::FargateProfile', 'Custom::AWSCDK-EKS-FargateProfile'];

/** What is a node, or may bring nodes: a chart may be that of a node provisioner such as Karpenter, which needs a profile for its instances. */
const NODE_SOURCES = [
  'AWS::EKS::Nodegroup',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::Instance',
  'AWS::EC2::LaunchTemplate',
  'AWS::IAM::InstanceProfile',
  'Custom::AWSCDK-EKS-HelmChart',
];

/** The add-on of a cluster that has this name, wherever in the app it is made. */
export function addonOf(cluster: EitherCluster, name: string): CfnResource | undefined {
  return resourcesBelow(cluster.node.root)
    .find((resource) => resource.cfnResourceType === 'AWS::EKS::Addon' && propertyOf(resource, 'AddonName') === name && isOn(resource, cluster));
}

/** Whether all that runs pods of this cluster is AWS Fargate, as far as this app can tell. */
export function runsOnFargateOnly(cluster: EitherCluster): boolean {
  const own = resourcesBelow(cluster);
  return own.some(({ cfnResourceType }) => FARGATE_PROFILES.includes(cfnResourceType))
    && !own.some(hasAutoMode)
    && !resourcesBelow(cluster.node.root).some(mayBringNodes);
}

function mayBringNodes(resource: CfnResource): boolean {
  return NODE_SOURCES.includes(resource.cfnResourceType)
    || resource.cfnResourceType === 'AWS::EKS::AccessEntry' && (propertyOf(resource, 'Type') ?? 'STANDARD') !== 'STANDARD';
}

function hasAutoMode(resource: CfnResource): boolean {
  if (resource.cfnResourceType !== 'AWS::EKS::Cluster') {
    return false;
  }
  const config = resolved(propertyOf(resource, 'ComputeConfig'), resource);
  return isRecord(config) && config.enabled !== false;
}

/** By its name, or by the resource that the name is taken from. */
function isOn(addon: CfnResource, cluster: EitherCluster): boolean {
  const name = propertyOf(addon, 'ClusterName');
  const [named] = referencesIn(name, addon);
  const [ours] = referencesIn(cluster.clusterName, cluster);
  return named || ours ? named === ours : name === cluster.clusterName;
}

function resourcesBelow(construct: IConstruct): CfnResource[] {
  return construct.node.findAll().filter((child) => CfnResource.isCfnResource(child));
}
