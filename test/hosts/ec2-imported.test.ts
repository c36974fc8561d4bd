import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { collect, ec2Stack, importedInstance, importedTemplate, newGroup, newTemplate, userDataOf } from './ec2-cases';
import { Ec2Host } from '../../src';
import { onlyOne, warningsOf, warningTexts } from '../fixtures';

const TEMPLATE = 'AWS::EC2::LaunchTemplate';

jest.mock('../../src/hosts/private/linux/linux-script', () => jest.requireActual('./ec2-shown-scripts'));
jest.mock('../../src/hosts/private/windows/windows-script', () => jest.requireActual('./ec2-shown-scripts'));

describe('on what is not of this app', () => {
  test.each<[string, (stack: Stack) => Ec2Host, RegExp]>([
    ['an instance', (stack) => Ec2Host.instance(importedInstance(stack)), /the instance Stack\/Imported is not of this app/],
    ['a launch template', (stack) => Ec2Host.launchTemplate(importedTemplate(stack)), /the launch template Stack\/Imported is imported/],
    ['a group', (stack) => Ec2Host.autoScalingGroup(autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'workers')), /group Stack\/Group is imported/],
    ['the template of a group', (stack) => Ec2Host.autoScalingGroup(newGroup(stack, { launchTemplate: importedTemplate(stack) })), /the launch template lt-1234 is imported/],
    ['a token', (stack) => Ec2Host.autoScalingGroup(newGroup(stack, {
      launchTemplate: ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateName: new CfnParameter(stack, 'Name').valueAsString }),
    })), /the launch template of Stack\/Group\/ASG is imported/],
  ])('such as %s a finding says so, and the script is there', (_name, makeHost, why) => {
    const stack = ec2Stack();
    const { installScript } = collect(stack, makeHost(stack));

    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataNotExtended']);
    expect(warningTexts(stack)[0]).toMatch(why);
    expect(installScript).toContain('#!/bin/bash');
  });

  test('the script is for the operating system that is said', () => {
    const stack = ec2Stack();

    expect(collect(stack, Ec2Host.instance(importedInstance(stack)), { operatingSystem: ec2.OperatingSystemType.WINDOWS }).installScript).toContain('Install-It');
  });

  test('two collectors are an error there too', () => {
    const stack = ec2Stack();
    const template = importedTemplate(stack);
    collect(stack, Ec2Host.launchTemplate(template));

    expect(() => collect(stack, Ec2Host.launchTemplate(template), {}, 'Second')).toThrow(/on which Stack\/Collector is already/);
  });

  test('of mixed instances, those of this app are extended', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, {
      mixedInstancesPolicy: {
        launchTemplate: newTemplate(stack),
        launchTemplateOverrides: [{ launchTemplate: importedTemplate(stack), instanceType: new ec2.InstanceType('t4g.micro') }],
      },
    })));

    expect(userDataOf(stack, TEMPLATE)).toContain('# 127.0.0.1');
    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataNotExtended']);
  });

  test('a launch template of this app without user data is told to have some', () => {
    const stack = ec2Stack();
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { machineImage: undefined, userData: undefined })));

    expect(warningTexts(stack)[0]).toMatch(/has no user data \(give it userData: ec2.UserData.forLinux\(\)/);
    expect(JSON.stringify(onlyOne(stack, TEMPLATE))).not.toContain('UserData');
  });
});
