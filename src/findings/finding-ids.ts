import { Finding } from '../finding';

/** Every id that a message of this library can have. */
export const FINDING_IDS = [
  'roleNotWritable',
  'roleNotFound',
  'httpApiNotTraceable',
  'edgeFunctionNotTraceable',
  'eventSourceNotTraceable',
  'canaryNotTraceable',
  'platformWithoutDaemon',
  'propertyNotSettable',
  'pinnedVersion',
  'topicInPortableStack',
  'stageNotVisited',
  'permissionLost',
  'renderedOtherwise',
  'resourcePolicyQuota',
  'exclusionWithoutEffect',
  'daemonInMaintenance',
  'healthCheckNeedsShell',
  'dependencyNeverHealthy',
  'daemonAddressConflict',
  'daemonAddressUnknown',
  'openTelemetryBesideDaemon',
  'unpinnedImage',
  'platformMismatch',
  'taskMemoryExceeded',
  'essentialCollector',
  'daemonUnreachable',
  'imdsHopLimit',
  'noRouteToXRay',
  'collectorRoleNotWritable',
  'collectorRoleNotFound',
  'secondCollector',
  'userDataNotExtended',
  'userDataRunsOnce',
  'daemonNotEnabled',
  'taskDefinitionNotExtended',
  'executionRoleNotWritable',
  'samplingRuleOnOutcome',
  'unknownServiceType',
  'samplingRuleOnGroup',
  'samplingRuleIgnored',
  'lambdaSamplingFixed',
  'samplerNotXRay',
  'samplingPriorityTie',
  'duplicateSamplingRule',
  'priorityOutsideBand',
  'samplingRuleQuota',
  'shadowedSamplingRule',
  'filterBroken',
  'filterFindsNothing',
  'filterUndocumented',
  'duplicateTraceGroup',
  'traceGroupQuota',
  'insightsNotSent',
  'annotationNotIndexed',
] as const;

/** The statement that the owner of a role has to add. */
export function statementJson(actions: readonly string[], resource = '*'): string {
  return JSON.stringify({ Effect: 'Allow', Action: actions, Resource: resource });
}

/** A finding whose id is one of those that there are. */
export function finding(id: typeof FINDING_IDS[number], cause: string, remedy: string): Finding {
  return { id, cause, remedy };
}
