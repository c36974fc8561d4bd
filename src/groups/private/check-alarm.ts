import { Duration, Token } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { checkObject, checkWhole, numeral, shown } from '../../input/check-number';
import { Complain } from '../../input/complain';
import { checkOptionNames, OptionNames } from '../../input/option-names';
import { isRecord } from '../../references';
import { TraceAlarmOptions } from '../trace-alarm-options';

/** What makes an alarm on traces. */
export interface TraceAlarm extends TraceAlarmOptions {
  readonly threshold: number;
  readonly highestThreshold?: number;
  readonly evaluationPeriods: number;
}

const OPTION_NAMES: OptionNames = {
  known: [
    'threshold', 'minimumTraces', 'evaluationPeriods', 'alarmName', 'alarmDescription', 'datapointsToAlarm', 'comparisonOperator', 'treatMissingData',
    'actionsEnabled', 'period',
  ],
  elsewhere: new Map([
    ['evaluationperiod', 'evaluationPeriods'], ['datapointstoalarms', 'datapointsToAlarm'], ['name', 'alarmName'], ['description', 'alarmDescription'],
    ['mintraces', 'minimumTraces'], ['minimumtrace', 'minimumTraces'], ['percent', 'threshold'],
  ]),
};

/** Refuses what is no options of an alarm. */
export function checkAlarmOptions(complain: Complain, options: object, example: string): void {
  checkObject(complain, 'options', options, example);
  checkOptionNames(complain, options, OPTION_NAMES);
}

/** Refuses an alarm that CloudWatch would not take, or that would always go off, or never. */
export function checkAlarm(complain: Complain, alarm: TraceAlarm & { readonly comparisonOperator: ComparisonOperator }): void {
  checkPeriods(complain, alarm);
  checkPeriod(complain, alarm.period);
  checkThreshold(complain, alarm.threshold, alarm.highestThreshold);
  if (alarm.threshold === 0) {
    checkZero(complain, alarm.comparisonOperator);
  }
}

function checkPeriods(complain: Complain, { evaluationPeriods, datapointsToAlarm }: TraceAlarm): void {
  checkWhole(complain, 'evaluationPeriods', evaluationPeriods, { lowest: 1, remedy: () => 'write 3 for three periods' });
  if (datapointsToAlarm !== undefined) {
    const highest = Token.isUnresolved(evaluationPeriods) ? undefined : evaluationPeriods;
    checkWhole(complain, 'datapointsToAlarm', datapointsToAlarm, { lowest: 1, highest, remedy: () => 'leave it out for all of evaluationPeriods' });
  }
}

function checkPeriod(complain: Complain, period: Duration | undefined): void {
  if (period === undefined) {
    return;
  }
  if (!isRecord(period) || typeof period.toSeconds !== 'function') {
    complain(`period must be a Duration, got ${shown(period)}: write Duration.minutes(5) for five minutes`);
  }
  if (period.isUnresolved()) {
    complain('period must be known when the app is synthesized, got a token: write Duration.minutes(5) for five minutes');
  }
  const seconds = period.toSeconds({ integral: false });
  if (seconds < 60 || seconds % 60 !== 0) {
    complain(`period must be whole minutes, 1 or more, got ${seconds} seconds: X-Ray counts by the minute, so write Duration.minutes(1) or more`);
  }
}

function checkThreshold(complain: Complain, threshold: number, highest: number | undefined): void {
  if (Token.isUnresolved(threshold) || (Number.isFinite(threshold) && threshold >= 0 && threshold <= (highest ?? Infinity))) {
    return;
  }
  const allowed = highest === undefined ? 'a number of traces, 0 or more' : `percent, 0 to ${highest}`;
  complain(`threshold must be ${allowed}, got ${shown(threshold)}: ${numeral(threshold, Number.isFinite) ?? (highest === undefined ? 'write 10 for ten traces' : 'write 5 for 5 percent')}`);
}

function checkZero(complain: Complain, comparison: ComparisonOperator): void {
  if (comparison === ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD) {
    complain('threshold must be above 0 where the comparison is "greater than or equal to", got 0: the alarm would always be on, so write 1, '
      + 'or ComparisonOperator.GREATER_THAN_THRESHOLD');
  }
  if (comparison === ComparisonOperator.LESS_THAN_THRESHOLD) {
    complain('threshold must be above 0 where the comparison is "less than", got 0: the alarm would never be on, so write 1, '
      + 'or ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD');
  }
}
