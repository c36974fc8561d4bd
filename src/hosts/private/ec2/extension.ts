import { CfnResource, Fn, Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { exitHook } from './exit-hook';
import { Machine, Machines } from './machines';
import { besides, scriptPart } from './mime';
import { isReplacedOnChange, replaceOnChange } from './replacement';
import { beginningOf, contentTypeOf, endsByItself, isBash, isForWindows, isMime } from './user-data-text';

/** The script that a machine is given. */
export interface Script {
  readonly script: string;
  readonly windows: boolean;
  readonly required: boolean;
}

/** User data that has our script. */
export interface Extension {
  /** Why the script can't be in it. Asked when nothing moves any more. */
  obstacle(): string | undefined;
  /** All of it. */
  text(): string;
  /** The same for a machine that shares the user data. */
  share(machine: Machine): Extension;
}

/** What runs on the machines: as the user said, else by the image or the user data. */
export function isForWindowsMachines({ osType, machines }: Machines, said?: ec2.OperatingSystemType): boolean {
  return (said ?? osType) === ec2.OperatingSystemType.WINDOWS
    || (said === undefined && machines.some(({ userData, resource }) => userData && isForWindows(beginningOf(userData.render(), resource))));
}

/** Whether a machine that exists already stays as it is when its user data changes; Windows may be told to run it at each start. */
export function runsOnce({ resource, userData }: Machine): boolean {
  return isInstance(resource) && !isReplacedOnChange(resource) && !userData?.render().endsWith('<persist>true</persist>');
}

/** Puts the script into the user data of machines, once into what they share. */
export function extendAll(machines: readonly Machine[], how: Script): Extension[] {
  const extended = new Map<ec2.UserData, Extension>();
  return machines.map((machine) => {
    const { userData } = machine;
    const extension = (userData && extended.get(userData)?.share(machine)) ?? extend(machine, how);
    if (userData) {
      extended.set(userData, extension);
    }
    return extension;
  });
}

/** Puts the script into the user data of a machine in the way that leaves the user's own as it is. */
function extend(machine: Machine, how: Script): Extension {
  const { resource, userData } = machine;
  if (!userData) {
    return new Refused('', `${resource.node.path} has no user data (give it userData: ec2.UserData.forLinux() or forWindows())`);
  }
  if (how.windows) {
    return extendForWindows(machine, userData, how);
  }
  if (isMultipart(userData)) {
    userData.addPart(scriptPart(how.script, resource));
    return new Placed(userData);
  }
  return isBash(beginningOf(userData.render(), resource)) && takesExitCommands(userData)
    ? new AtExit(machine, userData, how)
    : new Beside(machine, userData, how.script);
}

function extendForWindows({ resource }: Machine, userData: ec2.UserData, { script }: Script): Extension {
  const theirs = userData.render();
  if (!isForWindows(beginningOf(theirs, resource)) || !takesExitCommands(userData)) {
    return new Refused(theirs, `the user data of ${resource.node.path} is not of ec2.UserData.forWindows(), so nothing can be added to it`);
  }
  userData.addCommands(script);
  return new Placed(userData);
}

class Placed implements Extension {
  constructor(private readonly userData: ec2.UserData) {
  }

  public obstacle(): undefined {
    return undefined;
  }

  public text(): string {
    return this.userData.render();
  }

  public share(): Extension {
    return this;
  }
}

class Refused implements Extension {
  constructor(private readonly userData: string, private readonly reason: string) {
  }

  public obstacle(): string {
    return this.reason;
  }

  public text(): string {
    return this.userData;
  }

  public share(): Extension {
    return this;
  }
}

/** Run by the user's own script, when it ends in whatever way. */
class AtExit implements Extension {
  private readonly machines: Machine[];
  private instead?: Beside[];

  constructor(machine: Machine, private readonly userData: ec2.UserData, private readonly how: Script) {
    this.machines = [machine];
    userData.addOnExitCommands(Lazy.uncachedString({ produce: () => this.instead ? ':' : exitHook(how.script, how.required) }));
  }

  public obstacle(): string | undefined {
    if (!this.instead && endsByItself(this.userData.render())) {
      this.instead = this.machines.map((machine) => new Beside(machine, this.userData, this.how.script));
    }
    return undefined;
  }

  public text(): string {
    return this.instead?.[0].text() ?? this.userData.render();
  }

  public share(machine: Machine): Extension {
    this.machines.push(machine);
    return this;
  }
}

/** Run by cloud-init beside what the user has it do. */
class Beside implements Extension {
  constructor(private readonly machine: Machine, private readonly userData: ec2.UserData, private readonly script: string) {
    const { resource, userDataPath } = machine;
    if (isInstance(resource) && isReplacedOnChange(resource)) {
      replaceOnChange(resource, () => this.text());
    }
    resource.addPropertyOverride(userDataPath, Lazy.uncachedString({ produce: () => Fn.base64(this.text()) }));
  }

  public obstacle(): string | undefined {
    const { known, beginning } = this.look();
    const what = `the user data of ${this.machine.resource.node.path}`;
    if (known) {
      return undefined;
    }
    return beginning === ''
      ? `nothing tells what ${what} is, for it is empty or computed by CloudFormation`
      : `${what} is of no kind that cloud-init knows, it begins with ${JSON.stringify(beginning.split('\n', 1)[0].slice(0, 40))}`;
  }

  public text(): string {
    const { known, theirs, contentType } = this.look();
    return known ? besides(theirs, contentType, this.script, this.machine.resource) : theirs;
  }

  public share(machine: Machine): Extension {
    return new Beside(machine, this.userData, this.script);
  }

  private look(): { theirs: string; beginning: string; contentType?: string; known: boolean } {
    const theirs = this.userData.render();
    const beginning = beginningOf(theirs, this.machine.resource);
    const contentType = contentTypeOf(beginning);
    return { theirs, beginning, contentType, known: contentType !== undefined || isMime(beginning) };
  }
}

function isInstance(resource: CfnResource): boolean {
  return resource.cfnResourceType === 'AWS::EC2::Instance';
}

function isMultipart(userData: ec2.UserData): userData is ec2.MultipartUserData {
  return 'addPart' in userData;
}

/** Custom user data takes none, and says so in no other way. */
function takesExitCommands(userData: ec2.UserData): boolean {
  try {
    userData.addOnExitCommands();
    return true;
  } catch {
    return false;
  }
}
