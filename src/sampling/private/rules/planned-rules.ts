import { CfnResource } from 'aws-cdk-lib';
import { PriorityBand } from '../../priority-band';
import { SamplingClient } from '../../sampling-client';

/** What was said of a rule that its resource does not tell. */
export interface RuleNote {
  /** Who decides by it; nothing where nobody said so. */
  readonly clients?: readonly SamplingClient[];
  /** The priorities of its plan. */
  readonly band?: PriorityBand;
}

const NOTES = new WeakMap<CfnResource, RuleNote>();

export function noteRule(rule: CfnResource, note: RuleNote): void {
  NOTES.set(rule, { ...noteOf(rule), ...note });
}

export function noteOf(rule: CfnResource): RuleNote {
  return NOTES.get(rule) ?? {};
}
