import { SamplingBudget } from './sampling-budget';
import { SamplingClient } from './sampling-client';
import { SamplingCriteria } from './sampling-criteria';
import { SamplingRateBoost } from './sampling-rate-boost';

/**
 * What a sampling rule is for, and how much it samples.
 */
export interface SamplingRuleOptions extends SamplingCriteria {
  /**
   * The share of requests that is sampled beyond the reservoir, 0 to 1: 0.05 is five percent. Either this or `budget` must be given.
   *
   * @default - from `budget`
   */
  readonly fixedRate?: number;

  /**
   * How many traces or dollars a month the rule may take, from which its fixed rate is computed. Either this or `fixedRate` must be given.
   *
   * @default - `fixedRate` is given
   */
  readonly budget?: SamplingBudget;

  /**
   * How many requests a second are sampled in any case: a whole number, 0 to 2147483647. It counts for all hosts together.
   *
   * @default 0
   */
  readonly reservoir?: number;

  /**
   * Lets X-Ray sample more for up to a minute when it sees anomalies. SDKs of AWS's OpenTelemetry distribution obey it, where they are new enough and begin the trace.
   *
   * @default - none
   */
  readonly samplingRateBoost?: SamplingRateBoost;

  /**
   * Who decides for the requests that the rule is for. It changes nothing that is deployed: findings go by it, for those who sample don't obey the same rules.
   *
   * @default - those of the plan; without a plan, or where it names none, whoever asks for rules
   */
  readonly clients?: SamplingClient[];
}

/**
 * One rule of a `SamplingPlan`.
 */
export interface PlannedSamplingRule extends SamplingRuleOptions {
  /**
   * The rule's name within the plan. In the account it follows the plan's prefix; both together have at most 32 characters.
   */
  readonly samplingRuleName: string;

  /**
   * The rule's priority, 1 to 9999: the lower one is tried first. It must follow the plan's order.
   *
   * @default - the plan gives one of its own
   */
  readonly priority?: number;
}
