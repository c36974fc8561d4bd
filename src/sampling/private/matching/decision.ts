/** How much the rule samples that decides for a request. */
export interface Decision {
  readonly samplingRuleName: string;
  readonly fixedRate: number;
  readonly reservoir: number;
}

/** The rule that decides; what a token stands for is left out. */
export type DecidingRule = Pick<Decision, 'samplingRuleName'> & Partial<Decision>;

/** X-Ray's own rule, as AWS delivers it: it is tried last and matches everything. Source: X-Ray Developer Guide, "Configuring sampling rules"; read 2026-11-22. */
export const DEFAULT_RULE: Decision = { samplingRuleName: 'Default', fixedRate: 0.05, reservoir: 1 };
