import { TraceAlarmOptions } from './trace-alarm-options';

/**
 * When too many traces of a group, or too few, are an alarm.
 */
export interface TraceCountAlarmOptions extends TraceAlarmOptions {
  /**
   * The number of traces in a period from which on there is an alarm: 0 or more. Sampled traces are counted, not requests. With the default comparison 0 is
   * an error, for every period would be bad.
   */
  readonly threshold: number;

  /**
   * How many periods are looked at: a whole number, 1 or more. By default three minutes in a row must be bad: one bad minute is often over before anybody
   * looks.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;
}
