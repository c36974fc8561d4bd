/** What an event has, or what a pattern looks for. */
export interface Members { readonly [name: string]: unknown }

/** Whether EventBridge would find an event by a pattern of plain values: each list must have a value that the event has. */
export function isMatched(pattern: Members, event: Members): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const given = event[name];
    if (Array.isArray(wanted)) {
      const values: unknown[] = Array.isArray(given) ? given : [given];
      return values.some((value) => wanted.includes(value));
    }
    return isMembers(wanted) && isMembers(given) && isMatched(wanted, given);
  });
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const STATISTICS = { FaultCount: 7, OkCount: 93, TotalCount: 100 };

/** An event with all that the schema aws.xray@AWSXRayInsightUpdate requires. */
export function insightEvent(detail: Members = {}): Members {
  return {
    'version': '0',
    'id': '12345678-1234-1234-1234-123456789012',
    'source': 'aws.xray',
    'detail-type': 'AWS X-Ray Insight Update',
    'account': '111122223333',
    'region': 'eu-west-1',
    'time': '2026-11-22T10:00:00Z',
    'resources': [],
    'detail': {
      InsightId: '5c6e1b0a-1111-4222-8333-444455556666',
      GroupName: 'orders',
      State: 'ACTIVE',
      Categories: ['FAULT'],
      StartTime: 1795341600,
      EndTime: 0,
      Summary: 'The faults of payments are 7 percent.',
      RootCauseServiceId: { AccountId: '111122223333', Name: 'payments', Names: ['payments'], Type: 'AWS::Lambda::Function' },
      ClientRequestImpactStatistics: STATISTICS,
      RootCauseServiceRequestImpactStatistics: STATISTICS,
      TopAnomalousServices: [],
      Event: {
        EventTime: '2026-11-22T10:00:00Z',
        Summary: 'It began.',
        ClientRequestImpactStatistics: STATISTICS,
        RootCauseServiceRequestImpactStatistics: STATISTICS,
        TopAnomalousServices: [],
      },
      ...detail,
    },
  };
}
