import { Stack, Token } from 'aws-cdk-lib';
import { IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnAssociation } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { AGENT_CREDENTIALS_ON_LINUX } from './agent-credentials';
import { BoundIdentity } from './bound-identity';
import { claimNodes } from './claimed-nodes';
import { LEND_ON_LINUX, LENT_ON_LINUX, LENT_ON_WINDOWS, LENT_TO, STOP_LENDING_ON_LINUX } from './lent-credentials';
import { CollectorKind } from '../../../collectors/private/collector-facts';
import { invalid } from '../../../errors';
import { SsmHybridOptions } from '../../on-premises-identity-options';

const WHERE = 'OnPremisesIdentity.ssmHybrid()';
const MAX_TAGS = 5;
const MAX_NODES = 50;
const MAX_NAME = 128;
const MAX_VALUE = 256;

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
  claimNodes(scope, { instanceIds, tags });
  const byTag = tags && Object.entries(tags).map(([key, value]): CfnAssociation.TargetProperty => ({ key: `tag:${key}`, values: [value] }));
  return {
    role: role ?? newRole(scope),
    ...kind === 'cloudwatch-agent'
      ? { linux: { steps: `${AGENT_CREDENTIALS_ON_LINUX}\n${STOP_LENDING_ON_LINUX}` } }
      : { linux: { steps: LEND_ON_LINUX, group: LENT_TO }, linuxProcess: LENT_ON_LINUX, windowsProcess: LENT_ON_WINDOWS },
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
  const names = Object.keys(tags);
  if (names.length === 0 || names.length > MAX_TAGS || names.includes('')) {
    invalid(WHERE, `tags must be 1 to ${MAX_TAGS} tags with names, got ${JSON.stringify(names)}: leave it out to install by hand`);
  }
  for (const [name, value] of Object.entries(tags)) {
    if (!Token.isUnresolved(name) && (/^aws:/i.test(name) || name.length > MAX_NAME)) {
      invalid(WHERE, `tags must have names of up to ${MAX_NAME} characters that don't begin with aws:, got ${JSON.stringify(name)}: give the nodes a tag of your own`);
    }
    if (!Token.isUnresolved(value) && (value === '' || value.length > MAX_VALUE)) {
      invalid(WHERE, `tags must have values of 1 to ${MAX_VALUE} characters, got ${JSON.stringify(value)} for ${name}: give the nodes a tag with a value`);
    }
  }
}
