import { CfnResource } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { daemonSet, KubernetesObject } from './daemon-set';
import { agentOf, associate, ServiceAccount } from './pod-role';
import { CollectorFacts, CollectorPlace, ContainerSettings } from '../../../collectors/private/collector-facts';
import { EksCollectorCluster } from '../../eks-collector-cluster';

/** A cluster may enforce the Pod Security Standard `baseline` wherever a namespace does not say otherwise, and that forbids ports of the node. */
const ALLOW_HOST_PORTS = { 'pod-security.kubernetes.io/enforce': 'privileged' };

export interface ApplySettings {
  readonly account: ServiceAccount;
  readonly role: IRole;
  readonly irsa: boolean;
  readonly makesNamespace: boolean;
  readonly place: CollectorPlace;
  readonly facts: CollectorFacts;
  readonly container: ContainerSettings;
}

/** The DaemonSet with all that it needs in the cluster. Its pods get the role when they start, so they start after it is associated. */
export function applyDaemonSet(scope: Construct, cluster: EksCollectorCluster, settings: ApplySettings): CfnResource {
  const { account, role, irsa, makesNamespace, place, facts, container } = settings;
  const { namespace, name } = account;
  const manifest = cluster._manifest(scope, 'Manifest', [
    ...makesNamespace ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: ALLOW_HOST_PORTS } }] : [],
    serviceAccount(account, irsa ? { 'eks.amazonaws.com/role-arn': role.roleArn } : undefined),
    daemonSet({ name, namespace, region: place.region, facts, container }),
  ]);
  if (!irsa) {
    manifest.node.addDependency(associate(scope, account, role), ...agentOf(account.cluster));
  }
  const [resource] = manifest.node.findAll().filter((child) => CfnResource.isCfnResource(child));
  return resource;
}

function serviceAccount({ namespace, name }: ServiceAccount, annotations: Record<string, string> | undefined): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, ...annotations && { annotations } } };
}
