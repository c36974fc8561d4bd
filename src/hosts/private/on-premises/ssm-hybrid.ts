import { Stack, Token } from 'aws-cdk-lib';
import { IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { AGENT_CREDENTIALS_ON_LINUX } from './agent-credentials';
import { BoundIdentity } from './bound-identity';
import { LEND_ON_LINUX, LENT_ON_LINUX, LENT_ON_WINDOWS } from './lent-credentials';
import { CollectorKind } from '../../../collectors/private/collector-facts';
import { invalid } from '../../../errors';
import { SsmHybridOptions } from '../../on-premises-identity-options';

const WHERE = 'OnPremisesIdentity.ssmHybrid()';
const MAX_TAGS = 5;
const MAX_NODES = 50;

export function checkSsmHybrid({ instanceIds, tags }: SsmHybridOptions): void {
  if (instanceIds && tags) {
    invalid(WHERE, 'either instanceIds or tags must be given, got both: Systems Manager takes one of them');
  }
  if (instanceIds && !Token.isUnresolved(instanceIds)) {
    checkInstanceIds(instanceIds);
  }
  if (tags && !Token.isUnresolved(tags)) {
    checkTags(tags);
  }
}

export function bindSsmHybrid(scope: Construct, { role, instanceIds, tags }: SsmHybridOptions, kind: CollectorKind): BoundIdentity {
  const byTag = tags && Object.entries(tags).map(([key, value]): CfnAssociation.TargetProperty => ({ key: `tag:${key}`, values: [value] }));
  return {
    role: role ?? newRole(scope),
    ...kind === 'cloudwatch-agent'
      ? { prepareLinux: AGENT_CREDENTIALS_ON_LINUX }
      : { prepareLinux: LEND_ON_LINUX, linuxProcess: LENT_ON_LINUX, windowsProcess: LENT_ON_WINDOWS },
    targets: instanceIds ? [{ key: 'InstanceIds', values: instanceIds }] : byTag,
  };
}

/** Source: AWS Systems Manager user guide, hybrid-multicloud-service-role. */
function newRole(scope: Construct): IRole {
  const { account, region, partition } = Stack.of(scope);
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('ssm.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': account },
      ArnEquals: { 'aws:SourceArn': `arn:${partition}:ssm:${region}:${account}:*` },
    }),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
    description: 'Managed nodes outside of AWS, which send traces',
  });
}

function checkInstanceIds(instanceIds: string[]): void {
  if (instanceIds.length === 0 || instanceIds.length > MAX_NODES) {
    invalid(WHERE, `instanceIds must be 1 to ${MAX_NODES} nodes, got ${instanceIds.length}: use tags for more, or leave it out to install by hand`);
  }
  const wrong = instanceIds.find((id) => !Token.isUnresolved(id) && !/^mi-[0-9a-f]{17}$/.test(id));
  if (wrong !== undefined) {
    invalid(WHERE, `instanceIds must be managed nodes such as mi-0123456789abcdef0, got ${JSON.stringify(wrong)}: for instances of EC2 use Ec2Collector`);
  }
}

function checkTags(tags: { [key: string]: string }): void {
  const keys = Object.keys(tags);
  if (keys.length === 0 || keys.length > MAX_TAGS || keys.includes('')) {
    invalid(WHERE, `tags must be 1 to ${MAX_TAGS} tags with names, got ${JSON.stringify(keys)}: leave it out to install by hand`);
  }
}
