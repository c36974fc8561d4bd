import { FilterExpression } from '../filters/filter-expression';

/**
 * What the groups of a fault rate are called.
 */
export interface FaultRateOptions {
  /**
   * The name of the group of all traces, 1 to 32 characters; an account has it once in a Region.
   *
   * @default - a name that follows from the place of the construct, with the name of its stack
   */
  readonly tracesGroupName?: string;

  /**
   * The name of the group of traces with faults, 1 to 32 characters; an account has it once in a Region.
   *
   * @default - a name that follows from the place of the construct, with the name of its stack
   */
  readonly faultsGroupName?: string;
}

/**
 * Of which traces the rate is.
 */
export interface FaultRateProps extends FaultRateOptions {
  /**
   * All traces that count.
   */
  readonly traces: FilterExpression;

  /**
   * Those of them with faults. It should find none that `traces` does not find, or the rate is too high.
   *
   * @default - the traces of which the whole request has a fault: `traces` and `fault`
   */
  readonly faults?: FilterExpression;
}
