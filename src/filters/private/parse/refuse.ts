import { FilterSyntaxError } from './filter-syntax-error';

const ESCAPE = 'a backslash before a quotation mark: AWS documents no escape. Write quotation marks around a text only; for a text that has one, compare with CONTAINS and a part without it';

/** Stops at a place of the text. A quotation mark that was meant to be escaped comes first: what stands behind it is read wrongly. */
export function refuse(source: string, offset: number, problem: string): never {
  const escape = escaped(source);
  throw escape !== -1 && escape <= offset ? new FilterSyntaxError(source, escape, ESCAPE) : new FilterSyntaxError(source, offset, problem);
}

/** Where a quotation mark is escaped: a word goes on behind it, or it is one too many. A text may as well end in a backslash. */
function escaped(source: string): number {
  const amidst = source.search(/\\"[^\s(){},"]/);
  return amidst === -1 && (source.split('"').length - 1) % 2 === 1 ? source.indexOf('\\"') : amidst;
}
