import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { IOpenIdConnectProvider, OpenIdConnectProvider, Role } from 'aws-cdk-lib/aws-iam';
import { ILayerVersion, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { EksCollector, EksCollectorCluster, EksCollectorProps, TraceCollector } from '../../src';
import { resourcesOf } from '../fixtures';

const HANDLER = 'arn:aws:lambda:eu-central-1:111122223333:function:kubectl';

/** An imported cluster of each library; those that the CDK makes bring hundreds of resources. */
export const IMPORTED: [string, (stack: Stack) => EksCollectorCluster][] = [
  ['aws-eks', (stack) => EksCollectorCluster.eks(importedV1(stack))],
  ['aws-eks-v2', (stack) => EksCollectorCluster.eksV2(importedV2(stack))],
];

export function importedV1(stack: Stack, attributes: Partial<eks.ClusterAttributes> = {}): eks.ICluster {
  return eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'shop',
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      functionArn: HANDLER,
      handlerRole: Role.fromRoleArn(stack, 'Handler', 'arn:aws:iam::111122223333:role/handler'),
      kubectlRoleArn: 'arn:aws:iam::111122223333:role/kubectl',
    }),
    openIdConnectProvider: provider(stack),
    ...attributes,
  });
}

export function importedV2(stack: Stack, attributes: Partial<eksv2.ClusterAttributes> = {}): eksv2.ICluster {
  return eksv2.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'shop',
    kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', { serviceToken: HANDLER }),
    openIdConnectProvider: provider(stack),
    ...attributes,
  });
}

function provider(stack: Stack): IOpenIdConnectProvider {
  return OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider',
    'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC');
}

export function layer(stack: Stack): ILayerVersion {
  return LayerVersion.fromLayerVersionArn(stack, 'Layer', 'arn:aws:lambda:eu-central-1:111122223333:layer:kubectl:1');
}

export function clusterV1(stack: Stack, props: Partial<eks.ClusterProps> = {}): eks.Cluster {
  return new eks.Cluster(stack, 'Cluster', { version: eks.KubernetesVersion.V1_33, kubectlLayer: layer(stack), ...props });
}

export function clusterV2(stack: Stack, props: Partial<eksv2.ClusterProps> = {}): eksv2.Cluster {
  return new eksv2.Cluster(stack, 'Cluster', { version: eksv2.KubernetesVersion.V1_33, kubectlProviderOptions: { kubectlLayer: layer(stack) }, ...props });
}

export function newCollector(stack: Stack, cluster: EksCollectorCluster, props: Partial<EksCollectorProps> = {}): EksCollector {
  return new EksCollector(stack, 'Traces', { cluster, collector: TraceCollector.xrayDaemon(), ...props });
}

export const MANIFEST = 'Custom::AWSCDK-EKS-KubernetesResource';

/** The add-ons that bring a collector, by logical id. */
export function observabilityAddons(stack: Stack): ReturnType<typeof resourcesOf> {
  return Object.fromEntries(Object.entries(resourcesOf(stack, 'AWS::EKS::Addon'))
    .filter(([, { Properties }]) => Properties.AddonName === 'amazon-cloudwatch-observability'));
}

/** Any value of a parsed manifest. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Record<string, string> };
  readonly spec: { readonly template: { readonly spec: PodSpec }; readonly selector: { readonly matchLabels: object } };
}

export interface PodSpec {
  readonly [key: string]: unknown;
  readonly containers: readonly [Container];
}

export interface Container {
  readonly [key: string]: unknown;
  readonly args?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly hostPort: number; readonly protocol: string }[];
}

/** The objects that the collector applies, with what CloudFormation fills in as `<…>`. */
export function objectsOf(collector: EksCollector): Manifest[] {
  const [{ Properties }] = Object.values(Template.fromStack(Stack.of(collector)).findResources(MANIFEST))
    .filter(({ Properties: { Manifest: text } }) => joined(text).includes('DaemonSet'));
  const objects: Manifest[] = JSON.parse(joined(Properties.Manifest));
  return objects;
}

export function podOf(collector: EksCollector): PodSpec {
  const [daemonSet] = objectsOf(collector).filter(({ kind }) => kind === 'DaemonSet');
  return daemonSet.spec.template.spec;
}

/** A string of a template, with what CloudFormation fills in as `<Ref>` or `<GetAtt>`. */
export function joined(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const text = JSON.stringify(value);
  const { 'Fn::Join': join }: { 'Fn::Join'?: [string, unknown[]] } = JSON.parse(text);
  return join
    ? join[1].map((part) => typeof part === 'string' ? part : joined(part)).join(join[0])
    : `<${text.replace(/["{}[\]]/g, '')}>`;
}
