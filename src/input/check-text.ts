import { Token } from 'aws-cdk-lib';
import { shown } from './check-number';
import { Complain } from './complain';

/** What to do about a text that is empty, and about one that is too long. */
export interface TextRemedies {
  readonly empty: string;
  readonly long: string;
}

const PATTERN_REMEDIES: TextRemedies = { empty: 'leave it out, or write "*" for any', long: 'shorten it; * stands for any text' };

/** Refuses a text that X-Ray would not take, or that could match nothing. Characters are counted, not UTF-16 units. */
export function checkText(complain: Complain, name: string, value: string | undefined, longest: number, remedies = PATTERN_REMEDIES): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  if (typeof value !== 'string') {
    complain(`${name} must be a text, got ${shown(value)}: write it as text`);
  }
  const { length } = [...value];
  if (length < 1 || length > longest) {
    const remedy = length < 1 ? remedies.empty : remedies.long;
    complain(`${name} must have 1 to ${longest} characters, got ${length}${length < 1 ? '' : ` (${JSON.stringify(value.slice(0, 40))}${length > 40 ? '…' : ''})`}: ${remedy}`);
  }
  if (/\p{Surrogate}/u.test(value)) {
    complain(`${name} must be well-formed text, got ${JSON.stringify(value)}: half of a surrogate pair stands alone in it`);
  }
}
