import { objectsAt } from './json';
import { JsonObject, isJsonObject } from '../../support/aws-sdk';
import { ACCOUNT, Emulator } from '../../support/emulator';

/** What each needs who sends segments by itself, as AWS documents it. */
export const NEEDED = {
  /** AWS Lambda developer guide, services-xray. */
  lambda: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  /** Step Functions developer guide, concepts-xray-tracing. */
  stateMachine: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
  /** CloudWatch user guide, CloudWatch_Synthetics_Canaries_tracing. */
  canary: ['xray:PutTraceSegments'],
  /** X-Ray developer guide, xray-daemon. */
  collector: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Whether a role of the account may do all of it, as IAM's simulator says. */
export async function mayDo(emulator: Emulator, roleArn: unknown, actions: readonly string[]): Promise<boolean> {
  if (typeof roleArn !== 'string' || roleArn === '') {
    return false;
  }
  const request = { PolicySourceArn: roleArn, ActionNames: actions };
  const results = await emulator.sdk.list('iam', 'simulate_principal_policy', 'EvaluationResults', request);
  return results.length === actions.length && results.every(({ EvalDecision }) => EvalDecision === 'allowed');
}

/** X-Ray's resource policies that let Amazon SNS send segments: for one topic, or for any. */
export async function topicPolicies(emulator: Emulator, topicArn?: string): Promise<JsonObject[]> {
  const policies = await emulator.sdk.list('xray', 'list_resource_policies', 'ResourcePolicies');
  return policies.filter(({ PolicyDocument }) => objectsAt(JSON.parse(String(PolicyDocument)), 'Statement')
    .some((statement) => isForTopics(statement) && (topicArn === undefined || meets(statement.Condition, topicArn))));
}

function isForTopics({ Effect, Principal, Action }: JsonObject): boolean {
  const actions: unknown[] = [Action].flat();
  return Effect === 'Allow' && isJsonObject(Principal) && Principal.Service === 'sns.amazonaws.com' && actions.includes('xray:PutTraceSegments');
}

/** Whether a topic of this account meets every condition; one of another kind than these is not met. */
function meets(condition: unknown, topicArn: string): boolean {
  const values: JsonObject = { 'aws:sourcearn': topicArn, 'aws:sourceaccount': ACCOUNT };
  return Object.entries(isJsonObject(condition) ? condition : {}).every(([operator, keys]) =>
    ['StringEquals', 'StringLike', 'ArnLike'].includes(operator) && Object.entries(isJsonObject(keys) ? keys : {}).every(([key, patterns]) =>
      [patterns].flat().some((pattern) => isLike(String(values[key.toLowerCase()]), String(pattern), operator !== 'StringEquals'))));
}

function isLike(text: string, pattern: string, hasWildcards: boolean): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return hasWildcards ? new RegExp(`^${escaped}$`).test(text) : text === pattern;
}
