import { PlannedSamplingRule } from './sampling-rule-options';

/**
 * The rules of a local sampling document of the X-Ray SDKs, for a `SamplingPlan`, and what could not be carried over.
 */
export class ImportedSamplingRules {
  /**
   * Makes what the reader of documents hands out.
   *
   * @internal
   */
  public static _of(
    rules: PlannedSamplingRule[], defaultFixedRate: number, defaultReservoir: number, notCarriedOver: string[],
  ): ImportedSamplingRules {
    return new ImportedSamplingRules(rules, defaultFixedRate, defaultReservoir, notCarriedOver);
  }

  /**
   * The rules in the order of the document, without its default. Their names are made of their descriptions, or else of what they match.
   */
  public readonly rules: PlannedSamplingRule[];

  /**
   * The rate of the document's default, 0 to 1, for `SamplingRules.catchAll()` or `DefaultSamplingRule`.
   */
  public readonly defaultFixedRate: number;

  /**
   * The fixed target of the document's default, 0 or more requests a second, for `SamplingRules.catchAll()` or `DefaultSamplingRule`.
   */
  public readonly defaultReservoir: number;

  /**
   * What the rules can't say as the document did, in sentences for the person who replaces it.
   */
  public readonly notCarriedOver: string[];

  private constructor(rules: PlannedSamplingRule[], defaultFixedRate: number, defaultReservoir: number, notCarriedOver: string[]) {
    this.rules = rules;
    this.defaultFixedRate = defaultFixedRate;
    this.defaultReservoir = defaultReservoir;
    this.notCarriedOver = notCarriedOver;
  }
}
