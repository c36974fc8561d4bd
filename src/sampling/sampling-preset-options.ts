import { SamplingClient } from './sampling-client';
import { SamplingCriteria } from './sampling-criteria';
import { SamplingRateBoost } from './sampling-rate-boost';

/**
 * What a rule of `SamplingRules` has of its own. Each value stands for that of a `PlannedSamplingRule` and has its limits, which the plan checks.
 */
export interface SamplingPresetOptions extends SamplingCriteria {
  /**
   * The rule's name within the plan.
   *
   * @default - the one that the method names
   */
  readonly samplingRuleName?: string;

  /**
   * The share of requests that is sampled beyond the reservoir, 0 to 1. Fails in the plan where the rule has a budget.
   *
   * @default - the one that the method names
   */
  readonly fixedRate?: number;

  /**
   * How many requests a second are sampled in any case: a whole number, 0 to 2147483647.
   *
   * @default - the one that the method names
   */
  readonly reservoir?: number;

  /**
   * The rule's priority, 1 to 9999.
   *
   * @default - the plan gives one of its own
   */
  readonly priority?: number;

  /**
   * Lets X-Ray sample more for up to a minute when it sees anomalies.
   *
   * @default - none
   */
  readonly samplingRateBoost?: SamplingRateBoost;

  /**
   * Who decides for the requests that the rule is for.
   *
   * @default - those of the plan
   */
  readonly clients?: SamplingClient[];
}
