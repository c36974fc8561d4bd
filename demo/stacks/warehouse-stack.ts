import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AutoScalingGroup, BlockDeviceVolume } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, type IVpc } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { EcsDaemonCollector, type TraceCollector } from '../../src';
import { shopImage } from '../shop-image';

export interface WarehouseStackProps extends StackProps {
  readonly vpc: IVpc;
  readonly api: RestApi;
  readonly collector: TraceCollector;
}

/** Counts what the shelves should hold: a service on container instances of our own. */
export class WarehouseStack extends Stack {
  constructor(scope: Construct, id: string, props: WarehouseStackProps) {
    super(scope, id, props);

    const cluster = new ecs.Cluster(this, 'Cluster', { vpc: props.vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
    const capacity = new ecs.AsgCapacityProvider(this, 'Capacity', {
      autoScalingGroup: new AutoScalingGroup(this, 'Instances', {
        vpc: props.vpc,
        instanceType: new InstanceType('t4g.small'),
        machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
        requireImdsv2: true,
        blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30, { encrypted: true }) }],
        maxCapacity: 2,
      }),
    });
    cluster.addAsgCapacityProvider(capacity);

    const task = new ecs.Ec2TaskDefinition(this, 'Task', { networkMode: ecs.NetworkMode.BRIDGE });
    task.addContainer('Warehouse', {
      image: shopImage(),
      command: ['node', 'warehouse.js'],
      environment: { API_URL: props.api.url, MINUTES: '10' },
      memoryReservationMiB: 128,
      stopTimeout: Duration.seconds(10),
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'warehouse', logRetention: RetentionDays.ONE_WEEK }),
    });
    task.addExtension(new EcsDaemonCollector(this, 'Collector', { cluster, collector: props.collector }));

    new ecs.Ec2Service(this, 'Service', {
      cluster,
      taskDefinition: task,
      capacityProviderStrategies: [{ capacityProvider: capacity.capacityProviderName, weight: 1 }],
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
  }
}
