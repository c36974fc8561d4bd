import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';

/** What people read of an insight, in one line: of several, each would arrive in quotes of its own. */
export function insightMessage(): RuleTargetInput {
  const { state, group, summary, service, type, faults, requests, began } = fields();
  return RuleTargetInput.fromText([
    `X-Ray insight ${state} in the group ${group} (account ${EventField.account}, Region ${EventField.region}).`,
    summary,
    `Root cause: ${service} (${type}).`,
    `Requests of clients: ${faults} of ${requests} failed.`,
    `Began at ${began} (Unix time), told at ${EventField.time}.`,
  ].join(' '));
}

/** Source: the EventBridge schema aws.xray@AWSXRayInsightUpdate, in the database of services that the CDK is made with; read 2026-11-22. */
function fields(): Record<'state' | 'group' | 'summary' | 'service' | 'type' | 'faults' | 'requests' | 'began', string> {
  return {
    state: EventField.fromPath('$.detail.State'),
    group: EventField.fromPath('$.detail.GroupName'),
    summary: EventField.fromPath('$.detail.Summary'),
    service: EventField.fromPath('$.detail.RootCauseServiceId.Name'),
    type: EventField.fromPath('$.detail.RootCauseServiceId.Type'),
    faults: EventField.fromPath('$.detail.ClientRequestImpactStatistics.FaultCount'),
    requests: EventField.fromPath('$.detail.ClientRequestImpactStatistics.TotalCount'),
    began: EventField.fromPath('$.detail.StartTime'),
  };
}
