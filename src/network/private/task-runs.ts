import { CfnResource } from 'aws-cdk-lib';
import { linked, linkTo, memberOf } from './linked';
import { isRecord, propertyOf } from '../../references';

/** What of a service says where its tasks run. */
const PROPERTIES = ['LaunchType', 'CapacityProviderStrategy', 'NetworkConfiguration'];

const READERS = new Map<string, (host: CfnResource, task?: CfnResource) => unknown[]>([
  ['AWS::ECS::Service', serviceRun],
  ['AWS::ECS::TaskSet', serviceRun],
  ['AWS::Events::Rule', (rule, task) => targetRuns(linked(propertyOf(rule, 'Targets'), rule), task)],
  ['AWS::Scheduler::Schedule', (schedule, task) => targetRuns([linked(propertyOf(schedule, 'Target'), schedule)], task)],
]);

/** With which launch type, capacity and network a service, a rule or a schedule runs a task; a rule may do so several times. */
export function runsOf(host: CfnResource, task?: CfnResource): unknown[] {
  return READERS.get(host.cfnResourceType)?.(host, task) ?? [];
}

/** The network of a run, where the task has one of its own. */
export function networkOf(run: unknown): unknown {
  const configuration = memberOf(run, 'NetworkConfiguration');
  return memberOf(configuration, 'AwsvpcConfiguration') ?? memberOf(configuration, 'AwsVpcConfiguration');
}

/** Whether a run is surely one on AWS Fargate. */
export function isOnFargate(run: unknown): boolean {
  const strategy = memberOf(run, 'CapacityProviderStrategy');
  return memberOf(run, 'LaunchType') === 'FARGATE'
    || Array.isArray(strategy) && strategy.length > 0
    && strategy.every((item) => ['FARGATE', 'FARGATE_SPOT'].includes(String(memberOf(item, 'CapacityProvider'))));
}

function serviceRun(service: CfnResource): unknown[] {
  return [Object.fromEntries(PROPERTIES.map((name) => [name, linked(propertyOf(service, name), service)]))];
}

function targetRuns(targets: unknown, task?: CfnResource): unknown[] {
  return (Array.isArray(targets) ? targets : [])
    .map((target) => memberOf(target, 'EcsParameters'))
    .filter((run) => isRecord(run) && linkTo(memberOf(run, 'TaskDefinitionArn'), 'AWS::ECS::TaskDefinition') === task);
}
