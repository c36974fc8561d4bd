import { AnnotationIndex } from './annotation-index';
import { CollectorImage } from '../collector-image';

/** The ports that every collector listens on: X-Ray's own, and those of OTLP where it takes that. */
export const XRAY_PORT = 2000;
export const OTLP_GRPC_PORT = 4317;
export const OTLP_HTTP_PORT = 4318;

/** What its container is called. */
export const COLLECTOR_NAME = 'xray-collector';

export type CollectorKind = 'xray-daemon' | 'cloudwatch-agent' | 'otel-collector';

/** Where a collector is put. */
export interface CollectorPlace {
  /** The address that it listens on: 127.0.0.1 unless others than the machine's or the task's own processes have to reach it, then 0.0.0.0. */
  readonly listen: string;
  /** The Region of the place; an option of the collector wins over it. */
  readonly region: string;
  /** Whether it runs outside of EC2 or without access to its metadata, so that it must not ask for them. */
  readonly localMode: boolean;
}

/** What a collector is, wherever it is put. */
export interface CollectorFacts {
  readonly kind: CollectorKind;
  /** What messages call it. */
  readonly title: string;
  readonly takesOtlp: boolean;
  /** Whether it takes what the X-Ray SDKs send, on their port. */
  readonly takesSegments: boolean;
  /** Whether it takes OTLP over HTTP, on the port for that. */
  readonly takesOtlpHttp: boolean;
  /** Which attributes of OpenTelemetry it has X-Ray index; those that code lists on its spans come on top. */
  readonly annotations: AnnotationIndex;
  readonly image: CollectorImage;
  /** The Region that was given. */
  readonly region?: string;
  /** The proxy that was given. */
  readonly proxy?: string;
  /** The ARN of the role that it assumes. */
  readonly roleArn?: string;
  /** Memory that it needs at rest and under a usual load, the buffer not counted; AWS's samples reserve 256 MiB for any. */
  readonly memoryMib: number;
  readonly bufferMib: number;
  /** Whether it sends by a proxy, to an endpoint or by a configuration of the user's own, so that nothing is known of its way to X-Ray. */
  readonly ownWay: boolean;
}

/** How a collector runs as a container; its image has no shell. */
export interface ContainerSettings {
  readonly command?: string[];
  readonly environment: Record<string, string>;
  /** In exec form; none where the image has nothing that could check. */
  readonly healthCheck?: string[];
  /** The user that it runs as where the image does not say so. */
  readonly user?: string;
  /** Folders that it writes to, on a root file system that it can only read. */
  readonly scratchFolders: readonly string[];
}

/** The configuration file of a collector that runs on a machine itself. */
export interface ConfigurationFile {
  readonly format: 'yaml' | 'json';
  readonly text: string;
  /** What the text says, with tokens as they are, where it can be a part of other JSON. */
  readonly content?: object;
}
