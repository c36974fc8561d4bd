import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';
import { invalid } from '../errors';
import { statementArnOf } from './private/group-arn';
import { shown } from '../input/check-number';

/**
 * By group. Source: Service Authorization Reference, AWS X-Ray; read 2026-11-22.
 */
const GROUP_ACTIONS = ['xray:GetGroup'];

/** X-Ray lets no resource be named for these. Same source. */
const INSIGHT_ACTIONS = ['xray:GetInsight', 'xray:GetInsightEvents', 'xray:GetInsightImpactGraph', 'xray:GetInsightSummaries'];

const TRACE_ACTIONS = [
  'xray:BatchGetTraces', 'xray:GetServiceGraph', 'xray:GetTimeSeriesServiceStatistics', 'xray:GetTraceGraph', 'xray:GetTraceSummaries',
];

/**
 * Permissions for a group.
 */
export class TraceGroupGrants {
  /**
   * The permissions of a group.
   *
   * @param group the group, of any class
   */
  public static fromGroup(group: xray.IGroupRef): TraceGroupGrants {
    return new TraceGroupGrants(group);
  }

  private constructor(private readonly group: xray.IGroupRef) {
  }

  /**
   * Lets somebody see the group, its service map, its statistics, its insights and its traces. X-Ray can't limit anything but the settings of the group to one
   * group: the traces and insights of the whole account and Region can be read then.
   *
   * @param grantee who reads
   */
  public read(grantee: IGrantable): Grant {
    return this.allow(grantee, [...TRACE_ACTIONS, ...INSIGHT_ACTIONS]);
  }

  /**
   * Lets somebody see the group and its insights, and no traces. X-Ray can't limit insights to one group: those of the whole account and Region can be read
   * then.
   *
   * @param grantee who reads, such as the function that an insight calls
   */
  public readInsights(grantee: IGrantable): Grant {
    return this.allow(grantee, INSIGHT_ACTIONS);
  }

  private allow(grantee: IGrantable, everywhere: string[]): Grant {
    if (grantee?.grantPrincipal === undefined) {
      invalid('TraceGroupGrants', `grantee must be somebody who can be allowed something, got ${shown(grantee)}: give a role, or what has one`);
    }
    const ofGroup = Grant.addToPrincipal({ grantee, actions: GROUP_ACTIONS, resourceArns: [statementArnOf(this.group)] });
    return ofGroup.combine(Grant.addToPrincipal({ grantee, actions: [...everywhere].sort(), resourceArns: ['*'] }));
  }
}
