import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_iam as iam } from 'aws-cdk-lib';
import { Ec2Collector, Ec2Host, TraceCollector } from 'cdk-xray';
import { snapshotApp } from './app';

// Each collector on an instance, on what a launch template starts, and on a group.
const app = snapshotApp();

function addHosts(stack: Stack, collector: TraceCollector): Stack {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  const instanceType = new ec2.InstanceType('t4g.small');
  const machineImage = ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 });

  const instance = new ec2.Instance(stack, 'Instance', { vpc, instanceType, machineImage, userDataCausesReplacement: true });
  instance.addUserData('echo ready >/var/log/ready');
  new Ec2Collector(stack, 'InstanceCollector', { host: Ec2Host.instance(instance), collector });

  const launchTemplate = new ec2.LaunchTemplate(stack, 'Template', {
    instanceType,
    machineImage,
    userData: ec2.UserData.forLinux(),
    role: new iam.Role(stack, 'TemplateRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
  });
  new Ec2Collector(stack, 'TemplateCollector', { host: Ec2Host.launchTemplate(launchTemplate), collector });

  const group = new autoscaling.AutoScalingGroup(stack, 'Group', { vpc, instanceType, machineImage, requireImdsv2: true });
  new Ec2Collector(stack, 'GroupCollector', { host: Ec2Host.autoScalingGroup(group), collector });
  return stack;
}

// a change of the script replaces the instance
new IntegTest(app, 'Ec2', {
  allowDestroy: ['AWS::EC2::Instance'],
  testCases: [
    addHosts(new Stack(app, 'CdkXRayEc2Daemon'), TraceCollector.xrayDaemon()),
    addHosts(new Stack(app, 'CdkXRayEc2Agent'), TraceCollector.cloudWatchAgent()),
    addHosts(new Stack(app, 'CdkXRayEc2OpenTelemetry'), TraceCollector.openTelemetry()),
  ],
});
