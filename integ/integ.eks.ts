import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_ec2 as ec2, aws_eks as eks, aws_eks_v2 as eksV2, aws_iam as iam } from 'aws-cdk-lib';
import { EksCollector, EksCollectorCluster, EksCollectorIdentity, TraceCollector } from 'cdk-xray';
import { snapshotApp } from './app';

// Each collector on a cluster that is there already, of either library, and the add-on on a new one. A new cluster brings functions that run kubectl.
const app = snapshotApp();
const HANDLER = 'arn:aws:lambda:us-east-1:111122223333:function:kubectl';
const OIDC = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE';

function imported(stack: Stack): EksCollectorCluster {
  return EksCollectorCluster.eks(eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'shop',
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      functionArn: HANDLER,
      handlerRole: iam.Role.fromRoleArn(stack, 'Handler', 'arn:aws:iam::111122223333:role/handler'),
      kubectlRoleArn: 'arn:aws:iam::111122223333:role/kubectl',
    }),
  }));
}

function importedV2(stack: Stack): EksCollectorCluster {
  return EksCollectorCluster.eksV2(eksV2.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'shop',
    kubectlProvider: eksV2.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', { serviceToken: HANDLER }),
    openIdConnectProvider: iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', OIDC),
  }));
}

const daemon = new Stack(app, 'CdkXRayEksDaemon');
new EksCollector(daemon, 'Collector', { cluster: imported(daemon), collector: TraceCollector.xrayDaemon() });

const agent = new Stack(app, 'CdkXRayEksAgent');
new EksCollector(agent, 'Collector', { cluster: importedV2(agent), collector: TraceCollector.cloudWatchAgent() });

const openTelemetry = new Stack(app, 'CdkXRayEksOpenTelemetry');
new EksCollector(openTelemetry, 'Collector', {
  cluster: importedV2(openTelemetry),
  collector: TraceCollector.openTelemetry(),
  identity: EksCollectorIdentity.IRSA,
});

const addon = new Stack(app, 'CdkXRayEksAddon');
const vpc = new ec2.Vpc(addon, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
new EksCollector(addon, 'Collector', {
  cluster: EksCollectorCluster.eksV2(new eksV2.Cluster(addon, 'Cluster', { vpc, version: eksV2.KubernetesVersion.V1_34 })),
  collector: TraceCollector.cloudWatchAgent(),
  observabilityAddon: true,
});

new IntegTest(app, 'Eks', { testCases: [daemon, agent, openTelemetry, addon] });
