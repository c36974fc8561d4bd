import { Duration } from 'aws-cdk-lib';

/**
 * Adaptive sampling: how much more may be sampled after an anomaly, such as a response with status 5xx.
 */
export interface SamplingRateBoost {
  /**
   * The rate that may be reached, 0 to 1.
   */
  readonly maxRate: number;

  /**
   * How long no other boost follows. Whole minutes, 1 or more; with one minute a boost may follow the other.
   */
  readonly cooldown: Duration;
}
