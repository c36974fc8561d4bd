import { Cause, CauseList } from '../ast';

export const CAUSES: readonly Cause[] = ['fault', 'error', 'responsetime'];
export const CAUSE_LISTS: readonly CauseList[] = ['service', 'entity', 'exception'];

/** Which list of root causes a word such as rootcause.fault.entity means. */
export function rootCauseOf(word: string): { readonly cause: Cause; readonly list: CauseList } | undefined {
  const [, causeWord, listWord, ...more] = word.split('.', 4);
  const cause = CAUSES.find((name) => name === causeWord);
  const list = CAUSE_LISTS.find((name) => name === listWord);
  return cause === undefined || list === undefined || more.length > 0 ? undefined : { cause, list };
}
