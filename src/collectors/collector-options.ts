import { Size } from 'aws-cdk-lib';
import { aws_iam as iam } from 'aws-cdk-lib/interfaces';
import { CollectorImage } from './collector-image';

/**
 * How much a collector writes to its log.
 */
export enum CollectorLogLevel {
  /** Everything, each batch included. */
  DEBUG = 'debug',
  /** What it does at start and stop, and what goes wrong. */
  INFO = 'info',
  /** What may go wrong. */
  WARN = 'warn',
  /** What went wrong. */
  ERROR = 'error',
}

/**
 * What can be said of every collector. Each value is checked where you type it; one that is known at deployment only, such as that of a parameter, is not,
 * and stands in the configuration as it comes.
 */
export interface TraceCollectorOptions {
  /**
   * The container image; without effect where the collector runs on a machine itself. The health of the OpenTelemetry collector is checked by a program of
   * AWS's image, so only in a repository that is called `aws-otel-collector` as well.
   *
   * @default - AWS's own image for Linux, in a version that is pinned exactly
   */
  readonly image?: CollectorImage;

  /**
   * The Region that segments are sent to.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * A role that the collector assumes to send, such as one in the account that has all traces. It has to trust the role of the host, which gets the
   * permission to assume it.
   *
   * @default - the role of the host sends
   */
  readonly role?: iam.IRoleRef;

  /**
   * The proxy that the collector sends through, as `http://host:port` or `https://host:port`. On a machine, what installs the collector downloads by it
   * as well, unless it has a mirror.
   *
   * @default - none
   */
  readonly proxy?: string;

  /**
   * How much the collector writes to its log. The CloudWatch agent knows `DEBUG` only; every other level is its usual one.
   *
   * @default CollectorLogLevel.INFO
   */
  readonly logLevel?: CollectorLogLevel;

  /**
   * The memory for segments that wait to be sent: whole mebibytes, 3 or more. It is always said, for the X-Ray daemon would take 1 % of the
   * memory of the whole *host*. The CloudWatch agent accepts it and does not use it.
   *
   * @default Size.mebibytes(16)
   */
  readonly bufferMemory?: Size;

  /**
   * The ARN of the resource that the collector runs on, for its telemetry [disable-awslint:props-no-arn-refs].
   *
   * @default - none
   */
  readonly resourceArn?: string;

  /**
   * Another endpoint of the X-Ray API, as `https://host`: for partitions that the collector does not know, or an endpoint of your VPC without private DNS.
   *
   * @default - the endpoint of the Region
   */
  readonly endpoint?: string;
}

/**
 * Options of the X-Ray daemon.
 */
export interface XRayDaemonOptions extends TraceCollectorOptions {
  /**
   * How many requests to X-Ray run at the same time: 1 or more. Only on machines: the daemon's container takes it from a file only, and says so.
   *
   * @default 8
   */
  readonly concurrency?: number;
}

/**
 * Options of the CloudWatch agent.
 */
export interface CloudWatchAgentOptions extends TraceCollectorOptions {
  /**
   * How many requests to X-Ray run at the same time: 1 or more.
   *
   * @default 8
   */
  readonly concurrency?: number;
}

/**
 * Options of the OpenTelemetry collector.
 */
export interface OpenTelemetryOptions extends TraceCollectorOptions {
  /**
   * The attributes that become annotations, which filters can look for; all others become metadata, which they can't. At most 50, as X-Ray indexes 50
   * annotations of a trace; none empty, none twice. Write a key as the code sets it, that of a resource with `otel.resource.` before it. In the annotation
   * letters, digits and dots stay, and every other character becomes `_`: that is what a filter has to look for. Code can list more of them on each span,
   * in its attribute `aws.xray.annotations`.
   *
   * @default - none but those that the code lists
   */
  readonly indexedAttributes?: string[];

  /**
   * Whether all attributes become annotations. X-Ray indexes 50 of a trace, and which these are is not known. Not beside `indexedAttributes`.
   *
   * @default false
   */
  readonly indexAllAttributes?: boolean;

  /**
   * A configuration of your own, as YAML, instead of the one that is made from the other options. It is parsed when you give it; what does not parse,
   * or has no traces pipeline, is an error. It goes with `image` only: everything else stands in it. Applications are told of the ports 2000 and 4318 where
   * its pipelines take from them, or may do so; its health is checked where the service has the extension `health_check` on a loopback address.
   *
   * @default - receivers for the X-Ray SDKs and for OTLP, exported to X-Ray
   */
  readonly configuration?: string;
}
