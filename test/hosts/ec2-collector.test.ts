import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { collect, ec2Stack, HOSTS, LAUNCH_TEMPLATES, newGroup, newInstance, newRole, newTemplate, textOf, userDataOf, WINDOWS } from './ec2-cases';
import { Ec2Host, TraceCollector, TraceEndpoints, TraceHost } from '../../src';
import { closedRole, newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, warningsOf, warningTexts, xrayPolicy } from '../fixtures';

const INSTANCE = 'AWS::EC2::Instance';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const DAEMON = TraceCollector.xrayDaemon();

jest.mock('../../src/hosts/private/linux/linux-script', () => jest.requireActual('./ec2-shown-scripts'));
jest.mock('../../src/hosts/private/windows/windows-script', () => jest.requireActual('./ec2-shown-scripts'));

describe.each(HOSTS)('on %s', (_name, type, makeHost) => {
  test('is installed by the user data', () => {
    const stack = ec2Stack();
    const { installScript } = collect(stack, makeHost(stack), { required: true, mirror: { baseUrl: 'https://mirror.example.com/xray' } });

    expect(userDataOf(stack, type)).toContain('# 127.0.0.1 <{"Ref":"AWS::Region"}> false <{"Ref":"AWS::URLSuffix"}> true https://mirror.example.com/xray');
    expect(userDataOf(stack, type)).toContain(textOf(stack.resolve(installScript)).trim());
  });

  test('gives its role what it needs, and nothing else', () => {
    const stack = ec2Stack();
    collect(stack, makeHost(stack));

    expect(Object.values(resourcesOf(stack, 'AWS::IAM::Role')).filter(({ Properties }) => Properties.Policies).map(({ Properties }) => Properties.Policies))
      .toEqual([[xrayPolicy(...SAMPLING_ACTIONS)]]);
  });

  test('can have one collector', () => {
    const stack = ec2Stack();
    const host = makeHost(stack);
    collect(stack, host);

    expect(() => collect(stack, host, {}, 'Second')).toThrow(/^\[Stack\/Second\] host must have one collector, .* on which Stack\/Collector is already/);
  });

  test('listens on the loopback interface only, and opens nothing', () => {
    const stack = ec2Stack();
    collect(stack, makeHost(stack));

    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(userDataOf(stack, type)).not.toContain('0.0.0.0');
  });

  test('is the same in each synthesis', () => {
    const template = (): unknown => {
      const stack = ec2Stack();
      collect(stack, makeHost(stack));
      return Template.fromStack(stack).toJSON();
    };

    expect(template()).toEqual(template());
  });
});

describe('what the collector itself says', () => {
  test('the Region of the stack is used where it is known', () => {
    const stack = newStack(undefined, 'Here', { env: { account: '111122223333', region: 'eu-central-1' } });
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { machineImage: ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-1234' }) })));

    expect(userDataOf(stack, TEMPLATE)).toContain('# 127.0.0.1 eu-central-1 false');
  });

  test('the maintenance mode of the daemon is said once', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack)), { collector: DAEMON });
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, {}, 'Other')), { collector: DAEMON }, 'Second');

    expect(warningsOf(stack)).toEqual(['/Stack/Collector daemonInMaintenance']);
  });

  test('a mirror that can not work is an error where it was typed', () => {
    const stack = ec2Stack();

    expect(() => collect(stack, Ec2Host.launchTemplate(newTemplate(stack)), { mirror: { baseUrl: 'ftp://mirror' } })).toThrow(/^\[Stack\/Collector\] mirror.baseUrl must be/);
  });
});

describe('on groups', () => {
  test.each(LAUNCH_TEMPLATES)('works whether they have a launch template of their own: %s', (generate) => {
    const stack = ec2Stack(generate);
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack)));

    expect(userDataOf(stack, generate ? TEMPLATE : 'AWS::AutoScaling::LaunchConfiguration')).toContain('# 127.0.0.1');
    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('every launch template of mixed instances is extended', () => {
    const stack = ec2Stack();
    const [first, second] = [newTemplate(stack), newTemplate(stack, {}, 'Arm')];
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, {
      mixedInstancesPolicy: { launchTemplate: first, launchTemplateOverrides: [{ launchTemplate: second, instanceType: new ec2.InstanceType('t4g.micro') }] },
    })));

    const templates = Object.values(resourcesOf(stack, TEMPLATE));
    expect(templates).toHaveLength(2);
    templates.forEach(({ Properties }) => expect(JSON.stringify(Properties.LaunchTemplateData)).toContain('# 127.0.0.1'));
    expect(Object.values(resourcesOf(stack, 'AWS::IAM::Role')).map(({ Properties }) => Properties.Policies))
      .toEqual([[xrayPolicy(...SAMPLING_ACTIONS)], [xrayPolicy(...SAMPLING_ACTIONS)]]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('user data that launch templates share takes the script once, and only in those of the group', () => {
    const stack = ec2Stack();
    const userData = ec2.UserData.forLinux();
    const [launchTemplate, arm] = [newTemplate(stack, { userData }), newTemplate(stack, { userData }, 'Arm')];
    newTemplate(stack, { userData }, 'Other');
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, {
      mixedInstancesPolicy: { launchTemplate, launchTemplateOverrides: [{ launchTemplate: arm, instanceType: new ec2.InstanceType('t4g.micro') }] },
    })));

    expect(Object.values(resourcesOf(stack, TEMPLATE)).map(({ Properties }) => JSON.stringify(Properties.LaunchTemplateData).split('# 127.0.0.1').length - 1))
      .toEqual([1, 1, 0]);
    expect(userData.render()).toBe('#!/bin/bash');
  });

  test('a launch template that two groups share takes one collector', () => {
    const stack = ec2Stack();
    const launchTemplate = newTemplate(stack);
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { launchTemplate })));

    expect(() => collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { launchTemplate }, 'Other')), {}, 'Second')).toThrow(/on which Stack\/Collector is already/);
  });

  test('a launch template of another stack is extended there', () => {
    const stack = ec2Stack();
    const other = newStack(stack.node.root, 'Other');
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { launchTemplate: newTemplate(other) })));

    expect(userDataOf(other, TEMPLATE)).toContain('# 127.0.0.1');
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('an instance that runs already', () => {
  test('is named, once', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack)));

    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataRunsOnce']);
  });

  test.each<[string, () => ec2.UserData]>([
    ['a script', () => ec2.UserData.forLinux()],
    ['custom', () => ec2.UserData.custom('#cloud-config\n{}')],
    ['multipart', () => new ec2.MultipartUserData()],
  ])('is replaced where it says so, and its user data is %s', (_name, userData) => {
    const idOf = (mirror?: string): string => {
      const stack = ec2Stack();
      const instance = newInstance(stack, { userData: userData(), userDataCausesReplacement: true });
      if (mirror !== 'none') {
        collect(stack, Ec2Host.instance(instance), mirror === undefined ? {} : { mirror: { baseUrl: mirror } });
      }
      expect(warningsOf(stack)).toEqual([]);
      return Object.keys(resourcesOf(stack, INSTANCE))[0];
    };

    expect(idOf()).toMatch(/^InstanceC1063A87[0-9a-f]{16}$/);
    expect(idOf()).toBe(idOf());
    expect(new Set([idOf(), idOf('https://one.example.com'), idOf('https://two.example.com'), idOf('none')]).size).toBe(4);
  });

  test('is not a matter of templates and groups', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack)));
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack)), {}, 'Second');

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('permissions', () => {
  test('a role that can not be changed is named', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { role: closedRole(stack) })));

    expect(warningsOf(stack)).toEqual(['/Stack/Template/Resource collectorRoleNotWritable']);
    expect(userDataOf(stack, TEMPLATE)).toContain('# 127.0.0.1');
  });

  test('a role of elsewhere gets a policy, which the machines wait for', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { role: iam.Role.fromRoleName(stack, 'Theirs', 'theirs') })));

    const [policy] = Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'));
    expect(Object.values(resourcesOf(stack, TEMPLATE))[0].DependsOn).toContain(policy);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a launch template without a role is a finding', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { role: undefined })));

    expect(warningsOf(stack)).toEqual(['/Stack/Template/Resource collectorRoleNotFound']);
  });

  test('an instance profile has the role', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { instanceProfile: new iam.InstanceProfile(stack, 'Profile', { role: newRole(stack) }) })));

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
  });

  test('a role to assume is what the role of the machines may assume', () => {
    const stack = ec2Stack();
    const role = iam.Role.fromRoleArn(stack, 'Central', 'arn:aws:iam::444455556666:role/central');
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack)), { collector: TraceCollector.openTelemetry({ role }) });

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: 'arn:aws:iam::444455556666:role/central' }] },
    });
  });
});

test('Windows machines of a group get PowerShell', () => {
  const stack = ec2Stack();
  const { installScript } = collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { machineImage: WINDOWS })));

  expect(installScript).toBe('& { Install-It }');
  expect(userDataOf(stack, TEMPLATE)).toBe('<powershell>\n& { Install-It }\n</powershell>');
});

describe('a machine in subnets without a way out', () => {
  function isolated(): { stack: Stack; vpc: ec2.Vpc } {
    const stack = ec2Stack();
    const closed = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const vpc = new ec2.Vpc(stack, 'Closed', { maxAzs: 1, natGateways: 0, subnetConfiguration: [{ name: 'closed', ...closed }] });
    collect(stack, Ec2Host.instance(newInstance(stack, { vpc, vpcSubnets: closed })));
    return { stack, vpc };
  }

  test('is said to reach neither X-Ray nor the download', () => {
    expect(warningTexts(isolated().stack).join()).toMatch(/no endpoint for .*xray.*s3/i);
  });

  test('is fine with endpoints', () => {
    const { stack, vpc } = isolated();
    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.EC2] });
    expect(warningsOf(stack).join()).not.toContain('noRouteToXRay');
  });
});
