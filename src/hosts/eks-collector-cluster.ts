import { IResource } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';
import { invalid } from '../errors';
import { KubernetesObject } from './private/eks/daemon-set';
import { EitherCluster } from './private/eks/either-cluster';

/**
 * The Amazon EKS cluster that a collector runs on, of either library.
 */
export abstract class EksCollectorCluster {
  /**
   * A cluster of `aws-cdk-lib/aws-eks`.
   *
   * @param cluster the cluster; an imported one has to be able to apply manifests (`kubectlProvider` or `kubectlRoleArn`), unless the collector comes as
   * an add-on
   */
  public static eks(cluster: eks.ICluster): EksCollectorCluster {
    checkCluster('EksCollectorCluster.eks()', cluster);
    return new EksCluster(cluster);
  }

  /**
   * A cluster of `aws-cdk-lib/aws-eks-v2`.
   *
   * @param cluster the cluster; it has to be able to apply manifests (`kubectlProviderOptions`, or `kubectlProvider` of an imported one), unless the
   * collector comes as an add-on
   */
  public static eksV2(cluster: eksv2.ICluster): EksCollectorCluster {
    checkCluster('EksCollectorCluster.eksV2()', cluster);
    return new EksV2Cluster(cluster);
  }

  protected constructor() {
  }

  /**
   * What both libraries know of a cluster.
   *
   * @internal
   */
  public abstract _cluster(): EitherCluster;

  /**
   * Applies objects to the cluster, in their order.
   *
   * @internal
   */
  public abstract _manifest(scope: Construct, id: string, objects: KubernetesObject[]): Construct;

  /**
   * The properties of the cluster one of which it needs to apply anything, where it has none of them.
   *
   * @internal
   */
  public abstract _missingForManifests(): string | undefined;
}

function checkCluster(where: string, cluster: IResource): void {
  if (!Construct.isConstruct(cluster)) {
    invalid(where, `cluster must be a cluster, got ${String(cluster)}: pass the construct of the cluster`);
  }
}

class EksCluster extends EksCollectorCluster {
  constructor(private readonly cluster: eks.ICluster) {
    super();
  }

  public _cluster(): EitherCluster {
    return this.cluster;
  }

  public _manifest(scope: Construct, id: string, objects: KubernetesObject[]): Construct {
    return new eks.KubernetesManifest(scope, id, { cluster: this.cluster, manifest: objects });
  }

  public _missingForManifests(): string | undefined {
    return this.cluster.kubectlProvider || this.cluster.kubectlRole ? undefined : 'kubectlProvider or kubectlRoleArn';
  }
}

class EksV2Cluster extends EksCollectorCluster {
  constructor(private readonly cluster: eksv2.ICluster) {
    super();
  }

  public _cluster(): EitherCluster {
    return this.cluster;
  }

  public _manifest(scope: Construct, id: string, objects: KubernetesObject[]): Construct {
    return new eksv2.KubernetesManifest(scope, id, { cluster: this.cluster, manifest: objects });
  }

  public _missingForManifests(): string | undefined {
    return this.cluster.kubectlProvider ? undefined : 'kubectlProviderOptions (kubectlProvider of an imported one)';
  }
}
