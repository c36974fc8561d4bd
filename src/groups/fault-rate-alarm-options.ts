import { TraceAlarmOptions } from './trace-alarm-options';

/**
 * When the rate of faults is an alarm.
 */
export interface FaultRateAlarmOptions extends TraceAlarmOptions {
  /**
   * The rate from which on there is an alarm, in percent: 0 to 100. With the default comparison 0 is an error, for every period would be bad.
   */
  readonly threshold: number;

  /**
   * How many sampled traces a period must have for its rate to count: a whole number, 1 or more. With fewer the rate is 0, so that one fault of two requests
   * at night wakes nobody.
   *
   * @default 20
   */
  readonly minimumTraces?: number;

  /**
   * How many periods are looked at: a whole number, 1 or more. By default ten minutes must be bad: the rate of few sampled traces jumps.
   *
   * @default 2
   */
  readonly evaluationPeriods?: number;
}
