import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { clusterV1, clusterV2, importedV1, importedV2, layer, MANIFEST, newCollector, objectsOf, observabilityAddons } from './eks-clusters';
import { EksCollectorCluster, EksCollectorIdentity, TraceCollector } from '../../src';
import { newApp, newStack, resourcesOf, warningsOf } from '../fixtures';

const VERSION = eksv2.KubernetesVersion.V1_33;
const NO_NODES = { defaultCapacity: 0, defaultCapacityType: eksv2.DefaultCapacityType.NODEGROUP };
const ON_FARGATE = '[Stack/Traces] cluster must have nodes that run DaemonSets, got Stack/Cluster, which runs its pods on AWS Fargate';

const ENV = { account: '111122223333', region: 'eu-central-1' };

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

  test('has the agent of Pod Identity before pods start', () => {
    for (const observabilityAddon of [true, false]) {
      const stack = newStack();
      newCollector(stack, EksCollectorCluster.eksV2(clusterV2(stack)), { collector: TraceCollector.cloudWatchAgent(), observabilityAddon });
      const [agent] = Object.entries(resourcesOf(stack, 'AWS::EKS::Addon')).find(([, { Properties }]) => Properties.AddonName === 'eks-pod-identity-agent') ?? [];
      const [{ DependsOn }] = Object.values(observabilityAddon ? observabilityAddons(stack) : resourcesOf(stack, MANIFEST));

      expect(DependsOn).toContain(agent);
    }
  });

  test.each([
    ['aws-eks', (stack: Stack) => EksCollectorCluster.eks(importedV1(stack, { kubectlProvider: undefined })), 'kubectlProvider or kubectlRoleArn'],
    ['aws-eks-v2', (stack: Stack) => EksCollectorCluster.eksV2(importedV2(stack, { kubectlProvider: undefined })), 'kubectlProviderOptions (kubectlProvider of an imported one)'],
  ])('of %s has to be able to apply manifests', (_library, clusterIn, missing) => {
    const stack = newStack();
    const cluster = clusterIn(stack);

    expect(() => newCollector(stack, cluster)).toThrow(`[Stack/Traces] cluster must have ${missing}, Stack/Cluster has not`);
    expect(stack.node.findChild('Traces').node.children).toEqual([]);
  });

  test('of aws-eks may apply them by a role', () => {
    const stack = newStack();
    const cluster = importedV1(stack, { kubectlProvider: undefined, kubectlRoleArn: 'arn:aws:iam::111122223333:role/kubectl', kubectlLayer: layer(stack) });

    expect(() => newCollector(stack, EksCollectorCluster.eks(cluster))).not.toThrow();
  });

  test.each([
    ['aws-eks', (stack: Stack) => EksCollectorCluster.eks(importedV1(stack, { openIdConnectProvider: undefined }))],
    ['aws-eks-v2', (stack: Stack) => EksCollectorCluster.eksV2(importedV2(stack, { openIdConnectProvider: undefined }))],
  ])('of %s needs its provider for IRSA, and nothing of it for Pod Identity', (_library, clusterIn) => {
    const stack = newStack();
    const cluster = clusterIn(stack);

    expect(() => newCollector(stack, cluster, { identity: EksCollectorIdentity.IRSA }))
      .toThrow('[Stack/Traces] cluster must have openIdConnectProvider for identity IRSA, Stack/Cluster has not');
    expect(() => newCollector(newStack(stack.node.scope, 'Other'), cluster)).not.toThrow();
  });

  test('has one collector', () => {
    const stack = newStack();
    const cluster = importedV1(stack);
    newCollector(stack, EksCollectorCluster.eks(cluster));

    expect(() => newCollector(newStack(newApp(), 'Other'), EksCollectorCluster.eks(cluster)))
      .toThrow('[Other/Traces] cluster must have one collector, got a second one: Stack/Traces listens on port 2000 of its nodes already; use that one');
  });

  test('has one collector also where two stacks import it', () => {
    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => newStack(app, id, { env: ENV }));
    newCollector(one, EksCollectorCluster.eks(importedV1(one)));

    expect(() => newCollector(two, EksCollectorCluster.eksV2(importedV2(two)))).toThrow('[Two/Traces] cluster must have one collector, got a second one: One/Traces');
  });

  test.each([
    ['of another name', { env: ENV }, { clusterName: 'other' }],
    ['of another Region', { env: { ...ENV, region: 'eu-west-1' } }, {}],
    ['of an environment that is not known', {}, {}],
    ['of a name that is not known', { env: ENV }, { clusterName: Fn.importValue('cluster') }],
  ])('has not the collector of one %s', (_what, props, attributes) => {
    const app = newApp();
    const one = newStack(app, 'One', 'env' in props ? { env: ENV } : {});
    const two = newStack(app, 'Two', props);
    newCollector(one, EksCollectorCluster.eks(importedV1(one)));

    expect(() => newCollector(two, EksCollectorCluster.eks(importedV1(two, attributes)))).not.toThrow();
  });

  test('has not the collector of another app', () => {
    const [one, two] = [newApp(), newApp()].map((app) => newStack(app, 'Stack', { env: ENV }));
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
