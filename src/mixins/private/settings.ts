import { TracingSettings } from './traced-service';
import { ResourcePolicyOwner } from '../../account/resource-policy-owner';
import { TracingPermissions } from '../../permissions/tracing-permissions';
import { UnwritableRoles } from '../../permissions/unwritable-roles';

const DEFAULTS: TracingSettings = {
  unwritableRoles: UnwritableRoles.SKIP,
  frameworkFunctions: false,
  permissions: TracingPermissions.inlinePolicy(),
  resourcePolicy: ResourcePolicyOwner.firstStack(),
};

/** The settings that were given, and the defaults for the others. */
export function withDefaults(given: Partial<TracingSettings>): TracingSettings {
  return {
    unwritableRoles: given.unwritableRoles ?? DEFAULTS.unwritableRoles,
    frameworkFunctions: given.frameworkFunctions ?? DEFAULTS.frameworkFunctions,
    permissions: given.permissions ?? DEFAULTS.permissions,
    resourcePolicy: given.resourcePolicy ?? DEFAULTS.resourcePolicy,
  };
}
