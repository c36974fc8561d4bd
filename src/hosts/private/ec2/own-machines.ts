import { IResolvable } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { LaunchSettings, Machine, Machines } from './machines';
import { roleOf } from '../../../owner';

/** A single instance, also one inside of a bastion host. */
export function instanceMachines(construct: ec2.IInstance): Machines {
  const own = ownInstance(construct);
  const machine: Machine[] = own ? [{ ...own, resource: own.instance, settings: directSettings(own.instance) }] : [];
  return {
    construct,
    title: 'instance',
    osType: own?.osType ?? ec2.OperatingSystemType.UNKNOWN,
    machines: machine,
    obstacles: own ? [] : [`the instance ${construct.node.path} is not of this app`],
    waiting: own && { resource: own.instance },
  };
}

/** Every instance of a launch template. */
export function templateMachines(construct: ec2.ILaunchTemplate): Machines {
  const machine = templateMachine(construct, construct.node.defaultChild);
  return {
    construct,
    title: 'launch template',
    osType: machine?.osType ?? ec2.OperatingSystemType.UNKNOWN,
    machines: machine ? [machine] : [],
    obstacles: machine ? [] : [importedTemplate(construct.node.path)],
  };
}

/** A launch template of this app as it was made by its L2. */
export function templateMachine(owner: IConstruct | undefined, resource: IConstruct | undefined): Machine | undefined {
  return owner && isLaunchTemplate(owner) && ec2.CfnLaunchTemplate.isCfnLaunchTemplate(resource)
    ? { resource, settings: templateSettings(resource), userData: owner.userData, osType: owner.osType, role: roleOf(owner) }
    : undefined;
}

export function importedTemplate(name: string): string {
  return `the launch template ${name} is imported`;
}

/** The settings of an instance or a launch configuration. */
export function directSettings(resource: { userData?: string; readonly imageId?: string }): LaunchSettings {
  return {
    userData: () => resource.userData,
    setUserData: (encoded) => {
      resource.userData = encoded;
    },
    imageId: () => resource.imageId,
  };
}

function templateSettings(template: ec2.CfnLaunchTemplate): LaunchSettings {
  const data = (): ec2.CfnLaunchTemplate.LaunchTemplateDataProperty | undefined => {
    const { launchTemplateData } = template;
    return isResolvable(launchTemplateData) ? undefined : launchTemplateData;
  };
  return {
    userData: () => data()?.userData,
    setUserData: (userData) => {
      template.launchTemplateData = { ...data(), userData };
    },
    imageId: () => data()?.imageId,
  };
}

function isResolvable(value: object): value is IResolvable {
  return 'resolve' in value;
}

interface OwnInstance {
  readonly instance: ec2.CfnInstance;
  readonly userData: ec2.UserData;
  readonly osType: ec2.OperatingSystemType;
  readonly role: ec2.Instance['role'];
}

function ownInstance(construct: object): OwnInstance | undefined {
  if (isInstance(construct)) {
    const { instance, userData, osType, role } = construct;
    return { instance, userData, osType, role };
  }
  return 'instance' in construct && typeof construct.instance === 'object' && construct.instance ? ownInstance(construct.instance) : undefined;
}

function isInstance(construct: object): construct is ec2.Instance {
  return 'instance' in construct && ec2.CfnInstance.isCfnInstance(construct.instance) && 'userData' in construct;
}

function isLaunchTemplate(construct: IConstruct): construct is ec2.LaunchTemplate {
  return 'launchTemplateId' in construct && 'userData' in construct;
}
