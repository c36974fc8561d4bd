import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * What the alarms on groups of traces have in common.
 */
export interface TraceAlarmOptions {
  /**
   * The name of the alarm.
   *
   * @default - a name that CloudFormation makes up
   */
  readonly alarmName?: string;

  /**
   * What the alarm is about, and what to do when it goes off.
   *
   * @default - no description
   */
  readonly alarmDescription?: string;

  /**
   * How many of the last `evaluationPeriods` must be bad: a whole number, 1 to `evaluationPeriods`.
   *
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * How each period compares with the threshold when it is bad.
   *
   * @default ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
   */
  readonly comparisonOperator?: ComparisonOperator;

  /**
   * What a period counts for of which X-Ray says nothing. Where no trace is found there may be no number either, so by default such a period is good for an
   * alarm that looks for too much, and bad for one that looks for too little.
   *
   * @default - TreatMissingData.BREACHING where the comparison is "less than", otherwise TreatMissingData.NOT_BREACHING
   */
  readonly treatMissingData?: TreatMissingData;

  /**
   * Whether the alarm does anything when it changes.
   *
   * @default true
   */
  readonly actionsEnabled?: boolean;

  /**
   * How long a period is: whole minutes, for X-Ray counts by the minute.
   *
   * @default - one minute for a count, five minutes for a rate
   */
  readonly period?: Duration;
}
