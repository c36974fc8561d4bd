import { DefaultSamplingRule } from './default-sampling-rule';
import { PriorityBand } from './priority-band';
import { SamplingClient } from './sampling-client';
import { PlannedSamplingRule } from './sampling-rule-options';
import { SamplingScope } from './sampling-scope';

/**
 * The rules of an app or a service, and what they share.
 */
export interface SamplingPlanProps {
  /**
   * Whose traffic the rules are for.
   */
  readonly scope: SamplingScope;

  /**
   * The rules, in the order in which they are tried. At least one; their names are different.
   */
  readonly rules: PlannedSamplingRule[];

  /**
   * The priorities that this plan has for itself. Rules get them in steps of 10, or less where there is not enough room.
   *
   * @default - 1000 to 8999 for a service, 9000 to 9999 for the account
   */
  readonly priorities?: PriorityBand;

  /**
   * What the names of the rules in the account begin with: prefix, hyphen, name within the plan, at most 32 characters together. A plan that moves, to another stack or
   * with another id, takes another prefix too: CloudFormation makes the new rules before it deletes the old ones, and names that are still there are an error. The
   * generated prefix changes then by itself.
   *
   * @default - the beginning of the service's name and a hash that identifies plan, stack and stage, such as `orders-1f3a`; a name that does not fit
   * behind it is shortened and gets a hash
   */
  readonly namePrefix?: string;

  /**
   * Who decides for the traffic of this plan, where a rule does not say it for itself. Findings go by it, and the first one is who `match()` answers for.
   *
   * @default - whoever asks for rules
   */
  readonly clients?: SamplingClient[];

  /**
   * X-Ray's rule for what no other rule matches, where this app sets it. `match()`, `forecast()` and `toLocalRules()` go by it.
   *
   * @default - as AWS delivers it: one request a second and five percent of the others
   */
  readonly defaultRule?: DefaultSamplingRule;
}
