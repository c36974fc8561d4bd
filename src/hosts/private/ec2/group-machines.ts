import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { IConstruct } from 'constructs';
import { Machine, Machines } from './machines';
import { directSettings, importedTemplate, templateMachine } from './own-machines';
import { ownerOf } from '../../../owner';
import { isRecord, referencesIn, resolved } from '../../../references';

/** Every instance of an auto scaling group, whichever of its launch templates they are of. */
export function groupMachines(construct: autoscaling.IAutoScalingGroup): Machines {
  const { osType, node } = construct;
  const found = { construct, title: 'auto scaling group', osType };
  const { defaultChild } = node;
  if (!isOwnGroup(construct) || !autoscaling.CfnAutoScalingGroup.isCfnAutoScalingGroup(defaultChild)) {
    return { ...found, machines: [], obstacles: [`the auto scaling group ${node.path} is imported`] };
  }
  const sources = launchSources(defaultChild).map((source) => machineOf(source, construct, defaultChild));
  return {
    ...found,
    machines: uniqueMachines(sources.filter((source) => typeof source !== 'string')),
    obstacles: [...new Set(sources.filter((source) => typeof source === 'string'))],
    waiting: { resource: defaultChild, count: defaultChild.desiredCapacity ?? defaultChild.minSize },
  };
}

/** What the group says of where its instances come from: a launch configuration, or launch templates. */
function launchSources(group: autoscaling.CfnAutoScalingGroup): unknown[] {
  const { launchConfigurationName, launchTemplate, mixedInstancesPolicy } = group;
  const mixed = member(mixedInstancesPolicy, 'launchTemplate', group);
  const overrides = member(mixed, 'overrides', group);
  return [
    launchConfigurationName,
    launchTemplate,
    member(mixed, 'launchTemplateSpecification', group),
    ...Array.isArray(overrides) ? overrides.map((override: unknown) => member(override, 'launchTemplateSpecification', group)) : [],
  ].filter((source) => source !== undefined);
}

/** A member of a property, before its tokens are resolved where that is possible. */
function member(value: unknown, name: string, group: IConstruct): unknown {
  const plain = isRecord(value) && 'resolve' in value ? resolved(value, group) : value;
  return isRecord(plain) ? plain[name] : undefined;
}

/** The machine, or why there is none. */
function machineOf(source: unknown, group: autoscaling.AutoScalingGroup, l1: autoscaling.CfnAutoScalingGroup): Machine | string {
  const target = referencesIn(source, l1).find((resource) => ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'].includes(resource.cfnResourceType));
  if (autoscaling.CfnLaunchConfiguration.isCfnLaunchConfiguration(target)) {
    return { resource: target, settings: directSettings(target), userData: group.userData, osType: group.osType, role: group.role };
  }
  return (target && templateMachine(ownerOf(target), target)) ?? importedTemplate(describe(source, l1));
}

function describe(source: unknown, group: IConstruct): string {
  const result = resolved(source, group);
  const name = isRecord(result) ? result.launchTemplateName ?? result.launchTemplateId : undefined;
  return typeof name === 'string' ? name : `of ${group.node.path}`;
}

function uniqueMachines(machines: readonly Machine[]): Machine[] {
  return [...new Map(machines.map((machine) => [machine.resource, machine])).values()];
}

function isOwnGroup(construct: autoscaling.IAutoScalingGroup): construct is autoscaling.AutoScalingGroup {
  return 'userData' in construct;
}
