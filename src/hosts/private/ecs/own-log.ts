import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Unfit } from './fit-task';
import { taskResource } from './task-resource';
import { topOf } from '../../../account/environment';
import { executionRoleNotWritable, statementJson } from '../../../findings';
import { Ledger } from '../../../ledger';
import { describe, isClosed, isPrecreated, ownRole } from '../../../permissions/role-kinds';
import { isRecord } from '../../../references';
import { isAssumedPermitted } from '../permit-collector';

/** What a task has to do to write a log. */
const ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** The context by which Role.customizeRoles() reaches the roles of a scope. */
const CUSTOMIZE_ROLES = '@aws-cdk/iam:customizeRoles';

/** A log group of its own for a container of a task, with the permission to write to it. */
export function ownLog(taskDefinition: ecs.TaskDefinition, id: string, streamPrefix: string, retention: logs.RetentionDays): ecs.LogDriver {
  const logGroup = new logs.LogGroup(taskDefinition, id, { retention, removalPolicy: RemovalPolicy.DESTROY });
  const role = taskDefinition.executionRole;
  const resource = taskResource(taskDefinition);
  if (role && isClosed(role) && !isPrecreated(role) && !isAssumedPermitted(resource)) {
    Ledger.of(resource).warn(resource, executionRoleNotWritable(describe(role.roleArn, role), ACTIONS));
  }
  if (!role || !isElsewhere(role, taskDefinition)) {
    return ecs.LogDrivers.awsLogs({ streamPrefix, logGroup });
  }
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ACTIONS, resources: [namePattern(taskDefinition, id)] }));
  return new ecs.GenericLogDriver({
    logDriver: 'awslogs',
    options: { 'awslogs-group': logGroup.logGroupName, 'awslogs-stream-prefix': streamPrefix, 'awslogs-region': Stack.of(taskDefinition).region },
  });
}

/** Why a task would not start with a log of its own that nobody asked for, or could not be deployed. */
export function whyNoOwnLog(taskDefinition: ecs.TaskDefinition): Unfit | undefined {
  const role = taskDefinition.executionRole;
  if (!role) {
    return hasCustomRoles(taskDefinition)
      ? { cause: 'it has no execution role yet, and Role.customizeRoles() has others make the roles', remedy: 'Give it an execution role, or have them make one' }
      : undefined;
  }
  const inner = ownRole(role) ?? role;
  if (isClosed(role) || isPrecreated(inner)) {
    return isAssumedPermitted(taskResource(taskDefinition)) ? undefined : {
      cause: `its execution role ${describe(role.roleArn, role)} can't be changed from this app, and has to allow the log of the collector`,
      remedy: `Let the owner of the role add ${statementJson(ACTIONS)} to it, then pass unwritableRoles: ASSUME_PERMITTED`,
    };
  }
  return isElsewhere(role, taskDefinition)
    ? {
      cause: `its execution role ${inner.node.path} is of another stack, which would have to know the log group of the collector in this one`,
      remedy: 'Add EcsSidecarCollector to the task definition yourself, which has that role write every log group of such a name',
    }
    : undefined;
}

/** Whether a role stands in another stack than the task, so that its policies and the task would wait for each other. */
function isElsewhere(role: IRole, taskDefinition: ecs.TaskDefinition): boolean {
  return Stack.of(role) !== Stack.of(taskDefinition);
}

function hasCustomRoles(taskDefinition: ecs.TaskDefinition): boolean {
  const custom: unknown = taskDefinition.node.tryGetContext(CUSTOMIZE_ROLES);
  return isRecord(custom) && custom.preventSynthesis !== false;
}

/** The log group by what CloudFormation makes its name from, for to name it would be to wait for it. */
function namePattern(taskDefinition: ecs.TaskDefinition, id: string): string {
  const stack = Stack.of(taskDefinition);
  return stack.formatArn({
    service: 'logs', resource: 'log-group', resourceName: `${topOf(stack).stackName}-*${id}*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
