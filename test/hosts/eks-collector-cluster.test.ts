import { CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { clusterV1, clusterV2, importedV1, importedV2, joined, layer, MANIFEST, newCollector, objectsOf } from './eks-clusters';
import { CollectorImage, EksCollectorCluster, EksCollectorIdentity, TraceCollector } from '../../src';
import { newApp, newStack, resourcesOf, warningsOf, warningTexts } from '../fixtures';

const VERSION = eksv2.KubernetesVersion.V1_33;
const NO_NODES = { defaultCapacity: 0, defaultCapacityType: eksv2.DefaultCapacityType.NODEGROUP };
const ON_FARGATE = '[Stack/Traces] cluster must have nodes that run DaemonSets, got Stack/Cluster, which runs its pods on AWS Fargate';

function agentAddons(stack: Stack): number {
  return Object.values(resourcesOf(stack, 'AWS::EKS::Addon')).filter(({ Properties }) => Properties.AddonName === 'eks-pod-identity-agent').length;
}

describe('EksCollectorCluster', () => {
  test.each([
    ['aws-eks', (stack: Stack) => EksCollectorCluster.eks(clusterV1(stack))],
    ['aws-eks-v2', (stack: Stack) => EksCollectorCluster.eksV2(clusterV2(stack))],
  ])('is a cluster of %s, which gets the agent of Pod Identity', (_library, clusterIn) => {
    const stack = newStack();
    const collector = newCollector(stack, clusterIn(stack));

    expect(objectsOf(collector).map(({ kind }) => kind)).toEqual(['Namespace', 'ServiceAccount', 'DaemonSet']);
    expect(agentAddons(stack)).toBe(1);
    expect(warningsOf(stack)).toEqual(['/Stack/Traces daemonInMaintenance']);
  });

  test('may be in another stack', () => {
    const app = newApp();
    const cluster = clusterV2(newStack(app, 'Platform'));
    const stack = newStack(app);
    newCollector(stack, EksCollectorCluster.eksV2(cluster));

    Template.fromStack(stack).resourceCountIs(MANIFEST, 1);
    Template.fromStack(stack).resourceCountIs('AWS::EKS::PodIdentityAssociation', 1);
  });

  test('keeps the agent of Pod Identity that the app gave to it', () => {
    const stack = newStack();
    const cluster = clusterV2(stack);
    new eksv2.Addon(stack, 'Agent', { cluster, addonName: 'eks-pod-identity-agent' });
    newCollector(stack, EksCollectorCluster.eksV2(cluster));

    expect(agentAddons(stack)).toBe(1);
  });

  test('gets no agent of Pod Identity where nothing asks for it', () => {
    const stack = newStack();
    newCollector(stack, EksCollectorCluster.eksV2(clusterV2(stack)), { identity: EksCollectorIdentity.IRSA });

    expect(agentAddons(stack)).toBe(0);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: Match.anyValue() } })] },
    });
  });

  test('has to be able to apply manifests', () => {
    const stack = newStack();
    const cluster = importedV2(stack, { kubectlProvider: undefined });

    expect(() => newCollector(stack, EksCollectorCluster.eksV2(cluster))).toThrow('Kubectl Provider is not defined in this cluster');
  });

  test('has one collector', () => {
    const stack = newStack();
    const cluster = importedV1(stack);
    newCollector(stack, EksCollectorCluster.eks(cluster));

    expect(() => newCollector(newStack(newApp(), 'Other'), EksCollectorCluster.eks(cluster)))
      .toThrow('[Other/Traces] cluster must have one collector, got a second one: Stack/Traces listens on port 2000 of its nodes already; use that one');
  });

  test('has not the collector of another cluster', () => {
    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => newStack(app, id));
    newCollector(one, EksCollectorCluster.eks(importedV1(one)));

    expect(() => newCollector(two, EksCollectorCluster.eks(importedV1(two)))).not.toThrow();
  });

  test('is not one for IPv6', () => {
    const stack = newStack();
    const cluster = importedV2(stack, { ipFamily: eksv2.IpFamily.IP_V6 });

    expect(() => newCollector(stack, EksCollectorCluster.eksV2(cluster))).toThrow('[Stack/Traces] cluster must be one for IPv4, got one for IPv6');
    expect(stack.node.findAll().filter((child) => CfnResource.isCfnResource(child))).toEqual([]);
  });

  test('is a construct', () => {
    const nothing = JSON.parse('{}');

    expect(() => EksCollectorCluster.eks(nothing)).toThrow('EksCollectorCluster.eks(): cluster must be a cluster, got [object Object]');
    expect(() => EksCollectorCluster.eksV2(nothing)).toThrow('EksCollectorCluster.eksV2(): cluster must be a cluster, got [object Object]');
  });
});

describe('EksCollectorCluster on AWS Fargate', () => {
  test.each([
    ['a Fargate cluster of aws-eks', (stack: Stack) => EksCollectorCluster.eks(
      new eks.FargateCluster(stack, 'Cluster', { version: eks.KubernetesVersion.V1_33, kubectlLayer: layer(stack) }))],
    ['a Fargate cluster of aws-eks-v2', (stack: Stack) => EksCollectorCluster.eksV2(
      new eksv2.FargateCluster(stack, 'Cluster', { version: VERSION, kubectlProviderOptions: { kubectlLayer: layer(stack) } }))],
    ['a cluster with nothing but a profile', (stack: Stack) => {
      const cluster = clusterV2(stack, NO_NODES);
      cluster.addFargateProfile('Shop', { selectors: [{ namespace: 'shop' }] });
      return EksCollectorCluster.eksV2(cluster);
    }],
  ])('is an error: %s', (_what, clusterIn) => {
    const stack = newStack();
    newCollector(stack, clusterIn(stack));

    expect(() => Template.fromStack(stack)).toThrow(ON_FARGATE);
  });

  test('is an error where the profile comes later', () => {
    const stack = newStack();
    const cluster = clusterV2(stack, NO_NODES);
    newCollector(stack, EksCollectorCluster.eksV2(cluster));
    cluster.addFargateProfile('Shop', { selectors: [{ namespace: 'shop' }] });

    expect(() => Template.fromStack(stack)).toThrow(ON_FARGATE);
  });

  test.each([
    ['a node group', (cluster: eksv2.Cluster) => cluster.addNodegroupCapacity('Nodes')],
    ['a chart that may bring nodes', (cluster: eksv2.Cluster) => cluster.addHelmChart('Karpenter', { chart: 'karpenter' })],
    ['access for nodes from elsewhere', (cluster: eksv2.Cluster) => cluster.grantAccess('Nodes', 'arn:aws:iam::111122223333:role/nodes', [], {
      accessEntryType: eksv2.AccessEntryType.EC2_LINUX,
    })],
  ])('is fine with %s, also a later one', (_what, addTo) => {
    const stack = newStack();
    const cluster = new eksv2.FargateCluster(stack, 'Cluster', { version: VERSION, kubectlProviderOptions: { kubectlLayer: layer(stack) } });
    newCollector(stack, EksCollectorCluster.eksV2(cluster));
    addTo(cluster);

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test.each([
    ['Auto Mode', {}],
    ['its default node group', { defaultCapacity: 2, defaultCapacityType: eksv2.DefaultCapacityType.NODEGROUP }],
  ])('is fine beside %s', (_what, props) => {
    const stack = newStack();
    const cluster = clusterV2(stack, props);
    cluster.addFargateProfile('Shop', { selectors: [{ namespace: '*' }] });
    newCollector(stack, EksCollectorCluster.eksV2(cluster));

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('is fine where nothing is known of it', () => {
    const stack = newStack();
    newCollector(stack, EksCollectorCluster.eks(importedV1(stack)));

    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('EksCollector as an add-on', () => {
  const AGENT = TraceCollector.cloudWatchAgent();
  const ADDON = { collector: AGENT, observabilityAddon: true };

  function addonOf(stack: Stack): Record<string, unknown> {
    const [{ Properties }] = Object.values(resourcesOf(stack, 'AWS::EKS::Addon'))
      .filter(({ Properties: { AddonName } }) => AddonName === 'amazon-cloudwatch-observability');
    return Properties;
  }

  test('sends traces and nothing else', () => {
    const stack = newStack();
    newCollector(stack, EksCollectorCluster.eksV2(importedV2(stack, { kubectlProvider: undefined })), { ...ADDON, addonVersion: 'v4.5.0-eksbuild.1' });

    const { ConfigurationValues: values, ...addon } = addonOf(stack);
    expect(addon).toMatchObject({
      ClusterName: 'shop',
      AddonVersion: 'v4.5.0-eksbuild.1',
      PodIdentityAssociations: [{ ServiceAccount: 'cloudwatch-agent', RoleArn: { 'Fn::GetAtt': [expect.stringContaining('Role'), 'Arn'] } }],
    });
    expect(JSON.parse(joined(values))).toEqual({
      agent: {
        config: {
          agent: { region: '<Ref:AWS::Region>' },
          traces: expect.objectContaining({ traces_collected: { xray: expect.objectContaining({ bind_address: '0.0.0.0:2000' }), otlp: expect.anything() } }),
        },
      },
      containerLogs: { enabled: false },
    });
    Template.fromStack(stack).resourceCountIs(MANIFEST, 0);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('runs with a role that may send and sample', () => {
    const stack = newStack();
    const collector = newCollector(stack, EksCollectorCluster.eksV2(importedV2(stack)), ADDON);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Policies: [Match.objectLike({ PolicyName: 'XRay' })] });
    expect([collector.kubernetesNamespace, collector.serviceAccountName]).toEqual(['amazon-cloudwatch', 'cloudwatch-agent']);
    expect(collector.podEnvironment[1]).toEqual({ name: 'AWS_XRAY_DAEMON_ADDRESS', value: '$(TRACE_COLLECTOR_HOST):2000' });
  });

  test('gets its role by the provider of the cluster on request', () => {
    const stack = newStack();
    newCollector(stack, EksCollectorCluster.eks(importedV1(stack)), { ...ADDON, identity: EksCollectorIdentity.IRSA });

    expect(addonOf(stack)).toMatchObject({ ServiceAccountRoleArn: { 'Fn::GetAtt': [expect.stringContaining('Role'), 'Arn'] } });
    expect(addonOf(stack)).not.toHaveProperty('PodIdentityAssociations');
  });

  test.each([
    ['another collector', { collector: TraceCollector.xrayDaemon(), observabilityAddon: true }, 'observabilityAddon must be false with this collector, got true with the X-Ray daemon'],
    ['a namespace', { ...ADDON, kubernetesNamespace: 'shop' }, 'kubernetesNamespace must not be given with observabilityAddon, got "shop"'],
    [
      'an image',
      { ...ADDON, collector: TraceCollector.cloudWatchAgent({ image: CollectorImage.fromRegistry('agent:1') }) },
      'image of the collector must not be given with observabilityAddon',
    ],
    ['a version that is none', { ...ADDON, addonVersion: '"; true' }, 'addonVersion must be a version of the add-on such as v4.5.0-eksbuild.1, got "\\"; true"'],
    ['a version without the add-on', { collector: AGENT, addonVersion: 'v4.5.0-eksbuild.1' }, 'addonVersion must not be given without the add-on'],
  ])('is an error with %s', (_what, props, message) => {
    const stack = newStack();

    expect(() => newCollector(stack, EksCollectorCluster.eksV2(importedV2(stack)), props)).toThrow(`[Stack/Traces] ${message}`);
  });

  test('is said where the app has both', () => {
    const stack = newStack();
    const cluster = importedV2(stack);
    newCollector(stack, EksCollectorCluster.eksV2(cluster), { collector: AGENT });
    new eksv2.Addon(stack, 'Insights', { cluster, addonName: 'amazon-cloudwatch-observability' });

    expect(warningTexts(stack)).toEqual([expect.stringContaining('there is a collector already, the add-on Stack/Insights/Resource')]);
  });

  test.each([
    ['of another cluster', { addonName: 'amazon-cloudwatch-observability', clusterName: 'other' }],
    ['that is another', { addonName: 'vpc-cni', clusterName: 'shop' }],
  ])('does not mind an add-on %s', (_what, props) => {
    const stack = newStack();
    newCollector(stack, EksCollectorCluster.eksV2(importedV2(stack)), { collector: AGENT });
    new eks.CfnAddon(stack, 'Addon', props);

    expect(warningsOf(stack)).toEqual([]);
  });
});
