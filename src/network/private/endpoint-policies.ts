import { Aws } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CollectorKind } from '../../collectors/private/collector-facts';
import { WRITE_AND_SAMPLE } from '../../permissions/permission-set';
import { TraceEndpointService } from '../trace-endpoint-service';
import { TraceHost } from '../trace-host';

/** For whom endpoints are. */
export interface EndpointUsers {
  /** Accounts the principals of which may use them. */
  readonly accounts: readonly string[];
  readonly hosts: readonly TraceHost[];
  readonly region: string;
  /** The collector, where it is known. */
  readonly kind?: CollectorKind;
  /** The role that the collector assumes. */
  readonly roleArn?: string;
}

/**
 * What hosts and collectors ask of a service. A service that is missing here has no policy, for AWS does not say that its endpoint takes one.
 * Sources: managed policies AmazonEC2ContainerServiceforEC2Role and AmazonSSMManagedInstanceCore, Amazon ECR user guide (vpc-endpoints),
 * Amazon CloudWatch Logs user guide (cloudwatch-logs-and-interface-VPC).
 */
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'];
const ACTIONS: Partial<Record<TraceEndpointService, readonly string[]>> = {
  'xray': WRITE_AND_SAMPLE.actions,
  'logs': ['logs:CreateLogStream', 'logs:PutLogEvents'],
  'ecr.api': PULL,
  'ecr.dkr': PULL,
  'ecs': [
    'ecs:DeregisterContainerInstance', 'ecs:DiscoverPollEndpoint', 'ecs:Poll', 'ecs:RegisterContainerInstance', 'ecs:StartTelemetrySession',
    'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange', 'ecs:UpdateContainerInstancesState',
  ],
  'ssm': [
    'ssm:DescribeAssociation', 'ssm:DescribeDocument', 'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:GetDocument', 'ssm:GetManifest',
    'ssm:GetParameter', 'ssm:GetParameters', 'ssm:ListAssociations', 'ssm:ListInstanceAssociations', 'ssm:PutComplianceItems',
    'ssm:PutConfigurePackageResult', 'ssm:PutInventory', 'ssm:UpdateAssociationStatus', 'ssm:UpdateInstanceAssociationStatus',
    'ssm:UpdateInstanceInformation',
  ],
};

/** The statements of an endpoint's policy; none for a service that takes every request. */
export function statementsFor(service: TraceEndpointService, users: EndpointUsers): PolicyStatement[] {
  if (service === TraceEndpointService.S3) {
    return [readFrom(bucketsOf(users))];
  }
  if (service === TraceEndpointService.STS) {
    return assume(users);
  }
  const actions = ACTIONS[service];
  return actions ? [ofOwnAccounts(users, actions)] : [];
}

function ofOwnAccounts({ accounts }: EndpointUsers, actions: readonly string[], resource = '*'): PolicyStatement {
  return new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources: [resource],
    conditions: { StringEquals: { 'aws:PrincipalAccount': accounts.length === 1 ? accounts[0] : accounts } },
  });
}

/** A pod is not known to any account yet when it exchanges the token of its cluster. */
function assume(users: EndpointUsers): PolicyStatement[] {
  const byPods = users.hosts.includes(TraceHost.EKS)
    ? [new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['sts:AssumeRoleWithWebIdentity'], resources: ['*'] })]
    : [];
  return [ofOwnAccounts(users, ['sts:AssumeRole'], users.roleArn), ...byPods];
}

/** Layers are read by URLs that Amazon ECR signed, and files by nobody at all, so there is no account to look at. */
function readFrom(buckets: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: buckets.map((bucket) => `arn:${Aws.PARTITION}:s3:::${bucket}/*`),
  });
}

function bucketsOf({ hosts, region, kind }: EndpointUsers): string[] {
  const files: Record<CollectorKind, string> = {
    'xray-daemon': `aws-xray-assets.${region}`,
    'cloudwatch-agent': `amazoncloudwatch-agent-${region}`,
    'otel-collector': 'aws-otel-collector',
  };
  const installs = hosts.length === 0 || hosts.includes(TraceHost.EC2);
  const pulls = hosts.length === 0 || hosts.some((host) => host !== TraceHost.EC2);
  return [
    ...pulls ? [`prod-${region}-starport-layer-bucket`] : [],
    ...installs ? kind ? [files[kind]] : Object.values(files) : [],
  ];
}
