/**
 * What runs a collector in a VPC, and so needs more of AWS than X-Ray alone.
 */
export enum TraceHost {
  /** Tasks of Amazon ECS on AWS Fargate: their logs, and their images from Amazon ECR, the layers of which come from Amazon S3. */
  ECS_FARGATE = 'ecs-fargate',
  /** Tasks of Amazon ECS on instances: the same, and what the agent of Amazon ECS talks to. */
  ECS_EC2 = 'ecs-ec2',
  /** Instances: the collector's files, from a bucket of the same Region. */
  EC2 = 'ec2',
  /** Pods of Amazon EKS: their images, and their credentials by pod identity or by the cluster's OIDC provider. */
  EKS = 'eks',
}
