import { textsAt } from './json';
import { JsonObject, isJsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

/** Everything in the account of the types that tracing adds or changes, as `type id`. */
export async function inventory(emulator: Emulator): Promise<string[]> {
  const recorded = await emulator.recorded();
  const records = Array.isArray(recorded) ? recorded.filter(isJsonObject) : [];
  return [
    ...await listed(emulator, 'xray', 'get_groups', 'Groups', 'GroupName'),
    ...await listed(emulator, 'xray', 'list_resource_policies', 'ResourcePolicies', 'PolicyName'),
    ...await samplingRules(emulator),
    ...await rolesWithPolicies(emulator),
    ...await listed(emulator, 'iam', 'list_policies', 'Policies', 'Arn', { Scope: 'Local' }),
    ...await listed(emulator, 'logs', 'describe_log_groups', 'logGroups', 'logGroupName'),
    ...await listed(emulator, 'lambda', 'list_functions', 'Functions', 'FunctionName'),
    ...await listed(emulator, 'apigateway', 'get_rest_apis', 'items', 'id'),
    ...await listed(emulator, 'appsync', 'list_graphql_apis', 'graphqlApis', 'arn'),
    ...await listed(emulator, 'sns', 'list_topics', 'Topics', 'TopicArn'),
    ...await listed(emulator, 'stepfunctions', 'list_state_machines', 'stateMachines', 'stateMachineArn'),
    ...await listed(emulator, 'events', 'list_rules', 'Rules', 'Name'),
    ...await listed(emulator, 'cloudwatch', 'describe_alarms', 'MetricAlarms', 'AlarmName'),
    ...await listed(emulator, 'cloudwatch', 'list_dashboards', 'DashboardEntries', 'DashboardName'),
    ...await listed(emulator, 'ec2', 'describe_vpc_endpoints', 'VpcEndpoints', 'VpcEndpointId'),
    ...await listed(emulator, 'ssm', 'describe_parameters', 'Parameters', 'Name'),
    ...await listed(emulator, 'ec2', 'describe_security_groups', 'SecurityGroups', 'GroupId'),
    ...await listed(emulator, 'ec2', 'describe_launch_templates', 'LaunchTemplates', 'LaunchTemplateId'),
    ...await listed(emulator, 'iam', 'list_instance_profiles', 'InstanceProfiles', 'InstanceProfileName'),
    ...await listed(emulator, 'autoscaling', 'describe_auto_scaling_groups', 'AutoScalingGroups', 'AutoScalingGroupName'),
    ...await listed(emulator, 's3', 'list_buckets', 'Buckets', 'Name'),
    ...textsAt(await emulator.sdk.call('ecs', 'list_clusters'), 'clusterArns').map((arn) => `cluster ${arn}`),
    ...textsAt(await emulator.sdk.call('ecs', 'list_task_definitions'), 'taskDefinitionArns').map((arn) => `task definition ${arn}`),
    ...records.map(({ Type, PhysicalId }) => `${String(Type)} ${String(PhysicalId)}`),
  ].sort();
}

async function listed(
  emulator: Emulator, service: string, operation: string, key: string, id: string, parameters: JsonObject = {},
): Promise<string[]> {
  const found = await emulator.sdk.list(service, operation, key, parameters);
  return found.map((item) => `${service} ${key} ${String(item[id])}`);
}

/** With what they say, for nothing may be changed in the Default rule either. */
async function samplingRules(emulator: Emulator): Promise<string[]> {
  const records = await emulator.sdk.list('xray', 'get_sampling_rules', 'SamplingRuleRecords');
  return records.map(({ SamplingRule }) => `rule ${JSON.stringify(SamplingRule)}`);
}

async function rolesWithPolicies(emulator: Emulator): Promise<string[]> {
  const found: string[] = [];
  for (const { RoleName } of await emulator.sdk.list('iam', 'list_roles', 'Roles')) {
    const inline = textsAt(await emulator.sdk.call('iam', 'list_role_policies', { RoleName }), 'PolicyNames');
    const attached = await emulator.sdk.list('iam', 'list_attached_role_policies', 'AttachedPolicies', { RoleName });
    found.push(`role ${String(RoleName)}: ${[...inline, ...attached.map(({ PolicyArn }) => String(PolicyArn))].sort().join(', ')}`);
  }
  return found;
}
