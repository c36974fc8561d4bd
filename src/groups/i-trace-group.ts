import { IResource } from 'aws-cdk-lib';
import { Alarm, MathExpression, MathExpressionOptions, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';
import { NotifyOnInsightOptions, OnInsightOptions } from './on-insight-options';
import { TraceCountAlarmOptions } from './trace-count-alarm-options';
import { TraceGroupGrants } from './trace-group-grants';

/**
 * A group of X-Ray, made here or elsewhere: the traces that a filter finds, with a service map, a metric and insights of their own.
 */
export interface ITraceGroup extends IResource, xray.IGroupRef {
  /**
   * The name of the group.
   *
   * @attribute
   */
  readonly groupName: string;

  /**
   * The ARN of the group. To read it is an error for a group made elsewhere of which nobody said the ARN: see `TraceGroup.fromGroupArn()`.
   *
   * @attribute
   */
  readonly groupArn: string;

  /**
   * Permissions for the group.
   */
  readonly grants: TraceGroupGrants;

  /**
   * Calls a target when X-Ray says something about an insight of the group: that it opens, changes or closes. For a group made elsewhere, insights and their
   * notifications have to be on already. None come where X-Ray encrypts with a key of your own.
   *
   * @param id the id of the rule within the group
   * @param options what is called, and in which states
   */
  onInsight(id: string, options?: OnInsightOptions): Rule;

  /**
   * Sends a text to a topic when X-Ray says something about an insight of the group; otherwise like `onInsight()`.
   *
   * @param id the id of the rule within the group
   * @param topic who is told [disable-awslint:prefer-ref-interface]
   * @param options in which states
   */
  notifyOnInsight(id: string, topic: ITopic, options?: NotifyOnInsightOptions): Rule;

  /**
   * How many sampled traces come to the group, about, each minute.
   *
   * @param options how it is shown
   */
  metricTraceCount(options?: MetricOptions): Metric;

  /**
   * Which part of the traces of another group come to this one, in percent.
   *
   * @param whole the other group, which should have all traces that this one has [disable-awslint:prefer-ref-interface]
   * @param options how it is shown
   */
  metricShareOf(whole: ITraceGroup, options?: MathExpressionOptions): MathExpression;

  /**
   * Raises an alarm by the number of sampled traces in the group.
   *
   * @param id the id of the alarm within the group
   * @param options how many are too many
   */
  addTraceCountAlarm(id: string, options: TraceCountAlarmOptions): Alarm;
}
