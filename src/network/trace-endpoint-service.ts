/**
 * A service of AWS that a traced host talks to.
 */
export enum TraceEndpointService {
  /** AWS X-Ray. */
  XRAY = 'xray',
  /** Amazon CloudWatch Logs. */
  LOGS = 'logs',
  /** The API of Amazon ECR. Amazon ECR Public (`public.ecr.aws`) is another service, of which no endpoint serves the images. */
  ECR_API = 'ecr.api',
  /** The Docker registry of Amazon ECR. */
  ECR_DOCKER = 'ecr.dkr',
  /** Amazon S3, by a gateway endpoint, which costs nothing. */
  S3 = 's3',
  /** The API of Amazon ECS. */
  ECS = 'ecs',
  /** What the agent of Amazon ECS polls. */
  ECS_AGENT = 'ecs-agent',
  /** What the agent of Amazon ECS sends metrics to. */
  ECS_TELEMETRY = 'ecs-telemetry',
  /** AWS Systems Manager. */
  SSM = 'ssm',
  /** Channels of AWS Systems Manager, such as those of Session Manager. */
  SSM_MESSAGES = 'ssmmessages',
  /** Messages of AWS Systems Manager to older agents. */
  EC2_MESSAGES = 'ec2messages',
  /** AWS STS, for a collector that assumes a role. */
  STS = 'sts',
  /** The credentials of EKS Pod Identity. */
  EKS_AUTH = 'eks-auth',
}
