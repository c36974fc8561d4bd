import { Alarm, ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { checkAlarm, TraceAlarm } from './check-alarm';
import { fail } from '../../errors';

const TOO_LITTLE: readonly ComparisonOperator[] = [ComparisonOperator.LESS_THAN_THRESHOLD, ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD];

/**
 * Makes an alarm, with what is sane for traces.
 *
 * @param metricOf the metric; it is made once the options are checked
 */
export function alarmOn(scope: IConstruct, id: string, alarm: TraceAlarm, metricOf: () => IMetric): Alarm {
  const { comparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD } = alarm;
  checkAlarm((message) => fail(scope, message), { ...alarm, comparisonOperator });
  return new Alarm(scope, id, {
    metric: metricOf(),
    threshold: alarm.threshold,
    comparisonOperator,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm,
    treatMissingData: alarm.treatMissingData ?? missingDataOf(comparisonOperator),
    alarmName: alarm.alarmName,
    alarmDescription: alarm.alarmDescription,
    actionsEnabled: alarm.actionsEnabled,
  });
}

/** Without traces X-Ray may publish nothing: that is not too much, but it is too little. */
function missingDataOf(comparison: ComparisonOperator): TreatMissingData {
  return TOO_LITTLE.includes(comparison) ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING;
}
