import { Lazy, Token, Tokenization } from 'aws-cdk-lib';
import { quotable } from './quotable';

/** A number and one that may be known later only: numbers can't be added to tokens. What CloudFormation computes counts as nothing. */
export function sum(known: number, maybeToken: number): number {
  return Token.isUnresolved(maybeToken)
    ? Lazy.uncachedNumber({
      produce: (context) => {
        const later: unknown = context.resolve(maybeToken);
        return known + (typeof later === 'number' ? later : 0);
      },
    })
    : known + maybeToken;
}

/**
 * Renders a value as text in which numbers that are tokens stay numbers, for a token inside a text has to be one of a string, and strings stay strings.
 *
 * @param render writes strings in double quotes
 */
export function renderWithNumbers(value: object, render: (value: unknown) => string): string {
  const tokens: number[] = [];
  const marked: unknown = JSON.parse(JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'number' && Token.isUnresolved(member)) {
      return `${MARK}${tokens.push(member) - 1}`;
    }
    return typeof member === 'string' ? quotable(member) : member;
  }));
  return render(marked).replace(MARKS, (_, index: string) => Tokenization.stringifyNumber(tokens[Number(index)]));
}

const MARK = 'cdk-xray number ';
const MARKS = new RegExp(`"${MARK}(\\d+)"`, 'g');
