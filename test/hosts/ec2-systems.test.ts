import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { collect, ec2Stack, importedInstance, LAUNCH_TEMPLATES, LINUX, newGroup, newInstance, newTemplate, userDataOf, WINDOWS } from './ec2-cases';
import { Ec2CollectorProps, Ec2Host, TraceCollector } from '../../src';
import { warningsOf, warningTexts } from '../fixtures';

const AL2 = ec2.MachineImage.latestAmazonLinux2();
const AT_LAUNCH = ec2.MachineImage.resolveSsmParameterAtLaunch('/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id');
const MAC = ec2.MachineImage.fromSsmParameter('/aws/service/ec2-macos/sonoma/arm64_mac/latest/image_id');
const BOTTLEROCKET = new ecs.BottleRocketImage();
const AGENT = TraceCollector.cloudWatchAgent();

jest.mock('../../src/hosts/private/linux/linux-script', () => jest.requireActual('./ec2-shown-scripts'));
jest.mock('../../src/hosts/private/windows/windows-script', () => jest.requireActual('./ec2-shown-scripts'));

function onTemplate(machineImage: ec2.IMachineImage, props: Partial<Ec2CollectorProps> = {}): Stack {
  const stack = ec2Stack();
  collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { machineImage })), props);
  return stack;
}

describe('a system that a collector is not for', () => {
  test.each<[string, ec2.IMachineImage, TraceCollector, RegExp]>([
    ['Amazon Linux 2 with the agent', AL2, AGENT, /the CloudWatch agent can't be installed on Amazon Linux 2\. Use Amazon Linux 2023, or TraceCollector.xrayDaemon\(\)/],
    ['Amazon Linux 2 with OpenTelemetry', AL2, TraceCollector.openTelemetry(), /on Amazon Linux 2\./],
    ['Amazon Linux 2 that is looked up at launch', AT_LAUNCH, AGENT, /on Amazon Linux 2\./],
    ['macOS', MAC, TraceCollector.xrayDaemon(), /on macOS by user data\. Install the X-Ray daemon by hand/],
  ])('is a finding: %s', (_name, machineImage, collector, message) => {
    const stack = onTemplate(machineImage, { collector });

    expect(warningTexts(stack).filter((text) => text.includes('platformMismatch')).join()).toMatch(message);
    expect(warningTexts(stack).join()).not.toContain('userDataNotExtended');
  });

  test.each<[string, Partial<ec2.LaunchTemplateProps>]>([
    ['image', { machineImage: BOTTLEROCKET, userData: ec2.UserData.custom('') }],
    ['user data', { machineImage: ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-1' }), userData: ec2.UserData.custom('[settings.ecs]\ncluster = "a"') }],
  ])('is Bottlerocket, known by its %s, where only containers run', (_name, props) => {
    const stack = new Stack(ec2Stack().node.root, 'Here', { env: { region: 'eu-central-1' } });
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, props)));

    expect(warningsOf(stack)).toEqual(['/Here/Collector platformMismatch']);
    expect(warningTexts(stack)[0]).toMatch(/Bottlerocket, which runs containers only\. Run it as a container: EcsSidecarCollector/);
  });

  test.each(LAUNCH_TEMPLATES)('is seen in an instance, and in a group with a launch template: %s', (generate) => {
    const stack = ec2Stack(generate);
    collect(stack, Ec2Host.instance(newInstance(stack, { machineImage: AL2 })));
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { machineImage: AL2 })), {}, 'Second');

    expect(warningsOf(stack)).toEqual(['/Stack/Collector platformMismatch', '/Stack/Second platformMismatch']);
  });

  test('is not assumed', () => {
    const stack = ec2Stack();
    const imageOf = (imageId: string): ec2.IMachineImage =>
      ({ getImage: () => ({ imageId, osType: ec2.OperatingSystemType.LINUX, userData: ec2.UserData.forLinux() }) });
    [imageOf(new CfnParameter(stack, 'Image').valueAsString), imageOf('ami-1234'), LINUX].forEach((machineImage, index) =>
      collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { machineImage }, `Template${index}`)), {}, `Collector${index}`));

    expect(warningsOf(stack)).toEqual([]);
    expect(warningsOf(onTemplate(AL2, { collector: TraceCollector.xrayDaemon() }))).toEqual(['/Stack/Collector daemonInMaintenance']);
  });
});

describe('the operating system', () => {
  test.each<[ec2.IMachineImage, ec2.OperatingSystemType, string]>([
    [LINUX, ec2.OperatingSystemType.WINDOWS, 'got WINDOWS: its image is of LINUX'],
    [WINDOWS, ec2.OperatingSystemType.LINUX, 'got LINUX: its image is of WINDOWS'],
  ])('that the image contradicts is an error', (machineImage, operatingSystem, message) => {
    expect(() => onTemplate(machineImage, { operatingSystem })).toThrow(`[Stack/Collector] operatingSystem must be left out for this launch template, ${message}`);
  });

  test('may say what the image says, or does not', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(importedInstance(stack)), { operatingSystem: ec2.OperatingSystemType.WINDOWS });

    expect(userDataOf(onTemplate(LINUX, { operatingSystem: ec2.OperatingSystemType.LINUX }), 'AWS::EC2::LaunchTemplate')).toContain('# 127.0.0.1');
    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataNotExtended']);
  });
});
