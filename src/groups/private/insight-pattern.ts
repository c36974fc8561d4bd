import { EventPattern } from 'aws-cdk-lib/aws-events';
import { ITraceGroup } from '../i-trace-group';
import { InsightState } from '../insight-state';
import { OnInsightOptions } from '../on-insight-options';

/**
 * Which events are insights of a group. The schema of the events has `Categories`; the X-Ray Developer Guide shows a pattern with `Category`, "Enable
 * insights notifications", read 2026-11-23, which none of them would match.
 */
export function insightPattern(group: ITraceGroup, { states, eventPattern }: OnInsightOptions): EventPattern {
  return {
    ...eventPattern,
    source: ['aws.xray'],
    detailType: ['AWS X-Ray Insight Update'],
    detail: {
      ...eventPattern?.detail,
      GroupName: [group.groupName],
      State: [...states ?? Object.values(InsightState)],
      Categories: ['FAULT'],
    },
  };
}
