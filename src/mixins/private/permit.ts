import { CfnResource } from 'aws-cdk-lib';
import { Circumstances, TracedService, TracingSettings } from './traced-service';
import { fail } from '../../errors';
import { Finding, messageOf } from '../../finding';
import { roleNotWritable } from '../../findings';
import { Ledger } from '../../ledger';
import { createAfter } from '../../permissions/dependency';
import { RoleAccess } from '../../permissions/role-access';
import { UnwritableRoles } from '../../permissions/unwritable-roles';

/** The permission is there, or was refused and why. */
export type Permission =
  | { readonly given: true; readonly inline: boolean; readonly undo: () => void; readonly repair: () => void }
  | { readonly given: false; readonly reason: string; readonly finding?: Finding };

const NOTHING = (): void => undefined;
const GIVEN: Permission = { given: true, inline: false, undo: NOTHING, repair: NOTHING };

/** Has the role of a resource allow what the resource needs, before the resource is created or updated. */
export function permit(resource: CfnResource, service: TracedService, settings: TracingSettings, how: Circumstances): Permission {
  const role = service.permission?.role(resource);
  if (!service.permission || !role) {
    return GIVEN;
  }
  if (!(role instanceof RoleAccess)) {
    return refuse(resource, role, settings, how);
  }
  const { set } = service.permission;
  const { allowed, dependable, revoke, repair } = role.grant(resource, set, settings.permissions);
  if (!allowed) {
    Ledger.of(resource).requirePermission(role.description, set.actions, resource);
    return refuse(resource, roleNotWritable(role.description, set.actions, service.tracing.read(resource) !== 'unset'), settings, how);
  }
  if (dependable) {
    createAfter(resource, dependable, how.late);
  }
  return { given: true, inline: revoke !== undefined, undo: revoke ?? NOTHING, repair: repair ?? NOTHING };
}

function refuse(resource: CfnResource, finding: Finding, settings: TracingSettings, how: Circumstances): Permission {
  switch (settings.unwritableRoles) {
    case UnwritableRoles.ASSUME_PERMITTED:
      return GIVEN;
    case UnwritableRoles.SKIP:
      return { given: false, reason: finding.cause, finding };
    case UnwritableRoles.ERROR: {
      if (how.byMixin) {
        fail(resource, messageOf(finding));
      }
      resource.node.addValidation({ validate: () => [messageOf(finding)] });
      return { given: false, reason: finding.cause };
    }
  }
}
