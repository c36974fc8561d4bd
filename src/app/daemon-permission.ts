import { CfnResource } from 'aws-cdk-lib';
import { ContainerFacts, listField } from '../hosts/private/ecs/task-facts';
import { permitSending } from '../hosts/private/permit-collector';
import { RoleAccess } from '../permissions/role-access';

/**
 * Gives the role of a task the permission that an X-Ray daemon needs which the user wrote by hand: it has no other use than to send.
 * Other collectors may have been configured for anything.
 */
export function permitDaemon(taskDefinition: CfnResource, containers: readonly ContainerFacts[], role: () => RoleAccess): void {
  if (containers.some((container) => container.kind === 'xray-daemon' && sendsWithTaskRole(container))) {
    permitSending(role(), taskDefinition);
  }
}

/** Whether a collector has no credentials but those of its task, as far as it can be seen. */
export function sendsWithTaskRole({ environment, definition }: ContainerFacts): boolean {
  const command = listField(definition, 'Command');
  return !environment.has('AWS_ACCESS_KEY_ID')
    && command !== undefined
    && !command.some((argument) => typeof argument === 'string' && /^(-r|--role-arn)\b/.test(argument));
}
