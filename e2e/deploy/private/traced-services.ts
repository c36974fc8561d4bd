import { at, objectsAt } from './json';
import { NEEDED, mayDo, topicPolicies } from './permissions';
import { Emulator } from '../../support/emulator';

/** Functions whose tracing is active and whose role may send, by name. */
export async function tracedFunctions(emulator: Emulator): Promise<string[]> {
  const traced: string[] = [];
  for (const { FunctionName, Role, TracingConfig } of await emulator.sdk.list('lambda', 'list_functions', 'Functions')) {
    if (at(TracingConfig, 'Mode') === 'Active' && await mayDo(emulator, Role, NEEDED.lambda)) {
      traced.push(String(FunctionName));
    }
  }
  return traced;
}

/** Stages of REST APIs, each with its API: API Gateway needs no permission. */
export async function tracedStages({ sdk }: Emulator): Promise<string[]> {
  const traced: string[] = [];
  for (const { id } of await sdk.list('apigateway', 'get_rest_apis', 'items')) {
    const stages = await sdk.list('apigateway', 'get_stages', 'item', { restApiId: id });
    traced.push(...stages.filter(({ tracingEnabled }) => tracingEnabled === true).map(({ stageName }) => `${String(id)}/${String(stageName)}`));
  }
  return traced;
}

/** GraphQL APIs: AppSync sends with a role of its own. */
export async function tracedGraphqlApis({ sdk }: Emulator): Promise<string[]> {
  const apis = await sdk.list('appsync', 'list_graphql_apis', 'graphqlApis');
  return apis.filter(({ xrayEnabled }) => xrayEnabled === true).map(({ apiId }) => String(apiId));
}

/** Topics, each of which a resource policy lets Amazon SNS send for. */
export async function tracedTopics(emulator: Emulator): Promise<string[]> {
  const traced: string[] = [];
  for (const { TopicArn } of await emulator.sdk.list('sns', 'list_topics', 'Topics')) {
    const topic = await emulator.sdk.call('sns', 'get_topic_attributes', { TopicArn });
    const isLetIn = (await topicPolicies(emulator, String(TopicArn))).length > 0;
    if (at(topic, 'Attributes', 'TracingConfig') === 'Active' && isLetIn) {
      traced.push(String(TopicArn));
    }
  }
  return traced;
}

/** State machines whose role may send. */
export async function tracedStateMachines(emulator: Emulator): Promise<string[]> {
  const traced: string[] = [];
  for (const { stateMachineArn } of objectsAt(await emulator.sdk.call('stepfunctions', 'list_state_machines'), 'stateMachines')) {
    const machine = await emulator.sdk.call('stepfunctions', 'describe_state_machine', { stateMachineArn });
    if (at(machine, 'tracingConfiguration', 'enabled') === true && await mayDo(emulator, machine.roleArn, NEEDED.stateMachine)) {
      traced.push(String(stateMachineArn));
    }
  }
  return traced;
}
