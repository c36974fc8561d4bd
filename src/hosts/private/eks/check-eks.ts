import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EitherCluster } from './either-cluster';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { CLOUDWATCH_AGENT_IMAGE } from '../../../collectors/versions';
import { fail } from '../../../errors';
import { EksCollectorIdentity, EksCollectorProps } from '../../eks-collector-options';

/** Fails on what can't work, before anything is made. */
export function checkEks(scope: IConstruct, props: EksCollectorProps, facts: CollectorFacts): void {
  const { kubernetesNamespace, identity, observabilityAddon, addonVersion } = props;
  checkText(scope, 'kubernetesNamespace', kubernetesNamespace, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'a DNS label (1 to 63 small letters, digits and hyphens, no hyphen at either end)', 'give the name of a namespace');
  checkText(scope, 'addonVersion', addonVersion, /^v\d+\.\d+\.\d+-eksbuild\.\d+$/,
    'a version of the add-on such as v4.5.0-eksbuild.1', 'ask EKS for them (describe-addon-versions)');
  if (identity !== undefined && !Object.values(EksCollectorIdentity).includes(identity)) {
    fail(scope, `identity must be one of ${Object.keys(EksCollectorIdentity).join(', ')}, got ${JSON.stringify(identity)}: use a member of EksCollectorIdentity`);
  }
  if (props.cluster._cluster().ipFamily === 'ipv6') {
    fail(scope, 'cluster must be one for IPv4, got one for IPv6: the X-Ray SDKs can\'t read the address of its nodes; run the collector in the pods');
  }
  if (observabilityAddon) {
    checkAddon(scope, props, facts);
  } else if (addonVersion !== undefined) {
    fail(scope, `addonVersion must not be given without the add-on, got ${JSON.stringify(addonVersion)}: set observabilityAddon: true, or leave it out`);
  }
  checkPrerequisites(scope, props);
}

/** What an imported cluster may lack, which the CDK would say without a remedy. */
function checkPrerequisites(scope: IConstruct, { cluster, identity, observabilityAddon }: EksCollectorProps): void {
  const { path } = cluster._cluster().node;
  const missing = observabilityAddon ? undefined : cluster._missingForManifests();
  if (missing !== undefined) {
    fail(scope, `cluster must have ${missing}, ${path} has not: without it no manifest can be applied; give it where the cluster is made or imported`);
  }
  if (identity === EksCollectorIdentity.IRSA && !hasProvider(cluster._cluster())) {
    fail(scope, `cluster must have openIdConnectProvider for identity IRSA, ${path} has not: give it where the cluster is imported, or use POD_IDENTITY`);
  }
}

/** An imported cluster throws where it was given none; another one makes it now. */
function hasProvider(cluster: EitherCluster): boolean {
  try {
    return cluster.openIdConnectProvider !== undefined;
  } catch {
    return false;
  }
}

function checkAddon(scope: IConstruct, { kubernetesNamespace }: EksCollectorProps, { kind, title, image }: CollectorFacts): void {
  if (kind !== 'cloudwatch-agent') {
    fail(scope, `observabilityAddon must be false with this collector, got true with the ${title}: use TraceCollector.cloudWatchAgent(), or leave it out`);
  }
  if (image._reference() !== CLOUDWATCH_AGENT_IMAGE) {
    fail(scope, 'image of the collector must not be given with observabilityAddon, for the add-on brings its own: leave one of them out');
  }
  if (kubernetesNamespace !== undefined) {
    fail(scope, `kubernetesNamespace must not be given with observabilityAddon, got ${JSON.stringify(kubernetesNamespace)}: the add-on has its own`);
  }
}

function checkText(scope: IConstruct, name: string, value: string | undefined, pattern: RegExp, expected: string, remedy: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !pattern.test(value)) {
    fail(scope, `${name} must be ${expected}, got ${JSON.stringify(value)}: ${remedy}`);
  }
}
