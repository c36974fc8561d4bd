import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmOn } from './alarm-on';
import { checkAlarmOptions } from './check-alarm';
import { traceCountMetric } from './group-metrics';
import { fail } from '../../errors';
import { ITraceGroup } from '../i-trace-group';
import { TraceCountAlarmOptions } from '../trace-count-alarm-options';

/** In a row, and each of a minute: one bad minute is often over before anybody looks. */
const PERIODS = 3;

/** An alarm on too many traces of a group, or on too few. */
export function traceCountAlarm(group: ITraceGroup, id: string, options: TraceCountAlarmOptions): Alarm {
  checkAlarmOptions((message) => fail(group, message), options, '{ threshold: 10 }');
  const { period, evaluationPeriods = PERIODS } = options;
  return alarmOn(group, id, { ...options, evaluationPeriods }, () => traceCountMetric(group, { period }));
}
