import { IResource, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

interface NamedCluster extends IResource {
  readonly clusterName: string;
}

/** Which collector a cluster got first, also where an app imports the cluster more than once. */
export class ClusterClaims {
  private readonly byConstruct = new WeakMap<IConstruct, IConstruct>();
  private readonly byName = new WeakMap<IConstruct, Map<string, IConstruct>>();

  /** Takes a cluster for a collector, unless another one has it, which is returned then. */
  public claim(cluster: NamedCluster, collector: IConstruct): IConstruct | undefined {
    const names = this.namesIn(collector.node.root);
    const name = nameOf(cluster);
    const first = this.byConstruct.get(cluster) ?? names.get(name ?? '');
    if (!first) {
      this.byConstruct.set(cluster, collector);
      if (name !== undefined) {
        names.set(name, collector);
      }
    }
    return first;
  }

  private namesIn(app: IConstruct): Map<string, IConstruct> {
    const names = this.byName.get(app) ?? new Map<string, IConstruct>();
    this.byName.set(app, names);
    return names;
  }
}

/** What a cluster is called in all of AWS, where that is known before it is deployed. */
function nameOf({ clusterName, env: { account, region } }: NamedCluster): string | undefined {
  const parts = [account, region, clusterName];
  return parts.some((part) => Token.isUnresolved(part)) ? undefined : parts.join('/');
}
