import { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EksCollectorIdentity, EksCollectorProps } from './eks-collector-options';
import { EksEnvironmentVariable } from './eks-environment-variable';
import { applyDaemonSet } from './private/eks/apply-daemon-set';
import { checkEks } from './private/eks/check-eks';
import { checkCluster, claimCluster } from './private/eks/known-cluster';
import { addonAccount, observabilityAddon } from './private/eks/observability-addon';
import { podEnvironment } from './private/eks/pod-environment';
import { irsaRole, podIdentityRole } from './private/eks/pod-role';
import { noteMaintenance } from './private/maintenance';
import { permitCollector } from './private/permit-collector';
import { COLLECTOR_NAME, CollectorPlace } from '../collectors/private/collector-facts';
import { noteCollector } from '../collectors/private/noted-collectors';

const NAMESPACE = 'aws-xray';

/**
 * A trace collector on every Linux node of an Amazon EKS cluster, which the pods of the node reach at the address of the node.
 *
 * It is a DaemonSet of pods that are not privileged, with a service account of its own and no rights in the cluster. It listens on the port 2000 of the
 * node (udp and tcp), and where it takes OTLP on 4317 and 4318: no security group has to be opened for them. What runs on AWS Fargate can't reach it.
 * Give `podEnvironment` to the containers that are traced.
 */
export class EksCollector extends Construct {
  /**
   * The namespace that it runs in.
   */
  public readonly kubernetesNamespace: string;

  /**
   * The name of its service account.
   */
  public readonly serviceAccountName: string;

  /**
   * The role that its pods get.
   */
  public readonly role: IRole;

  /**
   * What belongs below `env` of a container that is traced, in this order: the address of its node, and the variables of the X-Ray SDKs, which are the
   * same for every collector. Those of OpenTelemetry are there where the collector takes OTLP.
   */
  public readonly podEnvironment: EksEnvironmentVariable[];

  /**
   * Puts a collector on every node of a cluster. A second one on the same cluster is an error, also where two stacks import the cluster, if its name and
   * the account and Region of both are known.
   */
  constructor(scope: Construct, id: string, props: EksCollectorProps) {
    super(scope, id);
    const { collector, observabilityAddon: asAddon = false } = props;
    const facts = collector._facts();
    checkEks(this, props, facts);
    const cluster = props.cluster._cluster();
    const place: CollectorPlace = { listen: '0.0.0.0', region: cluster.env.region, localMode: true };
    const container = collector._container(place);
    claimCluster(this, cluster);

    const account = asAddon ? addonAccount(cluster) : { cluster, namespace: props.kubernetesNamespace ?? NAMESPACE, name: COLLECTOR_NAME };
    const irsa = props.identity === EksCollectorIdentity.IRSA;
    const role = irsa ? irsaRole(this, account) : podIdentityRole(this);
    const installed = asAddon
      ? observabilityAddon(this, { account, role, irsa, version: props.addonVersion, collector, place })
      : applyDaemonSet(this, props.cluster, {
        account, role, irsa, makesNamespace: props.kubernetesNamespace === undefined, place, facts, container,
      });
    permitCollector(role, installed, facts);
    noteMaintenance(this, facts);
    noteCollector(this, facts);
    checkCluster(this, cluster, installed);

    this.kubernetesNamespace = account.namespace;
    this.serviceAccountName = account.name;
    this.role = role;
    this.podEnvironment = podEnvironment(facts);
  }
}
