import { IAspect } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { addonOf, runsOnFargateOnly } from './cluster-tree';
import { EitherCluster } from './either-cluster';
import { fail } from '../../../errors';
import { secondCollector } from '../../../findings';
import { Ledger } from '../../../ledger';

/** The add-on that listens on the same ports of the nodes. */
export const OBSERVABILITY_ADDON = 'amazon-cloudwatch-observability';

const COLLECTORS = new WeakMap<IConstruct, IConstruct>();

/** Notes that a cluster has its collector, and fails where it has one already. */
export function claimCluster(collector: Construct, cluster: EitherCluster): void {
  const first = COLLECTORS.get(cluster);
  if (first) {
    fail(collector, `cluster must have one collector, got a second one: ${first.node.path} listens on port 2000 of its nodes already; use that one`);
  }
  COLLECTORS.set(cluster, collector);
}

/** Looks at a cluster when the app is complete. */
export class ClusterCheck implements IAspect {
  constructor(private readonly collector: Construct, private readonly cluster: EitherCluster, private readonly installed: IConstruct) {
  }

  public visit(node: IConstruct): void {
    if (node !== this.collector) {
      return;
    }
    if (runsOnFargateOnly(this.cluster)) {
      fail(node, `cluster must have nodes that run DaemonSets, got ${this.cluster.node.path}, which runs its pods on AWS Fargate: `
        + 'add a node group for the pods that are traced, or run the collector as a container in each of them');
    }
    const addon = addonOf(this.cluster, OBSERVABILITY_ADDON);
    if (addon && addon !== this.installed) {
      Ledger.of(node).warn(node, secondCollector(`the add-on ${addon.node.path}`));
    }
  }
}
