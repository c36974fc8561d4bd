import { Operator, Test, Value } from '../ast';
import { Cursor } from './cursor';
import { numberProblem, operatorProblem } from './hints';
import { BACKSLASH, unquoted } from './syntax-warnings';
import { decimal, isExact } from '../decimal';
import { KeywordKind } from '../keywords';
import { shownText } from '../shown-text';

const EQUALITY: readonly Operator[] = ['=', '!='];
const ORDER: readonly Operator[] = ['<', '<=', '>', '>='];
const TEXT: readonly Operator[] = ['CONTAINS', 'BEGINSWITH', 'ENDSWITH'];
const OPERATORS = new Map([...EQUALITY, ...ORDER, ...TEXT].map((operator) => [operator.toLowerCase(), operator]));
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Reads what a keyword, an annotation (of any kind of value) or a group's property is compared with, if it is. */
export function readTest(cursor: Cursor, left: string, kind: KeywordKind | 'any'): Test {
  const operator = readOperator(cursor, left, kind);
  return operator === undefined ? {} : { operator, value: readValue(cursor, left, kind, operator) };
}

function readOperator(cursor: Cursor, left: string, kind: KeywordKind | 'any'): Operator | undefined {
  const { current } = cursor;
  const operator = current.kind === 'word' || current.kind === 'symbol' ? OPERATORS.get(current.text.toLowerCase()) : undefined;
  if (operator === undefined) {
    const problem = current.kind === 'word' || current.kind === 'symbol' ? operatorProblem(current.text, left) : undefined;
    return problem === undefined ? undefined : cursor.fail(problem);
  }
  if (TEXT.includes(operator) && kind !== 'text' && kind !== 'any') {
    cursor.fail(`${operator} compares texts, and ${left} is ${kind === 'number' ? 'a number: write =, !=, <, <=, > or >=' : 'true or false: write = or !='}`);
  }
  if (ORDER.includes(operator) && kind !== 'number' && kind !== 'any') {
    cursor.fail(`${operator} compares numbers, and ${left} is ${kind === 'text' ? 'a text: write =, !=, CONTAINS, BEGINSWITH or ENDSWITH' : 'true or false: write = or !='}`);
  }
  cursor.take();
  return operator;
}

function readValue(cursor: Cursor, left: string, kind: KeywordKind | 'any', operator: Operator): Value {
  if (kind === 'number' || (kind === 'any' && ORDER.includes(operator))) {
    return readNumber(cursor, left, operator);
  }
  if (kind === 'boolean') {
    return readBoolean(cursor, left);
  }
  return kind === 'text' || TEXT.includes(operator) ? readTextOf(cursor, left) : readAny(cursor, left, operator);
}

function readNumber(cursor: Cursor, left: string, operator: Operator): number {
  const { kind, text } = cursor.current;
  if (kind === 'text' && NUMBER.test(text.trim())) {
    cursor.fail(`${left} must be compared with a number, got a text: write ${text.trim()} without quotation marks`);
  }
  if (kind !== 'word' && kind !== 'text') {
    cursor.fail(`expected a number for ${left}, got ${cursor.shown()}`);
  }
  const value = kind === 'word' && NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) {
    cursor.fail(numberProblem(left, text, operator));
  }
  if (!isExact(text, value)) {
    cursor.fail(`${left} can't be compared with ${shownText(text)}: the number loses digits, as it would be ${decimal(value)}; compare with a text instead`);
  }
  cursor.take();
  return value === 0 ? 0 : value;
}

function readBoolean(cursor: Cursor, left: string): boolean {
  const { kind, text } = cursor.current;
  const value = text.toLowerCase();
  if (kind === 'text' && (value === 'true' || value === 'false')) {
    cursor.fail(`${left} must be compared with true or false, got a text: write ${value} without quotation marks`);
  }
  if (kind !== 'word' || (value !== 'true' && value !== 'false')) {
    cursor.fail(`${left} must be compared with true or false, got ${cursor.shown()}`);
  }
  cursor.take();
  return value === 'true';
}

function readTextOf(cursor: Cursor, left: string): string {
  if (cursor.current.kind !== 'word') {
    return readText(cursor, `a text for ${left}`);
  }
  refuseNull(cursor, left);
  const word = cursor.unquoted();
  if (left !== 'name' || word !== cursor.current.text || NUMBER.test(word)) {
    return unquotedValue(cursor);
  }
  cursor.warn(unquoted(word));
  return cursor.take().text;
}

function readAny(cursor: Cursor, left: string, operator: Operator): Value {
  if (cursor.current.kind !== 'word') {
    return readText(cursor, `a text, number, true or false for ${left}`);
  }
  refuseNull(cursor, left);
  if (NUMBER.test(cursor.current.text)) {
    return readNumber(cursor, left, operator);
  }
  return cursor.atWord('true', 'false') ? readBoolean(cursor, left) : unquotedValue(cursor);
}

/** Reads a text in double quotation marks. */
export function readText(cursor: Cursor, what: string): string {
  if (cursor.current.kind === 'word') {
    unquotedValue(cursor);
  }
  if (cursor.current.kind !== 'text') {
    cursor.fail(`expected ${what} in double quotation marks, got ${cursor.shown()}`);
  }
  const { text } = cursor.take();
  if (text.includes('\\')) {
    cursor.warn(BACKSLASH);
  }
  return text;
}

/** Reads what a group's property is compared with: AWS documents no more than = and != for it. */
export function readEquality(cursor: Cursor, left: string): Test {
  if (cursor.atWord('contains', 'beginswith', 'endswith')) {
    cursor.fail(`${left} is compared by = or != only, got ${cursor.shown()}`);
  }
  return readTest(cursor, left, 'text');
}

function refuseNull(cursor: Cursor, left: string): void {
  if (cursor.atWord('null', 'undefined', 'none')) {
    cursor.fail(`X-Ray has no ${cursor.current.text}: ${left} alone asks whether it is there, !${left} whether it is not`);
  }
}

function unquotedValue(cursor: Cursor): never {
  cursor.fail(`a text stands in quotation marks: write ${shownText(cursor.unquoted())}`);
}
