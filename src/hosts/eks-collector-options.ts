import { EksCollectorCluster } from './eks-collector-cluster';
import { TraceCollector } from '../collectors/trace-collector';

/**
 * How the pods of a collector get their credentials.
 */
export enum EksCollectorIdentity {
  /**
   * EKS Pod Identity. A cluster of this app gets the add-on that it needs (`eks-pod-identity-agent`), unless this app gives it one. An imported cluster
   * must have the add-on already (EKS Auto Mode has it built in), which can't be checked here: without it the collector has no credentials.
   */
  POD_IDENTITY = 'pod-identity',

  /** IAM roles for service accounts. The cluster gets an OpenID Connect provider; an imported one without it (`openIdConnectProvider`) is an error. */
  IRSA = 'irsa',
}

/**
 * Properties of a collector on an Amazon EKS cluster.
 */
export interface EksCollectorProps {
  /**
   * The cluster; one for IPv6 is an error, and so is one that runs all its pods on AWS Fargate.
   */
  readonly cluster: EksCollectorCluster;

  /**
   * What runs. An image of your own in Amazon ECR is pulled with the permissions of the nodes.
   */
  readonly collector: TraceCollector;

  /**
   * A namespace of the cluster that is there already: a DNS label of up to 63 characters. It must allow ports of the node (`hostPort`), which the Pod
   * Security Standards `baseline` and `restricted` do not: where one of them is enforced in the cluster, it needs the label
   * `pod-security.kubernetes.io/enforce: privileged`.
   *
   * @default - a namespace of its own, `aws-xray`, which is made with that label
   */
  readonly kubernetesNamespace?: string;

  /**
   * How its pods get their credentials.
   *
   * @default EksCollectorIdentity.POD_IDENTITY
   */
  readonly identity?: EksCollectorIdentity;

  /**
   * Whether the CloudWatch agent comes with EKS's own add-on `amazon-cloudwatch-observability`, instead of as a DaemonSet alone. It gets the collector's
   * configuration and nothing else to send: no Container Insights, no Application Signals, no container logs. The add-on brings an operator with rights on
   * the whole cluster, needs no kubectl, and is right where the rest of it is wanted later. With another collector, an image of your own or a namespace
   * it is an error.
   *
   * @default false
   */
  readonly observabilityAddon?: boolean;

  /**
   * The version of the add-on, such as `v4.5.0-eksbuild.1`; Pod Identity needs 3.1.0 or later.
   *
   * @default - the one that is the default of EKS for the version of the cluster when it is deployed
   */
  readonly addonVersion?: string;
}
