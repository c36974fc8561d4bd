import { TracingSettings } from './traced-service';
import { TraceCollector } from '../../collectors/trace-collector';
import { UnwritableRoles } from '../../permissions/unwritable-roles';

/** What is wrong with options that a compiler did not see, if anything. */
export function wrongOption(options: Partial<TracingSettings> & { readonly collector?: TraceCollector }): string | undefined {
  const { unwritableRoles, frameworkFunctions, permissions, resourcePolicy, collector } = options;
  if (unwritableRoles !== undefined && !Object.values(UnwritableRoles).includes(unwritableRoles)) {
    return `unwritableRoles must be one of ${Object.keys(UnwritableRoles).join(', ')}, got ${JSON.stringify(unwritableRoles)}: use a member of UnwritableRoles`;
  }
  if (frameworkFunctions !== undefined && typeof frameworkFunctions !== 'boolean') {
    return `frameworkFunctions must be true or false, got ${JSON.stringify(frameworkFunctions)}`;
  }
  if (permissions !== undefined && typeof permissions._grant !== 'function') {
    return `permissions must be made by TracingPermissions, got ${JSON.stringify(permissions)}: use TracingPermissions.inlinePolicy() or .managedPolicyPerStack()`;
  }
  if (resourcePolicy !== undefined && typeof resourcePolicy._choose !== 'function') {
    return `resourcePolicy must be made by ResourcePolicyOwner, got ${JSON.stringify(resourcePolicy)}: use ResourcePolicyOwner.firstStack(), .stack() or .external()`;
  }
  if (collector !== undefined && typeof collector._facts !== 'function') {
    return `collector must be made by TraceCollector, got ${JSON.stringify(collector)}: use TraceCollector.xrayDaemon(), .cloudWatchAgent() or .openTelemetry()`;
  }
  return undefined;
}
