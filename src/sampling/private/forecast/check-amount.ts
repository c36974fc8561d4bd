import { Token } from 'aws-cdk-lib';
import { HOURS_OF_A_MONTH } from './month';
import { numeral, shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';

/** Which numbers can be computed with. */
export interface Amounts {
  /** The smallest one, 0 unless said otherwise. */
  readonly least?: number;
  readonly most: number;
  readonly whole?: boolean;
  /** Whether the smallest one is itself too small. */
  readonly above?: boolean;
  /** What to do about a value outside. */
  readonly remedy: string;
}

/** More than any service has, and what can still be computed with. */
export const REQUESTS_PER_SECOND: Amounts = { most: 1_000_000_000, remedy: 'write how many come in a second, on average and on all hosts together' };
/** The hours of the longest month. */
export const HOURS_PER_MONTH: Amounts = { most: 744, remedy: `write ${HOURS_OF_A_MONTH} for all hours of a month` };
export const HOSTS: Amounts = { least: 1, most: 1_000_000_000, whole: true, remedy: 'count the processes that serve the requests' };
export const DOLLARS: Amounts = { most: 1_000_000_000_000, remedy: 'write how many US dollars a month the rule may cost' };
export const PRICE: Amounts = { ...DOLLARS, remedy: 'write the US dollars of your price list, such as 5' };
export const TRACES: Amounts = { most: Number.MAX_SAFE_INTEGER, remedy: 'write how many traces a month the rule may record' };
export const FREE_TRACES: Amounts = { ...TRACES, whole: true, remedy: 'write how many of the month\'s traces are free for this app, or 0' };
export const SPANS: Amounts = { ...TRACES, least: 1, remedy: 'write how many spans a trace has on average, such as 8' };
export const BYTES: Amounts = { ...TRACES, above: true, remedy: 'write for example Size.kibibytes(1)' };
export const SHARE: Amounts = { most: 1, remedy: 'write 0.05 for 5 percent' };

/** Refuses a number that can't be computed with, be it a token; one that was left out is the default. Gives 0 for -0. */
export function checkAmount(complain: Complain, name: string, value: number | undefined, allowed: Amounts, byDefault?: number): number {
  const given: unknown = value === undefined ? byDefault : value;
  if (Token.isUnresolved(given)) {
    complain(`${name} must be known when the app is synthesized, got a token: give the number itself`);
  }
  if (typeof given !== 'number' || !isWithin(given, allowed)) {
    return complain(`${name} must be ${rangeOf(allowed)}, got ${shown(given)}: ${numeral(given, (number) => isWithin(number, allowed)) ?? allowed.remedy}`);
  }
  return given + 0;
}

function isWithin(value: number, { least = 0, most, whole, above }: Amounts): boolean {
  return value >= least && value <= most && !(above && value === least) && !(whole && !Number.isInteger(value));
}

function rangeOf({ least = 0, most, whole, above }: Amounts): string {
  return `a ${whole ? 'whole ' : ''}number ${above ? `above ${least} and up to` : `from ${least} to`} ${most}`;
}
