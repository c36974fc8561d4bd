import { Construct, IConstruct } from 'constructs';
import { addonOf, runsOnFargateOnly } from './cluster-tree';
import { EitherCluster } from './either-cluster';
import { fail } from '../../../errors';
import { secondCollector } from '../../../findings';
import { Ledger } from '../../../ledger';
import { ClusterClaims } from '../cluster-claims';

/** The add-on that listens on the same ports of the nodes. */
export const OBSERVABILITY_ADDON = 'amazon-cloudwatch-observability';

const CLAIMS = new ClusterClaims();

/** Notes that a cluster has its collector, and fails where it has one already. */
export function claimCluster(collector: Construct, cluster: EitherCluster): void {
  const first = CLAIMS.claim(cluster, collector);
  if (first) {
    fail(collector, `cluster must have one collector, got a second one: ${first.node.path} listens on port 2000 of its nodes already; use that one`);
  }
}

/** Looks at a cluster when the app is complete. */
export function checkCluster(collector: Construct, cluster: EitherCluster, installed: IConstruct): void {
  collector.node.addValidation({
    validate: () => {
      const addon = addonOf(cluster, OBSERVABILITY_ADDON);
      if (addon && addon !== installed) {
        Ledger.of(collector).warn(collector, secondCollector(`the add-on ${addon.node.path}`));
      }
      return runsOnFargateOnly(cluster)
        ? [`cluster must have nodes that run DaemonSets, got ${cluster.node.path}, which runs its pods on AWS Fargate: `
          + 'add a node group for the pods that are traced, or run the collector as a container in each of them']
        : [];
    },
  });
}
