import { IResource } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';

/**
 * A sampling rule of X-Ray, made here or elsewhere.
 */
export interface ISamplingRule extends IResource, xray.ISamplingRuleRef {
  /**
   * The name of the rule.
   *
   * @attribute
   */
  readonly samplingRuleName: string;

  /**
   * The ARN of the rule.
   *
   * @attribute
   */
  readonly samplingRuleArn: string;

  /**
   * The rate at which requests are sampled at the moment, 0 to 1. X-Ray has this metric for rules with `samplingRateBoost` only.
   *
   * @param options how it is shown
   */
  metricSamplingRate(options?: MetricOptions): Metric;
}
