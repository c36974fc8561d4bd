/** How many characters of a long line are shown on either side of the caret. */
const SHOWN = 70;

/** What is wrong with the text of a filter expression, and where. */
export class FilterSyntaxError extends Error {
  /** Counted from 1. */
  public readonly line: number;
  /** Counted from 1, in characters. */
  public readonly column: number;

  public constructor(text: string, offset: number, public readonly problem: string) {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
    const before = [...lines[lines.length - 1]];
    const [rest] = text.slice(offset).split(/[\r\n]/, 1);
    super(`filter, line ${lines.length}:${marked(before, [...rest])} ${problem}`);
    this.name = 'FilterSyntaxError';
    this.line = lines.length;
    this.column = before.length + 1;
  }
}

function marked(before: string[], rest: string[]): string {
  const left = before.length > SHOWN ? ['…', ...before.slice(-SHOWN)] : before;
  const right = rest.length > SHOWN ? [...rest.slice(0, SHOWN), '…'] : rest;
  const line = [...left, ...right].map(visible).join('').trimEnd();
  return line === '' ? '' : `\n    ${line}\n    ${' '.repeat(left.length)}^`;
}

/** Tabs and control characters would move the caret, half a surrogate pair can't be written. */
function visible(character: string): string {
  return /[\p{Surrogate}\p{Control}]/u.test(character) ? ' ' : character;
}
