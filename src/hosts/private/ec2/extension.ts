import { CfnResource, Fn, Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { Machine, Machines } from './machines';
import { place, Placement, Script } from './placement';
import { isReplacedOnChange, replaceOnChange } from './replacement';
import { beginningOf, isForWindows } from './user-data-text';
import { fail } from '../../../errors';
import { resolved } from '../../../references';

/** What runs on the machines: as the user said, else by the image or the user data. */
export function isForWindowsMachines({ osType, machines }: Machines, said?: ec2.OperatingSystemType): boolean {
  return (said ?? osType) === ec2.OperatingSystemType.WINDOWS
    || (said === undefined && machines.some(({ userData, resource }) => userData && isForWindows(beginningOf(userData.render(), resource))));
}

/** Refuses what the image contradicts. */
export function checkSystem(scope: IConstruct, { osType, title, machines }: Machines, said?: ec2.OperatingSystemType): void {
  if (machines.length > 0 && said !== undefined && said !== osType && osType !== ec2.OperatingSystemType.UNKNOWN) {
    fail(scope, `operatingSystem must be left out for this ${title}, got ${ec2.OperatingSystemType[said]}: its image is of ${ec2.OperatingSystemType[osType]}`);
  }
}

/** Whether a machine that exists already stays as it is when its user data changes; Windows may be told to run it at each start. */
export function runsOnce({ resource, userData }: Machine): boolean {
  return isInstance(resource) && !isReplacedOnChange(resource) && !userData?.render().endsWith('<persist>true</persist>');
}

/**
 * The user data of a machine with our script. The L2's own stays as it is, for it may be that of others too, and what it is at last is what is extended.
 */
export class Extension {
  /** What the L1 had before. */
  private readonly before: string | undefined;

  constructor(private readonly machine: Machine, private readonly how: Script) {
    const { resource, settings, userData } = machine;
    this.before = settings.userData();
    if (userData && this.before !== undefined) {
      if (isInstance(resource) && isReplacedOnChange(resource)) {
        replaceOnChange(resource, () => this.encoded());
      }
      settings.setUserData(Lazy.uncachedString({ produce: () => this.encoded() }));
    }
  }

  /** Asked when nothing moves any more. */
  public placement(): Placement {
    const { resource, userData } = this.machine;
    return userData
      ? place(userData.render(), this.how, resource)
      : { text: '', obstacle: `${resource.node.path} has no user data (give it userData: ec2.UserData.forLinux() or forWindows())`, apart: '' };
  }

  /** As it goes to the template: that of the user where the L1 was given its own. */
  private encoded(): string {
    const { resource, userData } = this.machine;
    const meant = userData ? Fn.base64(userData.render()) : '';
    return this.before === undefined || sameText(this.before, meant, resource) ? Fn.base64(this.placement().text) : this.before;
  }
}

function sameText(one: string, other: string, resource: CfnResource): boolean {
  return JSON.stringify(resolved(one, resource)) === JSON.stringify(resolved(other, resource));
}

function isInstance(resource: CfnResource): boolean {
  return resource.cfnResourceType === 'AWS::EC2::Instance';
}
