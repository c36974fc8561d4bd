import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { EcsSidecarCollector, type TraceCollector } from '../../src';
import { shopImage } from '../shop-image';

const PORT = 8080;

export interface StorefrontStackProps extends StackProps {
  readonly vpc: IVpc;
  readonly api: RestApi;
  readonly collector: TraceCollector;
}

/** The web site: a load balancer in front of a service on AWS Fargate. */
export class StorefrontStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);

    const task = new ecs.FargateTaskDefinition(this, 'Task', {
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 },
    });
    task.addContainer('Storefront', {
      image: shopImage(),
      command: ['node', 'storefront.js'],
      environment: { API_URL: props.api.url, PORT: String(PORT) },
      portMappings: [{ containerPort: PORT }],
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'storefront', logRetention: RetentionDays.ONE_WEEK }),
    });

    task.addExtension(new EcsSidecarCollector({ collector: props.collector }));

    const service = new ecs.FargateService(this, 'Service', {
      cluster: new ecs.Cluster(this, 'Cluster', { vpc: props.vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED }),
      taskDefinition: task,
      desiredCount: 2,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
    new ApplicationLoadBalancer(this, 'LoadBalancer', { vpc: props.vpc, internetFacing: true })
      .addListener('Http', { port: 80, protocol: ApplicationProtocol.HTTP })
      .addTargets('Storefront', {
        port: PORT,
        protocol: ApplicationProtocol.HTTP,
        targets: [service],
        healthCheck: { path: '/health' },
        deregistrationDelay: Duration.seconds(15),
      });
  }
}
