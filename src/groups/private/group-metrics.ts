import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { MathExpression, MathExpressionOptions, Metric, MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ITraceGroup } from '../i-trace-group';

/** X-Ray publishes every minute. Source: X-Ray Developer Guide, "View group metrics in Amazon CloudWatch"; read 2026-11-23. */
const COUNT_MINUTES = 1;

/** Sampled traces are few: their share jumps from minute to minute. */
const SHARE_MINUTES = 5;

/** How many traces a group gets. X-Ray has no other metric of groups: none of faults or response times. */
export function traceCountMetric(group: ITraceGroup, options: MetricOptions = {}): Metric {
  return new Metric({
    ...options,
    namespace: 'AWS/X-Ray',
    metricName: 'ApproximateTraceCount',
    dimensionsMap: options.dimensionsMap ?? { GroupName: group.groupName },
    statistic: options.statistic ?? Stats.SUM,
    period: options.period ?? Duration.minutes(COUNT_MINUTES),
    account: options.account ?? elsewhere(group.env.account, group.stack.account),
    region: options.region ?? elsewhere(group.env.region, group.stack.region),
  }).attachTo(group);
}

/**
 * How many percent of the traces of one group are in another; 0 where there are fewer than a minimum.
 *
 * @param leastTraces from how many traces of the whole on a share is computed, 1 or more
 */
export function shareMetric(part: ITraceGroup, whole: ITraceGroup, options: MathExpressionOptions = {}, leastTraces = 1): MathExpression {
  const period = options.period ?? Duration.minutes(SHARE_MINUTES);
  const some = metricId(part, period);
  const all = metricId(whole, period);
  const least = Tokenization.stringifyNumber(leastTraces);
  return new MathExpression({
    ...options,
    expression: `IF(FILL(${all}, 0) >= ${least}, 100 * FILL(${some}, 0) / FILL(${all}, 0), 0)`,
    usingMetrics: { [some]: traceCountMetric(part, { period }), [all]: traceCountMetric(whole, { period }) },
    label: options.label ?? `${part.groupName} of ${whole.groupName} (%)`,
    period,
  });
}

/** The same for the same numbers and for no others: where expressions are combined, their ids stand side by side. */
function metricId(group: ITraceGroup, period: Duration): string {
  return `traces_${group.node.addr.slice(-10)}_${period.toSeconds()}`;
}

/** A group that is imported may be elsewhere than its stack; that it is where its stack is, the CDK knows. */
function elsewhere(place: string, here: string): string | undefined {
  return Token.isUnresolved(place) || place === here ? undefined : place;
}
