import { Metric, MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ISamplingRule } from '../../i-sampling-rule';

/** What X-Ray tells CloudWatch of a rule with a boost. Source: X-Ray Developer Guide, "Adaptive sampling"; read 2026-11-22. */
export function samplingRateMetric(rule: ISamplingRule, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace: 'AWS/X-Ray',
    metricName: 'SamplingRate',
    dimensionsMap: { RuleName: rule.samplingRuleName },
    statistic: Stats.AVERAGE,
    ...options,
  }).attachTo(rule);
}
