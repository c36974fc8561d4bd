import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Resource, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Ec2Collector, Ec2CollectorProps, Ec2Host, TraceCollector } from '../../src';
import { newApp, newStack, onlyOne } from '../fixtures';

export const LINUX = ec2.MachineImage.latestAmazonLinux2023();
export const WINDOWS = ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE);
const INSTANCE_TYPE = ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO);

/** A collector of OpenTelemetry on a host. */
export function collect(stack: Stack, host: Ec2Host, props: Partial<Ec2CollectorProps> = {}, id = 'Collector'): Ec2Collector {
  return new Ec2Collector(stack, id, { host, collector: TraceCollector.openTelemetry(), ...props });
}

/** Without and with the CDK's flag that has groups make a launch template instead of a launch configuration. */
export const LAUNCH_TEMPLATES = [true, false];

export function ec2Stack(generateLaunchTemplate = true): Stack {
  return newStack(newApp({ context: { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': generateLaunchTemplate } }));
}

export function newVpc(scope: Construct): ec2.Vpc {
  const existing = scope.node.tryFindChild('Vpc');
  return existing instanceof ec2.Vpc ? existing : new ec2.Vpc(scope, 'Vpc', { natGateways: 0, maxAzs: 1 });
}

const PUBLIC = { subnetType: ec2.SubnetType.PUBLIC };

export function newInstance(scope: Construct, props: Partial<ec2.InstanceProps> = {}, id = 'Instance'): ec2.Instance {
  return new ec2.Instance(scope, id, { vpc: newVpc(scope), vpcSubnets: PUBLIC, instanceType: INSTANCE_TYPE, machineImage: LINUX, ...props });
}

export function newRole(scope: Construct, id = 'Role'): iam.Role {
  return new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}

/** A launch template with everything that a group asks for. */
export function newTemplate(scope: Construct, props: ec2.LaunchTemplateProps = {}, id = 'Template'): ec2.LaunchTemplate {
  return new ec2.LaunchTemplate(scope, id, {
    machineImage: LINUX, instanceType: INSTANCE_TYPE, userData: ec2.UserData.forLinux(), role: props.instanceProfile ? undefined : newRole(scope, `${id}Role`), ...props,
  });
}

export function newGroup(scope: Construct, props: Partial<autoscaling.AutoScalingGroupProps> = {}, id = 'Group'): autoscaling.AutoScalingGroup {
  const own = props.launchTemplate || props.mixedInstancesPolicy ? {} : { instanceType: INSTANCE_TYPE, machineImage: LINUX };
  return new autoscaling.AutoScalingGroup(scope, id, { vpc: newVpc(scope), vpcSubnets: PUBLIC, ...own, ...props });
}

export function importedTemplate(scope: Construct): ec2.ILaunchTemplate {
  return ec2.LaunchTemplate.fromLaunchTemplateAttributes(scope, 'Imported', { launchTemplateId: 'lt-1234' });
}

/** User data of a template or a part of it, as a machine would get it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const object: Record<string, unknown> = Object(value);
  const joined = object['Fn::Join'];
  if (Array.isArray(joined) && Array.isArray(joined[1])) {
    return joined[1].map(textOf).join(String(joined[0]));
  }
  if ('Fn::Base64' in object) {
    return Buffer.from(textOf(object['Fn::Base64'])).toString('base64');
  }
  return `<${JSON.stringify(value)}>`;
}

/** The user data of the only instance or launch template in a stack. */
export function userDataOf(stack: Stack, type = 'AWS::EC2::Instance'): string {
  const properties = onlyOne(stack, type);
  const data: Record<string, unknown> = type === 'AWS::EC2::LaunchTemplate' ? Object(properties.LaunchTemplateData) : properties;
  const encoded: Record<string, unknown> = Object(data.UserData);
  return textOf(encoded['Fn::Base64']);
}

export interface Run {
  readonly code: number | null;
  /** What was said, in order. */
  readonly said: readonly string[];
}

/** Runs a script as cloud-init does: as a file of its own. What it says goes to the file that `$SAID` names. */
export function run(script: string): Run {
  const folder = mkdtempSync(join(tmpdir(), 'user-data-'));
  try {
    const said = join(folder, 'said');
    const file = join(folder, 'part-001');
    writeFileSync(said, '');
    writeFileSync(file, script, { mode: 0o700 });
    const { status } = spawnSync(file, { cwd: folder, env: { PATH: process.env.PATH, SAID: said } });
    return { code: status, said: readFileSync(said, 'utf8').split('\n').filter((line) => line !== '') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** User data of bash. */
export function linux(...commands: string[]): ec2.UserData {
  const userData = ec2.UserData.forLinux();
  userData.addCommands(...commands);
  return userData;
}

/** The names that cloud-init gives to the parts of a document, in the order in which it runs them; `runcmd` is that of commands in a cloud-config. */
export function turnsOf(mime: string): string[] {
  return [...namesOf(mime), ...mime.includes('runcmd:') ? ['runcmd'] : []].sort();
}

function namesOf(mime: string): string[] {
  return partsOf(mime).map(({ headers }, index) => /filename="([^"]+)"/.exec(headers)?.[1] ?? `part-00${index + 1}`);
}

/** Runs the parts one after the other, as cloud-init does; the exit code is that of the first, which is the user's. */
export function cloudInit(userData: string): Run {
  if (!userData.startsWith('Content-Type')) {
    return run(userData);
  }
  const names = namesOf(userData);
  const runs = partsOf(userData).map(({ body }, index) => ({ name: names[index], ...run(body) }));
  const inOrder = [...runs].sort((one, other) => one.name < other.name ? -1 : 1);
  return { code: runs[0].code, said: inOrder.flatMap(({ said }) => said) };
}

/** The documents of a MIME document, with their headers. */
export function partsOf(mime: string): { readonly headers: string; readonly body: string }[] {
  const boundary = /boundary="([^"]+)"/.exec(mime)?.[1] ?? '';
  return mime.split(`\n--${boundary}`).slice(1, -1).map((part) => {
    const [headers, ...body] = part.slice(1).split('\n\n');
    return { headers, body: body.join('\n\n') };
  });
}

/** Every kind of host, with the type of the resource that has its user data. */
export const HOSTS: [string, string, (scope: Construct) => Ec2Host][] = [
  ['an instance', 'AWS::EC2::Instance', (scope) => Ec2Host.instance(newInstance(scope))],
  ['a bastion host', 'AWS::EC2::Instance', (scope) => Ec2Host.instance(new ec2.BastionHostLinux(scope, 'Bastion', { vpc: newVpc(scope), subnetSelection: PUBLIC }))],
  ['a launch template', 'AWS::EC2::LaunchTemplate', (scope) => Ec2Host.launchTemplate(newTemplate(scope))],
  ['a group', 'AWS::EC2::LaunchTemplate', (scope) => Ec2Host.autoScalingGroup(newGroup(scope))],
  ['a group of a template', 'AWS::EC2::LaunchTemplate', (scope) => Ec2Host.autoScalingGroup(newGroup(scope, { launchTemplate: newTemplate(scope) }))],
  ['a group of mixed instances', 'AWS::EC2::LaunchTemplate', (scope) => Ec2Host.autoScalingGroup(newGroup(scope, {
    mixedInstancesPolicy: { launchTemplate: newTemplate(scope), launchTemplateOverrides: [{ instanceType: INSTANCE_TYPE }] },
  }))],
];

/** The CDK has no way to import an instance; users have classes of their own. */
export function importedInstance(stack: Stack): ec2.IInstance {
  class Imported extends Resource implements ec2.IInstance {
    public readonly instanceId = 'i-1234';
    public readonly instanceAvailabilityZone = 'a';
    public readonly instancePrivateDnsName = 'a';
    public readonly instancePrivateIp = 'a';
    public readonly instancePublicDnsName = 'a';
    public readonly instancePublicIp = 'a';
    public readonly connections = new ec2.Connections();
    public readonly grantPrincipal = new iam.UnknownPrincipal({ resource: this });
    public readonly instanceRef = { instanceId: 'i-1234' };
  }
  return new Imported(stack, 'Imported');
}
