import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/** What a resource says of the machines that are made from it; nothing where CloudFormation computes it as a whole. */
export interface LaunchSettings {
  userData(): string | undefined;
  setUserData(encoded: string): void;
  imageId(): string | undefined;
}

/** A resource that machines are made from, and what its L2 says of it. */
export interface Machine {
  /** The instance, launch template or launch configuration. */
  readonly resource: CfnResource;
  readonly settings: LaunchSettings;
  /** The user data of the L2, from which it renders that of the resource. */
  readonly userData?: ec2.UserData;
  readonly osType?: ec2.OperatingSystemType;
  /** The role that the machines run with, where it can be found. */
  readonly role?: IRole;
}

/** A resource of CloudFormation that can wait for its machines. */
export interface Waiting {
  readonly resource: CfnResource;
  /** How many machines there are at first; undefined for a single instance. */
  readonly count?: string;
}

/** What an Ec2Host is made of. */
export interface Machines {
  /** What the user named. */
  readonly construct: IConstruct;
  /** What messages call it. */
  readonly title: string;
  readonly osType: ec2.OperatingSystemType;
  /** What can be installed by user data. */
  readonly machines: readonly Machine[];
  /** Why others can't. */
  readonly obstacles: readonly string[];
  /** Nothing for a launch template, or for what is not of this app. */
  readonly waiting?: Waiting;
}
