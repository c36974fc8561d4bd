import { Stack } from 'aws-cdk-lib';
import { Template, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { collect, ec2Stack, importedTemplate, LAUNCH_TEMPLATES, newGroup, newInstance, newTemplate, newVpc, userDataOf } from './ec2-cases';
import { Ec2Host, TraceCollector } from '../../src';
import { resourcesOf } from '../fixtures';

const DAEMON = TraceCollector.xrayDaemon();
const COLLECTOR = TraceCollector.openTelemetry();

jest.mock('../../src/hosts/private/linux/linux-script', () => jest.requireActual('./ec2-shown-scripts'));
jest.mock('../../src/hosts/private/windows/windows-script', () => jest.requireActual('./ec2-shown-scripts'));

describe('peers', () => {
  test.each<[TraceCollector, [string, number][]]>([
    [DAEMON, [['udp', 2000], ['tcp', 2000]]],
    [COLLECTOR, [['udp', 2000], ['tcp', 2000], ['tcp', 4317], ['tcp', 4318]]],
  ])('reach every port of the collector, and nobody else does', (collector, ports) => {
    const stack = ec2Stack();
    const peer = new ec2.SecurityGroup(stack, 'Peer', { vpc: newVpc(stack) });
    collect(stack, Ec2Host.instance(newInstance(stack)), { collector, peers: [peer] });

    expect(Object.values(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties)).toEqual(ports.map(([protocol, port]) =>
      expect.objectContaining({ IpProtocol: protocol, FromPort: port, ToPort: port, SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringContaining('Peer'), 'GroupId'] } })));
    expect(userDataOf(stack)).toContain('# 0.0.0.0 ');
  });

  test.each(LAUNCH_TEMPLATES)('reach a group, with a launch template: %s', (generate) => {
    const stack = ec2Stack(generate);
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack)), { peers: [ec2.Peer.ipv4('10.1.0.0/16')] });

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.arrayWith([Match.objectLike({ CidrIp: '10.1.0.0/16', IpProtocol: 'udp', FromPort: 2000 })]),
    });
  });

  test('may be a network that is known at deployment only', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack)), { peers: [ec2.Peer.ipv4(newVpc(stack).vpcCidrBlock)] });

    expect(userDataOf(stack)).toContain('# 0.0.0.0 ');
  });

  test('that are none change nothing', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack)), { peers: [] });

    expect(userDataOf(stack)).toContain('# 127.0.0.1 ');
  });

  test.each([
    ec2.Peer.anyIpv4(), ec2.Peer.anyIpv6(), ec2.Peer.ipv4('0.0.0.0/0'), ec2.Peer.ipv4('10.0.0.0/0'), ec2.Peer.ipv4('128.0.0.0/1'), ec2.Peer.ipv6('0::/0'),
    ec2.Peer.ipv6('2000::/3'),
  ])('are never the whole internet or a large part of it, such as $uniqueId', (peer) => {
    const stack = ec2Stack();

    expect(() => collect(stack, Ec2Host.instance(newInstance(stack)), { peers: [peer] }))
      .toThrow(`[Stack/Collector] peers must not be the whole internet or a large part of it, got ${peer.uniqueId}`);
  });

  test.each([ec2.Peer.ipv4('10.0.0.0/8'), ec2.Peer.ipv6('fd00::/8'), ec2.Peer.prefixList('pl-1234')])('may be a network such as $uniqueId', (peer) => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack)), { peers: [peer] });

    expect(userDataOf(stack)).toContain('# 0.0.0.0 ');
  });

  test.each<[string, (stack: Stack) => Ec2Host]>([
    ['an imported launch template', (stack) => Ec2Host.launchTemplate(importedTemplate(stack))],
    ['a launch template without any', (stack) => Ec2Host.launchTemplate(newTemplate(stack))],
    ['a group of a launch template without any', (stack) => Ec2Host.autoScalingGroup(newGroup(stack, { launchTemplate: newTemplate(stack) }))],
  ])('are an error where the security groups are not known, as those of %s', (_name, makeHost) => {
    const stack = ec2Stack();

    expect(() => collect(stack, makeHost(stack), { peers: [ec2.Peer.ipv4('10.0.0.0/8')] }))
      .toThrow(/^\[Stack\/Collector\] peers must be left out for Stack\/.* it has no security groups that can be changed from this app; give a launch template/);
  });

  test('reach a launch template with a security group', () => {
    const stack = ec2Stack();
    const securityGroup = new ec2.SecurityGroup(stack, 'Own', { vpc: newVpc(stack) });
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { securityGroup })), { peers: [ec2.Peer.ipv4('10.0.0.0/8')] });

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.arrayWith([Match.objectLike({ CidrIp: '10.0.0.0/8' })]) });
  });
});
