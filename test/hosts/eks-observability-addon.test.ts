import { CfnParameter, Lazy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { importedV1, importedV2, joined, MANIFEST, newCollector, observabilityAddons } from './eks-clusters';
import { CollectorImage, EksCollectorCluster, EksCollectorIdentity, TraceCollector } from '../../src';
import { newStack, warningsOf, warningTexts } from '../fixtures';

describe('EksCollector as an add-on', () => {
  const AGENT = TraceCollector.cloudWatchAgent();
  const ADDON = { collector: AGENT, observabilityAddon: true };

  function addonOf(stack: Stack): Record<string, unknown> {
    const [{ Properties }] = Object.values(observabilityAddons(stack));
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

  test('takes numbers that are known at deployment only', () => {
    const stack = newStack();
    const concurrency = new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber;
    const collector = TraceCollector.cloudWatchAgent({ concurrency, bufferMemory: Size.mebibytes(Lazy.number({ produce: () => 24 })) });
    newCollector(stack, EksCollectorCluster.eksV2(importedV2(stack)), { ...ADDON, collector });

    expect(joined(addonOf(stack).ConfigurationValues)).toMatch(/"buffer_size_mb":24,.*"concurrency":<Ref:Concurrency>\}/);
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
