import { CfnResource } from 'aws-cdk-lib';
import { Finding } from '../finding';
import { eventSourceNotTraceable, httpApiNotTraceable, pinnedVersion } from '../findings';
import { Intent, Ledger } from '../ledger';
import { handWrittenDaemon, HOSTS } from './hand-written-hosts';
import { ownerOf } from '../owner';
import { propertyOf, referencesIn, resolved } from '../references';

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
  ...HOSTS.map((resourceType) => ({ resourceType, reported: false, find: handWrittenDaemon })),
];

export const GAPS: ReadonlyMap<string, Gap> = new Map(ALL.map((gap) => [gap.resourceType, gap]));

function protocolOf(resource: CfnResource): string {
  return read(resource, 'ProtocolType') === 'WEBSOCKET' ? 'WebSocket' : 'HTTP';
}

/** What shows a source that Lambda cannot trace. Source: AWS Lambda developer guide, services-xray, read 2026-11-22. */
interface Source {
  readonly name: string;
  readonly properties: readonly string[];
  readonly arn?: RegExp;
  readonly resourceTypes: readonly string[];
}

const SOURCES: readonly Source[] = [
  { name: 'self-managed Apache Kafka', properties: ['SelfManagedEventSource', 'SelfManagedKafkaEventSourceConfig'], resourceTypes: [] },
  { name: 'Amazon DocumentDB', properties: ['DocumentDBEventSourceConfig', 'DocumentDbEventSourceConfig'], resourceTypes: ['AWS::DocDB::DBCluster'] },
  { name: 'Amazon MQ', properties: ['Queues'], arn: /:mq:/, resourceTypes: ['AWS::AmazonMQ::Broker'] },
  {
    name: 'Amazon MSK',
    properties: ['AmazonManagedKafkaEventSourceConfig', 'Topics'],
    arn: /:kafka:/,
    resourceTypes: ['AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster'],
  },
];

function untraceableSource(mapping: CfnResource): Finding | undefined {
  if (!isSwitchedOn(functionIn(mapping, 'FunctionName'))) {
    return undefined;
  }
  const arn = propertyOf(mapping, 'EventSourceArn');
  const text = JSON.stringify(resolved(arn, mapping) ?? '');
  const [origin] = referencesIn(arn, mapping);
  const source = SOURCES.find(({ properties, arn: pattern, resourceTypes }) =>
    properties.some((property) => propertyOf(mapping, property) !== undefined)
    || pattern?.test(text)
    || (origin && resourceTypes.includes(origin.cfnResourceType)));
  return source && eventSourceNotTraceable(source.name);
}

function pinnedAlias(alias: CfnResource): Finding | undefined {
  const [version] = referencesIn(propertyOf(alias, 'FunctionVersion'), alias);
  if (version) {
    return isPinned(version) && isSwitchedOnByUs(functionIn(version, 'FunctionName')) ? pinnedVersion(version.node.path) : undefined;
  }
  const number = read(alias, 'FunctionVersion');
  return typeof number === 'string' && /^\d+$/.test(number) && isSwitchedOnByUs(functionIn(alias, 'FunctionName'))
    ? pinnedVersion(`version ${number}`)
    : undefined;
}

/** The CDK publishes a new version with `currentVersion` when a function changes; any other version stays what it was. */
function isPinned(version: CfnResource): boolean {
  return version.cfnResourceType === 'AWS::Lambda::Version' && ownerOf(version)?.node.id !== 'CurrentVersion';
}

function functionIn(resource: CfnResource, property: string): CfnResource | undefined {
  const [target] = referencesIn(propertyOf(resource, property), resource);
  return target && target.cfnResourceType !== 'AWS::Lambda::Function' && target !== resource ? functionIn(target, 'FunctionName') : target;
}

function isSwitchedOn(resource: CfnResource | undefined): boolean {
  return resource !== undefined && Ledger.of(resource).entry(resource)?.intent === Intent.ON;
}

function isSwitchedOnByUs(resource: CfnResource | undefined): boolean {
  return resource !== undefined && isSwitchedOn(resource) && Ledger.of(resource).entry(resource)?.switchBefore !== 'on';
}

function read(resource: CfnResource, property: string): unknown {
  return resolved(propertyOf(resource, property), resource);
}
