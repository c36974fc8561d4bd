/**
 * The smallest set of actions that a service needs, sorted.
 *
 * Sources: AWS Lambda developer guide (services-xray), AWS Step Functions developer guide (concepts-xray-tracing),
 * Amazon CloudWatch user guide (CloudWatch_Synthetics_Canaries_tracing), AWS X-Ray developer guide (xray-daemon).
 * X-Ray has no resource-level permissions for its actions: their resource is always "*".
 */
export interface PermissionSet {
  /** Part of the id of a managed policy that grants it. */
  readonly name: string;
  readonly actions: readonly string[];
  /** What the actions are about, where that is not everything. */
  readonly resource?: string;
}

const PUT_TRACE_SEGMENTS = 'xray:PutTraceSegments';
const PUT_TELEMETRY_RECORDS = 'xray:PutTelemetryRecords';
const GET_SAMPLING_RULES = 'xray:GetSamplingRules';
const GET_SAMPLING_TARGETS = 'xray:GetSamplingTargets';

/** For who sends segments only. */
export const SEGMENTS: PermissionSet = { name: 'XRaySegments', actions: [PUT_TRACE_SEGMENTS] };

/** For who sends segments and telemetry, and does not sample by rules: Lambda. */
export const WRITE: PermissionSet = { name: 'XRayWrite', actions: [PUT_TELEMETRY_RECORDS, PUT_TRACE_SEGMENTS] };

/** For who samples by X-Ray's rules as well: Step Functions and the X-Ray daemon. */
export const WRITE_AND_SAMPLE: PermissionSet = {
  name: 'XRayWriteAndSample',
  actions: [GET_SAMPLING_RULES, GET_SAMPLING_TARGETS, PUT_TELEMETRY_RECORDS, PUT_TRACE_SEGMENTS],
};

/** For who sends with another role than its own. */
export function assumption(roleArn: string): PermissionSet {
  return { name: 'XRayAssumeRole', actions: ['sts:AssumeRole'], resource: roleArn };
}
