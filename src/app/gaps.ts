import { CfnResource } from 'aws-cdk-lib';
import { eventSourceNotTraceable, Finding, httpApiNotTraceable, pinnedVersion } from '../findings';
import { Intent, Ledger } from '../ledger';
import { ownerOf } from '../owner';
import { referencesIn, resolved } from '../references';

/**
 * What a resource without a switch of its own means for the traces of an app, once it is known what became of the others.
 */
export interface Gap {
  readonly resourceType: string;
  /** Whether the report has a row for it: somebody expects to see it in a trace. */
  readonly reported: boolean;
  find(resource: CfnResource): Finding | undefined;
}

const ALL: readonly Gap[] = [
  { resourceType: 'AWS::ApiGatewayV2::Api', reported: true, find: (resource) => httpApiNotTraceable(protocolOf(resource)) },
  { resourceType: 'AWS::Serverless::HttpApi', reported: true, find: () => httpApiNotTraceable('HTTP') },
  { resourceType: 'AWS::Lambda::EventSourceMapping', reported: false, find: untraceableSource },
  { resourceType: 'AWS::Lambda::Alias', reported: false, find: pinnedAlias },
];

export const GAPS: ReadonlyMap<string, Gap> = new Map(ALL.map((gap) => [gap.resourceType, gap]));

function protocolOf(resource: CfnResource): string {
  return read(resource, 'protocolType') === 'WEBSOCKET' ? 'WebSocket' : 'HTTP';
}

/** Source: AWS Lambda developer guide, services-xray, read 2026-11-22. */
const SOURCES: readonly [property: string, name: string][] = [
  ['selfManagedEventSource', 'self-managed Apache Kafka'],
  ['selfManagedKafkaEventSourceConfig', 'self-managed Apache Kafka'],
  ['amazonManagedKafkaEventSourceConfig', 'Amazon MSK'],
  ['documentDbEventSourceConfig', 'Amazon DocumentDB'],
  ['queues', 'Amazon MQ'],
  ['topics', 'Amazon MSK'],
];

function untraceableSource(mapping: CfnResource): Finding | undefined {
  const source = SOURCES.find(([property]) => Reflect.get(mapping, property) !== undefined);
  return source && isSwitchedOn(functionIn(mapping, 'functionName')) ? eventSourceNotTraceable(source[1]) : undefined;
}

function pinnedAlias(alias: CfnResource): Finding | undefined {
  const [version] = referencesIn(Reflect.get(alias, 'functionVersion'), alias);
  if (version) {
    return isPinned(version) && isSwitchedOnByUs(functionIn(version, 'functionName')) ? pinnedVersion(version.node.path) : undefined;
  }
  const number = read(alias, 'functionVersion');
  return typeof number === 'string' && /^\d+$/.test(number) && isSwitchedOnByUs(functionIn(alias, 'functionName'))
    ? pinnedVersion(`version ${number}`)
    : undefined;
}

/** The CDK publishes a new version with `currentVersion` when a function changes; any other version stays what it was. */
function isPinned(version: CfnResource): boolean {
  return version.cfnResourceType === 'AWS::Lambda::Version' && ownerOf(version)?.node.id !== 'CurrentVersion';
}

function functionIn(resource: CfnResource, property: string): CfnResource | undefined {
  const [target] = referencesIn(Reflect.get(resource, property), resource);
  return target && target.cfnResourceType !== 'AWS::Lambda::Function' && target !== resource ? functionIn(target, 'functionName') : target;
}

function isSwitchedOn(resource: CfnResource | undefined): boolean {
  return resource !== undefined && Ledger.of(resource).entry(resource)?.intent === Intent.ON;
}

function isSwitchedOnByUs(resource: CfnResource | undefined): boolean {
  return resource !== undefined && isSwitchedOn(resource) && Ledger.of(resource).entry(resource)?.switchBefore !== 'on';
}

function read(resource: CfnResource, property: string): unknown {
  return resolved(Reflect.get(resource, property), resource);
}
