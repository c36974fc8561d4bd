import { SamplingRuleOptions } from './sampling-rule-options';

/**
 * A sampling rule of its own, outside of a plan.
 */
export interface SamplingRuleProps extends SamplingRuleOptions {
  /**
   * The rule's name, 1 to 32 characters; an account has it once in a Region. Another name makes another rule: X-Ray can't rename one. `Default` is refused,
   * for X-Ray has that rule already: see `DefaultSamplingRule`. In a name with a token, such as that of a parameter, what the token stands for must stay:
   * CloudFormation would see the same rule with another name, and that can't work. A construct that moves, to another stack or with another id, takes another name
   * too: CloudFormation makes the new rule before it deletes the old one, and a name that is still there is an error.
   *
   * @default - a name that follows from the place of the construct, with the name of its stack
   */
  readonly samplingRuleName?: string;

  /**
   * When the rule is tried: a whole number, 1 to 9999, the lower one first. Of rules with the same priority the one whose name comes first is tried first.
   */
  readonly priority: number;

  /**
   * Tags of the rule: at most 50, keys of 1 to 128 and values of 0 to 256 characters. They are set when the rule is made; whether CloudFormation changes
   * those of a rule that is there is not confirmed, for its update handler asks for `xray:UpdateSamplingRule` only (resource schema, read 2026-11-22).
   *
   * @default - those of what the rule stands in
   */
  readonly tags?: { [key: string]: string };
}
