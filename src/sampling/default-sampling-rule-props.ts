/**
 * What X-Ray's own rule may have set.
 */
export interface DefaultSamplingRuleProps {
  /**
   * The share of requests that is sampled beyond the reservoir, 0 to 1: 0.05 is five percent, which is how AWS delivers the rule.
   */
  readonly fixedRate: number;

  /**
   * How many requests a second are sampled in any case: a whole number, 0 to 2147483647. AWS delivers the rule with 1.
   */
  readonly reservoir: number;

  /**
   * Whether the rule gets back what AWS delivers it with, a rate of 0.05 and a reservoir of 1, when this construct or its stack is deleted. Otherwise it stays
   * as it is then. Before you move the construct to another stack, deploy once without this: the stack that it leaves may write AWS's values after the other one has
   * set yours.
   *
   * @default false
   */
  readonly restoreOnDelete?: boolean;
}
