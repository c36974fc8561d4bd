import { TracingPermissions } from '../permissions/tracing-permissions';
import { UnwritableRoles } from '../permissions/unwritable-roles';

/**
 * Options of the mixins whose resources need a permission on their role.
 */
export interface RoleTracingOptions {
  /**
   * What happens where the role can't be changed from this app.
   *
   * `ERROR` throws where the mixin is applied.
   *
   * @default UnwritableRoles.SKIP
   */
  readonly unwritableRoles?: UnwritableRoles;

  /**
   * How a role of this app gets the permission.
   *
   * @default TracingPermissions.inlinePolicy()
   */
  readonly permissions?: TracingPermissions;
}
