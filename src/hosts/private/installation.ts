import { CollectorPlace } from '../../collectors/private/collector-facts';
import { TraceCollector } from '../../collectors/trace-collector';
import { InstallationOptions } from '../installation-options';

/** A CloudFormation resource that waits for the outcome. */
export interface InstallationSignal {
  readonly stack: string;
  readonly logicalId: string;
  readonly region: string;
}

/** A collector for a machine, and all that its script has to know. */
export interface Installation extends InstallationOptions {
  readonly collector: TraceCollector;
  readonly place: CollectorPlace;
  /** The domain of AWS in the partition, such as amazonaws.com. */
  readonly urlSuffix: string;
  /** A file of the AWS SDK's shared configuration that the collector's own user reads its credentials by; on machines outside of AWS. */
  readonly awsConfig?: string;
  readonly signal?: InstallationSignal;
}
