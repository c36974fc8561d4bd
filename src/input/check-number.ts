import { inspect } from 'util';
import { Token } from 'aws-cdk-lib';
import { Complain } from './complain';
import { isRecord } from '../references';

/** What is less above 1 is a rounding error. */
const LEAST_PERCENT = 1.5;

/** How a value is shown that is not what it should be. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 0, breakLength: Infinity });
}

/** Refuses what is no object with members. */
export function checkObject(complain: Complain, name: string, value: object, example: string): void {
  if (!isRecord(value)) {
    complain(`${name} must be an object, got ${shown(value)}: write for example ${example}`);
  }
}

/** Refuses what is no list. */
export function checkList(complain: Complain, name: string, value: readonly unknown[], example: string): void {
  if (!Array.isArray(value)) {
    complain(`${name} must be a list, got ${shown(value)}: write for example ${example}`);
  }
}

/** Refuses what is no share of requests. */
export function checkRate(complain: Complain, name: string, value: number): void {
  if (Token.isUnresolved(value) || (isNumber(value) && value >= 0 && value <= 1)) {
    return;
  }
  complain(`${name} must be between 0 and 1, got ${shown(value)}: ${rateRemedy(value)}`);
}

/** Refuses what is no whole number of a range. */
export function checkWhole(complain: Complain, name: string, value: number, range: WholeRange): void {
  const { lowest, highest = Number.MAX_SAFE_INTEGER } = range;
  if (Token.isUnresolved(value) || (Number.isSafeInteger(value) && value >= lowest && value <= highest)) {
    return;
  }
  const allowed = range.highest === undefined ? `${lowest} or more` : `${lowest} to ${highest}`;
  complain(`${name} must be a whole number, ${allowed}, got ${shown(value)}: ${numeral(value, Number.isSafeInteger) ?? range.remedy(value)}`);
}

export interface WholeRange {
  readonly lowest: number;
  /** Nothing where there is no bound but that of exact numbers. */
  readonly highest?: number;
  /** What to do about a value outside. */
  readonly remedy: (value: number) => string;
}

function rateRemedy(value: unknown): string {
  if (isNumber(value) && value > 1) {
    return value >= LEAST_PERCENT && value <= 100 ? `write ${Number((value / 100).toPrecision(12))} for ${value} percent` : 'write 1 for all requests';
  }
  return numeral(value, Number.isFinite) ?? 'write 0.05 for 5 percent, or 0 for none';
}

/** Users of JavaScript may write a number as text. */
export function numeral(value: unknown, isFit: (number: number) => boolean): string | undefined {
  return typeof value === 'string' && value.trim() !== '' && isFit(Number(value)) ? `write the number ${Number(value)}, without quotes` : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
