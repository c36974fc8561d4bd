import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmOn } from './alarm-on';
import { checkAlarmOptions } from './check-alarm';
import { shareMetric } from './group-metrics';
import { fail } from '../../errors';
import { checkWhole } from '../../input/check-number';
import { FaultRate } from '../fault-rate';
import { FaultRateAlarmOptions } from '../fault-rate-alarm-options';

/** In a row, and each of five minutes: the rate of few sampled traces jumps. */
const PERIODS = 2;

/** From here on one fault is no more than 5 percent. */
const LEAST_TRACES = 20;

/** An alarm on too many faults among the traces of a period that has enough of them. */
export function faultRateAlarm(rate: FaultRate, id: string, options: FaultRateAlarmOptions): Alarm {
  const complain = (message: string): never => fail(rate, message);
  checkAlarmOptions(complain, options, '{ threshold: 5 }');
  const { minimumTraces = LEAST_TRACES, evaluationPeriods = PERIODS, period } = options;
  checkWhole(complain, 'minimumTraces', minimumTraces, { lowest: 1, remedy: () => 'write 1 to have any trace count' });
  const alarm = { ...options, evaluationPeriods, highestThreshold: 100 };
  return alarmOn(rate, id, alarm, () => shareMetric(rate.faults, rate.traces, { period }, minimumTraces));
}
