import { CollectorPlace } from '../../collectors/private/collector-facts';
import { TraceCollector } from '../../collectors/trace-collector';
import { InstallationOptions } from '../installation-options';

/** A CloudFormation resource that waits for the outcome. */
export interface InstallationSignal {
  readonly stack: string;
  readonly logicalId: string;
  readonly region: string;
}

/** How a collector on Linux comes to credentials of its own. */
export interface LinuxIdentity {
  /** Steps of bash that make the machine ready, before the collector starts. */
  readonly steps?: string;
  /** A group that may read them; the collector is in it. */
  readonly group?: string;
  /** A program that the collector's user has to be able to run, and files that it has to be able to read. */
  readonly program?: string;
  readonly files?: readonly string[];
}

/** A collector for a machine, and all that its script has to know. */
export interface Installation extends InstallationOptions {
  readonly collector: TraceCollector;
  readonly place: CollectorPlace;
  /** The domain of AWS in the partition, such as amazonaws.com. */
  readonly urlSuffix: string;
  /** A file of the AWS SDK's shared configuration that the collector's own user reads its credentials by; on machines outside of AWS. */
  readonly awsConfig?: string;
  readonly linuxIdentity?: LinuxIdentity;
  /** Files that have to be on a machine of Windows. */
  readonly windowsFiles?: readonly string[];
  readonly signal?: InstallationSignal;
}
