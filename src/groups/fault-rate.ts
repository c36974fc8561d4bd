import { Alarm, MathExpression, MathExpressionOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { FaultRateAlarmOptions } from './fault-rate-alarm-options';
import { FaultRateOptions, FaultRateProps } from './fault-rate-props';
import { ITraceGroup } from './i-trace-group';
import { checkFaultRate } from './private/check-fault-rate';
import { faultRateAlarm } from './private/fault-rate-alarm';
import { shareMetric } from './private/group-metrics';
import { TraceGroup } from './trace-group';
import { fail } from '../errors';
import { FilterExpression } from '../filters/filter-expression';

/**
 * How many percent of some traces have faults. X-Ray has no metric of that, so this makes two groups, one of all traces and one of those with faults, and
 * divides their counts. Two of the 25 groups are used that an account has in a Region; for groups that are there, see `metricShareOf()` of a group.
 *
 * Sampled traces are counted, and those that X-Ray indexes, not requests: the rate is an estimate. It is too high where faults are sampled more than the rest.
 */
export class FaultRate extends Construct {
  /**
   * The faults of a service among all traces that it is in.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param serviceName the name of the service, as the trace map shows it; fails where it is empty, or has a double quote or a line break
   * @param options what the groups are called
   */
  public static ofService(scope: Construct, id: string, serviceName: string, options: FaultRateOptions = {}): FaultRate {
    return new FaultRate(scope, id, {
      ...options,
      traces: FilterExpression.service(serviceName),
      faults: FilterExpression.service(serviceName, FilterExpression.fault()),
    });
  }

  /**
   * The group of all traces.
   */
  public readonly traces: ITraceGroup;

  /**
   * The group of the traces with faults.
   */
  public readonly faults: ITraceGroup;

  /**
   * Fails on a value that X-Ray would not take, see `TraceGroup`.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props which traces count
   */
  constructor(scope: Construct, id: string, props: FaultRateProps) {
    super(scope, id);
    checkFaultRate((message) => fail(this, message), props);
    const { traces, faults, tracesGroupName, faultsGroupName } = props;
    this.traces = new TraceGroup(this, 'Traces', { groupName: tracesGroupName, filter: traces });
    this.faults = new TraceGroup(this, 'Faults', { groupName: faultsGroupName, filter: faults ?? FilterExpression.all(traces, FilterExpression.fault()) });
  }

  /**
   * The rate in percent, 0 to 100; 0 where there are no traces. X-Ray's counts are approximate, so it may be a little above 100.
   *
   * @param options how it is shown; by default of five minutes
   */
  public metric(options?: MathExpressionOptions): MathExpression {
    return shareMetric(this.faults, this.traces, options);
  }

  /**
   * Raises an alarm by the rate.
   *
   * @param id the id of the alarm within this construct
   * @param options how many percent are too many; fails on a threshold that is never or always reached
   */
  public addAlarm(id: string, options: FaultRateAlarmOptions): Alarm {
    return faultRateAlarm(this, id, options);
  }
}
