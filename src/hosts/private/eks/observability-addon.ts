import { Stack } from 'aws-cdk-lib';
import { CfnAddon } from 'aws-cdk-lib/aws-eks';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EitherCluster } from './either-cluster';
import { OBSERVABILITY_ADDON } from './known-cluster';
import { agentOf, ServiceAccount } from './pod-role';
import { CollectorPlace } from '../../../collectors/private/collector-facts';
import { TraceCollector } from '../../../collectors/trace-collector';

/** What the add-on runs the agent as. */
export function addonAccount(cluster: EitherCluster): ServiceAccount {
  return { cluster, namespace: 'amazon-cloudwatch', name: 'cloudwatch-agent' };
}

export interface AddonSettings {
  readonly account: ServiceAccount;
  readonly role: IRole;
  readonly irsa: boolean;
  readonly version?: string;
  readonly collector: TraceCollector;
  readonly place: CollectorPlace;
}

/**
 * The CloudWatch Observability add-on, with the configuration of our agent instead of its own: without Container Insights, Application Signals and
 * container logs. Source: CloudWatch user guide, install-CloudWatch-Observability-EKS-addon.
 */
export function observabilityAddon(scope: Construct, { account, role, irsa, version, collector, place }: AddonSettings): CfnAddon {
  const { roleArn } = role;
  const { content: config } = collector._file(place);
  const addon = new CfnAddon(scope, 'Addon', {
    clusterName: account.cluster.clusterName,
    addonName: OBSERVABILITY_ADDON,
    addonVersion: version,
    configurationValues: Stack.of(scope).toJsonString({ agent: { config }, containerLogs: { enabled: false } }),
    ...irsa ? { serviceAccountRoleArn: roleArn } : { podIdentityAssociations: [{ serviceAccount: account.name, roleArn }] },
  });
  if (!irsa) {
    addon.node.addDependency(...agentOf(account.cluster));
  }
  return addon;
}
