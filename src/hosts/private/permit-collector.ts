import { CfnResource } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { CollectorFacts } from '../../collectors/private/collector-facts';
import { messageOf } from '../../finding';
import { collectorRoleNotWritable } from '../../findings';
import { Ledger } from '../../ledger';
import { createAfter } from '../../permissions/dependency';
import { assumption, PermissionSet, WRITE_AND_SAMPLE } from '../../permissions/permission-set';
import { RoleAccess } from '../../permissions/role-access';
import { nameOf } from '../../permissions/role-kinds';
import { TracingPermissions } from '../../permissions/tracing-permissions';
import { UnwritableRoles } from '../../permissions/unwritable-roles';

const SENDING = new WeakMap<CfnResource, boolean>();

/**
 * Has the role that a collector runs with allow what the collector does: to send and to sample, or to assume the role that may.
 *
 * @param role the role of the task or of the machine
 * @param asker the resource that runs with the role, and waits for the permission
 */
export function permitCollector(role: IRole, asker: CfnResource, { roleArn }: CollectorFacts): boolean {
  return permit(RoleAccess.ofRole(role), asker, roleArn === undefined ? WRITE_AND_SAMPLE : assumption(roleArn));
}

/** Has a role allow to send and to sample. */
export function permitSending(access: RoleAccess, asker: CfnResource): boolean {
  return permit(access, asker, WRITE_AND_SAMPLE);
}

function permit(access: RoleAccess, asker: CfnResource, set: PermissionSet): boolean {
  const { allowed, dependable } = access.grant(asker, set, permissionsFor(asker));
  SENDING.set(asker, allowed);
  if (!allowed) {
    refuse(asker, access.description, set);
  } else if (dependable) {
    createAfter(asker, dependable, false);
  }
  return allowed;
}

/** Whether the role of a task or of a machine allows what its collector does, or its owner is trusted to; nothing where it was not asked for. */
export function maySend(asker: CfnResource): boolean | undefined {
  const allowed = SENDING.get(asker);
  return allowed === undefined ? undefined : allowed || isAssumedPermitted(asker);
}

/** Whether the user says that the owners of roles have allowed what is needed. */
export function isAssumedPermitted(asker: CfnResource): boolean {
  return Ledger.of(asker).directives.for(asker)?.options.unwritableRoles === UnwritableRoles.ASSUME_PERMITTED;
}

/** As the nearest enable() says. */
function permissionsFor(asker: CfnResource): TracingPermissions {
  return Ledger.of(asker).directives.for(asker)?.options.permissions ?? TracingPermissions.inlinePolicy();
}

/** Late, for `enable()` may say after the collector was made what becomes of such roles. */
function refuse(asker: CfnResource, role: string, { actions, resource }: PermissionSet): void {
  asker.node.addValidation({
    validate: () => {
      const ledger = Ledger.of(asker);
      const finding = collectorRoleNotWritable(role, actions, resource && nameOf(resource, asker));
      if (isAssumedPermitted(asker)) {
        return [];
      }
      if (resource === undefined) {
        ledger.requirePermission(role, actions, asker);
      }
      if (ledger.directives.for(asker)?.options.unwritableRoles === UnwritableRoles.ERROR) {
        return [messageOf(finding)];
      }
      ledger.warn(asker, finding);
      return [];
    },
  });
}
