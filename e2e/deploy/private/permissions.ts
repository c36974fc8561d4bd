import { JsonObject, isJsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

const SEND_SEGMENTS = 'xray:PutTraceSegments';

/** Whether a role of the account may send segments, as IAM's simulator says. */
export async function maySend(emulator: Emulator, roleArn: unknown): Promise<boolean> {
  if (typeof roleArn !== 'string' || roleArn === '') {
    return false;
  }
  const request = { PolicySourceArn: roleArn, ActionNames: [SEND_SEGMENTS] };
  const results = await emulator.sdk.list('iam', 'simulate_principal_policy', 'EvaluationResults', request);
  return results.length === 1 && results[0].EvalDecision === 'allowed';
}

/** X-Ray's resource policies that let Amazon SNS send segments. */
export async function topicPolicies(emulator: Emulator): Promise<JsonObject[]> {
  const policies = await emulator.sdk.list('xray', 'list_resource_policies', 'ResourcePolicies');
  return policies.filter(({ PolicyDocument }) => statementsOf(PolicyDocument).some(letsTopicsSend));
}

function statementsOf(document: unknown): JsonObject[] {
  const parsed: unknown = JSON.parse(String(document));
  const statements: unknown = isJsonObject(parsed) ? parsed.Statement : undefined;
  return Array.isArray(statements) ? statements.filter(isJsonObject) : [];
}

function letsTopicsSend({ Effect, Principal, Action }: JsonObject): boolean {
  const actions: unknown[] = [Action].flat();
  return Effect === 'Allow' && isJsonObject(Principal) && Principal.Service === 'sns.amazonaws.com' && actions.includes(SEND_SEGMENTS);
}
