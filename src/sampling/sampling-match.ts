import { DecidingRule } from './private/matching/decision';

/**
 * A rule that was tried before the one that decides, and why it does not decide.
 */
export interface PassedOverRule {
  /**
   * The name of the rule in the account.
   */
  readonly samplingRuleName: string;

  /**
   * Why it does not decide, such as `urlPath "/orders" does not match "/health"`.
   */
  readonly reason: string;

  /**
   * Whether that is sure. It is not where only a token keeps the rule from matching: what the token stands for can't be known before deployment.
   */
  readonly certain: boolean;
}

/**
 * Which sampling rule decides for a request, and why those before it do not.
 */
export class SamplingMatch {
  /**
   * For a rule that decides.
   *
   * @internal
   */
  public static _of(decision: DecidingRule, isDefault: boolean, explain: () => PassedOverRule[]): SamplingMatch {
    return new SamplingMatch(decision, isDefault, explain);
  }

  /**
   * The name of the rule in the account. That of X-Ray's own rule, which is tried last and matches everything, is `Default`.
   */
  public readonly samplingRuleName: string;

  /**
   * The share of requests that the rule samples beyond its reservoir, 0 to 1; nothing where a token stands for it.
   */
  public readonly fixedRate?: number;

  /**
   * How many requests a second the rule samples in any case; nothing where a token stands for it.
   */
  public readonly reservoir?: number;

  /**
   * Whether X-Ray's own rule decides, as no other one matches.
   */
  public readonly isDefault: boolean;

  private explained?: readonly PassedOverRule[];

  private constructor(decision: DecidingRule, isDefault: boolean, private readonly explain: () => readonly PassedOverRule[]) {
    this.samplingRuleName = decision.samplingRuleName;
    this.fixedRate = decision.fixedRate;
    this.reservoir = decision.reservoir;
    this.isDefault = isDefault;
  }

  /**
   * The rules that were tried before, in their order. It is worked out when it is asked for.
   */
  public get passedOver(): PassedOverRule[] {
    this.explained ??= this.explain();
    return [...this.explained];
  }

  /**
   * Whether this is sure. It is not where a rule before may match too, because of a token whose value can't be known before deployment.
   */
  public get certain(): boolean {
    return this.passedOver.every(({ certain }) => certain);
  }

  /**
   * The rule that decides and what it samples, then a line for each rule that was passed over.
   */
  public toString(): string {
    const { samplingRuleName, fixedRate, reservoir } = this;
    const decides = this.certain ? 'decides' : 'decides unless a rule marked with ? does';
    const passedOver = this.passedOver.map((rule) => `${rule.certain ? '-' : '?'} ${rule.samplingRuleName}: ${rule.reason}`);
    return [`${samplingRuleName} ${decides}: fixed rate ${shown(fixedRate)}, reservoir ${shown(reservoir)} a second`, ...passedOver].join('\n  ');
  }
}

function shown(value: number | undefined): string {
  return value === undefined ? 'known when deployed' : String(value);
}
