/**
 * AWS managed policies that allow X-Ray's write actions, unconditionally and on every resource, with what they allow.
 *
 * Source: the live policy documents as collected in iann0036/iam-dataset, 2026-08-22.
 */
const DAEMON_ACTIONS = [
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

const MANAGED_POLICIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWSXRayDaemonWriteAccess', DAEMON_ACTIONS],
  ['AWSXrayWriteOnlyAccess', DAEMON_ACTIONS],
  ['AWSXrayFullAccess', ['xray:*']],
  ['CloudWatchAgentServerPolicy', DAEMON_ACTIONS],
  ['CloudWatchAgentAdminPolicy', DAEMON_ACTIONS],
  ['AWSElasticBeanstalkWebTier', DAEMON_ACTIONS],
  ['AWSElasticBeanstalkWorkerTier', DAEMON_ACTIONS],
  ['AdministratorAccess', ['*']],
]);

/** What a managed policy is known to allow of X-Ray; a policy that is not known allows nothing. */
export function actionsOfManagedPolicy(arn: string): readonly string[] {
  const match = /:iam::aws:policy\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/.exec(arn);
  return (match && MANAGED_POLICIES.get(match[1])) ?? [];
}
