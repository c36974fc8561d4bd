import { CfnResource, Token, Tokenization } from 'aws-cdk-lib';
import { isRecord, propertyOf, referencesIn, resolved } from '../../../references';

/** A metric of a service that counts every request, not only those that are sampled. */
export interface ServiceMetric {
  readonly metricName: string;
  readonly statistic: string;
  /** What the line is of, where a graph has several of one resource. */
  readonly what?: string;
}

/** What is looked at of a kind of resources. */
export const ASPECTS = ['requests', 'errors', 'faults', 'latency'] as const;

export type Aspect = typeof ASPECTS[number];

/** The metrics of one resource. */
export interface ServiceMetrics {
  readonly kind: Kind;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<Aspect, readonly ServiceMetric[]>>;
}

/** A heading of the dashboard. */
export interface Kind {
  readonly title: string;
  /** What stands under errors, and what under faults. */
  readonly note: string;
  readonly latencyUnit: string;
}

/** Why a resource has no line. */
export interface NoMetrics {
  readonly reason: string;
}

const P99 = 'p99';
const SUM = 'Sum';

const STAGES: Kind = { title: 'API Gateway', note: 'Errors are responses 4xx, faults 5xx; latency is the 99th percentile.', latencyUnit: 'ms' };
const FUNCTIONS: Kind = { title: 'Functions', note: 'Errors are throttled calls, faults failed ones; latency is the 99th percentile.', latencyUnit: 'ms' };
const MACHINES: Kind = {
  title: 'State machines',
  note: 'Errors are throttled steps and aborted executions, faults failed and timed-out ones; latency is the 99th percentile.',
  latencyUnit: 'ms',
};
const LOAD_BALANCERS: Kind = {
  title: 'Load balancers',
  note: 'Errors are responses 4xx, faults 5xx, of the targets and the load balancer itself; latency is of the targets, the 99th percentile.',
  latencyUnit: 's',
};

/** The headings in their order, from the outside of an app to the inside. */
export const KINDS: readonly Kind[] = [STAGES, LOAD_BALANCERS, FUNCTIONS, MACHINES];

/** Names of metrics and dimensions as the CDK's own classes of these resources have them, version 2.260.0. */
const REST_METRICS = {
  requests: [count('Count')],
  errors: [count('4XXError')],
  faults: [count('5XXError')],
  latency: [percentile('Latency')],
};

const HTTP_METRICS = {
  requests: [count('Count')],
  errors: [count('4xx')],
  faults: [count('5xx')],
  latency: [percentile('Latency')],
};

const FUNCTION_METRICS = {
  requests: [count('Invocations')],
  errors: [count('Throttles')],
  faults: [count('Errors')],
  latency: [percentile('Duration')],
};

const MACHINE_METRICS = {
  requests: [count('ExecutionsStarted')],
  errors: [count('ExecutionThrottled', 'throttled'), count('ExecutionsAborted', 'aborted')],
  faults: [count('ExecutionsFailed', 'failed'), count('ExecutionsTimedOut', 'timed out')],
  latency: [percentile('ExecutionTime')],
};

const LOAD_BALANCER_METRICS = {
  requests: [count('RequestCount')],
  errors: [count('HTTPCode_Target_4XX_Count', 'targets'), count('HTTPCode_ELB_4XX_Count', 'itself')],
  faults: [count('HTTPCode_Target_5XX_Count', 'targets'), count('HTTPCode_ELB_5XX_Count', 'itself')],
  latency: [percentile('TargetResponseTime')],
};

type Reader = (resource: CfnResource) => ServiceMetrics | NoMetrics | undefined;

const READERS = new Map<string, Reader>([
  ['AWS::ApiGateway::Stage', ofRestStage],
  ['AWS::ApiGatewayV2::Stage', ofHttpStage],
  ['AWS::Lambda::Function', ofFunction],
  ['AWS::Serverless::Function', ofFunction],
  ['AWS::StepFunctions::StateMachine', ofMachine],
  ['AWS::Serverless::StateMachine', ofMachine],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', ofLoadBalancer],
]);

/** What a service measures of a resource; nothing where it is none that a dashboard shows. */
export function metricsOf(resource: CfnResource): ServiceMetrics | NoMetrics | undefined {
  return READERS.get(resource.cfnResourceType)?.(resource);
}

export function isMeasured(found: ServiceMetrics | NoMetrics): found is ServiceMetrics {
  return 'metrics' in found;
}

function ofRestStage(stage: CfnResource): ServiceMetrics | NoMetrics {
  const name = textOf(apiOf(stage, 'RestApiId'), 'Name');
  return name === undefined
    ? { reason: 'its metrics are by the name of the API, which is not known here' }
    : { kind: STAGES, namespace: 'AWS/ApiGateway', dimensions: { ApiName: name, Stage: stage.ref }, metrics: REST_METRICS };
}

function ofHttpStage(stage: CfnResource): ServiceMetrics | undefined {
  const api = apiOf(stage, 'ApiId');
  const protocol = api && textOf(api, 'ProtocolType');
  const id = textOf(stage, 'ApiId');
  const name = textOf(stage, 'StageName');
  return protocol === 'WEBSOCKET' || id === undefined || name === undefined
    ? undefined
    : { kind: STAGES, namespace: 'AWS/ApiGateway', dimensions: { ApiId: id, Stage: name }, metrics: HTTP_METRICS };
}

function ofFunction(fn: CfnResource): ServiceMetrics {
  return { kind: FUNCTIONS, namespace: 'AWS/Lambda', dimensions: { FunctionName: fn.ref }, metrics: FUNCTION_METRICS };
}

function ofMachine(machine: CfnResource): ServiceMetrics {
  return { kind: MACHINES, namespace: 'AWS/States', dimensions: { StateMachineArn: machine.ref }, metrics: MACHINE_METRICS };
}

function ofLoadBalancer(balancer: CfnResource): ServiceMetrics | NoMetrics | undefined {
  const type = resolved(propertyOf(balancer, 'Type'), balancer) ?? 'application';
  if (isRecord(type)) {
    return { reason: 'its type is known at deployment only' };
  }
  const dimensions = { LoadBalancer: balancer.getAtt('LoadBalancerFullName').toString() };
  return type === 'application' ? { kind: LOAD_BALANCERS, namespace: 'AWS/ApplicationELB', dimensions, metrics: LOAD_BALANCER_METRICS } : undefined;
}

function apiOf(stage: CfnResource, property: string): CfnResource | undefined {
  return referencesIn(propertyOf(stage, property), stage)[0];
}

/** A property that is text, maybe one that CloudFormation computes. */
function textOf(resource: CfnResource | undefined, property: string): string | undefined {
  const value = resource && propertyOf(resource, property);
  if (typeof value === 'string') {
    return value;
  }
  return Tokenization.isResolvable(value) ? Token.asString(value) : undefined;
}

function count(metricName: string, what?: string): ServiceMetric {
  return { metricName, statistic: SUM, what };
}

function percentile(metricName: string): ServiceMetric {
  return { metricName, statistic: P99 };
}
