import { NumberRange, readKey } from './check-filter';
import { Make, Subject } from './comparisons';
import { invalid } from '../../../errors';
import { Side } from '../ast';

export const STATUS: NumberRange = { lowest: 100, highest: 599, whole: true, remedy: 'a status has three digits' };
export const SHARE: NumberRange = { lowest: 0, highest: 1, whole: false, remedy: 'write 0.8 for 80 percent' };
export const COUNT: NumberRange = { lowest: 0, highest: Infinity, whole: true, remedy: 'write a whole number' };

export function keywordSubject(where: string, keyword: string, make: Make): Subject {
  return { where: `${where}()`, make, compared: (test) => ({ kind: 'keyword', keyword, ...test }) };
}

export function annotationSubject(where: string, key: string, { make, side }: { readonly make: Make; readonly side?: Side }): Subject {
  const checked = readKey((message) => invalid(`${where}()`, message), key);
  return { where: `${where}(${JSON.stringify(checked)})`, make, compared: (test) => ({ kind: 'annotation', key: checked, ...side && { side }, ...test }) };
}
