import { IInterfaceVpcEndpointService, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { TraceEndpointService } from '../trace-endpoint-service';
import { TraceHost } from '../trace-host';

/** A service with an interface endpoint; Amazon S3 is reached by a gateway. */
export type InterfaceService = Exclude<TraceEndpointService, TraceEndpointService.S3>;

interface InterfaceSpec {
  /** Part of the logical id. */
  readonly id: string;
  /** The CDK's name of it. */
  readonly member: 'XRAY' | 'CLOUDWATCH_LOGS' | 'ECR' | 'ECR_DOCKER' | 'ECS' | 'ECS_AGENT' | 'ECS_TELEMETRY' | 'SSM' | 'SSM_MESSAGES' | 'EC2_MESSAGES' | 'STS' | 'EKS_AUTH';
}

const INTERFACES: Record<InterfaceService, InterfaceSpec> = {
  'xray': { id: 'XRay', member: 'XRAY' },
  'logs': { id: 'Logs', member: 'CLOUDWATCH_LOGS' },
  'ecr.api': { id: 'EcrApi', member: 'ECR' },
  'ecr.dkr': { id: 'EcrDocker', member: 'ECR_DOCKER' },
  'ecs': { id: 'Ecs', member: 'ECS' },
  'ecs-agent': { id: 'EcsAgent', member: 'ECS_AGENT' },
  'ecs-telemetry': { id: 'EcsTelemetry', member: 'ECS_TELEMETRY' },
  'ssm': { id: 'Ssm', member: 'SSM' },
  'ssmmessages': { id: 'SsmMessages', member: 'SSM_MESSAGES' },
  'ec2messages': { id: 'Ec2Messages', member: 'EC2_MESSAGES' },
  'sts': { id: 'Sts', member: 'STS' },
  'eks-auth': { id: 'EksAuth', member: 'EKS_AUTH' },
};

/** Looked up when it is needed: it takes the CDK longer to load its network classes than us to load everything. */
export function interfaceOf(service: InterfaceService): { readonly id: string; readonly endpoint: IInterfaceVpcEndpointService } {
  const { id, member } = INTERFACES[service];
  return { id, endpoint: InterfaceVpcEndpointAwsService[member] };
}

const { XRAY, LOGS, ECR_API, ECR_DOCKER, S3, ECS, ECS_AGENT, ECS_TELEMETRY, STS, EKS_AUTH } = TraceEndpointService;

/** Images come from both endpoints of Amazon ECR, their layers from Amazon S3. */
export const IMAGE_SERVICES = [ECR_API, ECR_DOCKER, S3];

/**
 * What a host talks to beside X-Ray.
 * Sources: Amazon ECS developer guide (vpc-endpoints), Amazon ECR user guide (vpc-endpoints), Amazon EKS user guide (private-clusters).
 */
const BESIDE_XRAY: Record<TraceHost, readonly TraceEndpointService[]> = {
  'ecs-fargate': [LOGS, ...IMAGE_SERVICES],
  'ecs-ec2': [LOGS, ...IMAGE_SERVICES, ECS, ECS_AGENT, ECS_TELEMETRY],
  'ec2': [S3],
  'eks': [...IMAGE_SERVICES, STS, EKS_AUTH],
};

/** What hosts talk to, each once. */
export function servicesFor(hosts: readonly TraceHost[]): Set<TraceEndpointService> {
  return new Set([XRAY, ...hosts.flatMap((host) => BESIDE_XRAY[host])]);
}

/** The service of an endpoint's name, such as com.amazonaws.eu-central-1.xray, or of the end of it; none where it is another one. */
export function serviceNamed(name: string): TraceEndpointService | undefined {
  const plain = name.replace(/-fips$/, '');
  return Object.values(TraceEndpointService).find((service) => plain === service || plain.endsWith(`.${service}`));
}
