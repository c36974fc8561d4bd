import { Token } from 'aws-cdk-lib';
import { shown } from '../rules/check-number';
import { Complain } from '../rules/check-text';

/** Which numbers can be computed with. */
export interface Amounts {
  /** The smallest one, 0 unless said otherwise. */
  readonly least?: number;
  readonly most: number;
  readonly whole?: boolean;
  /** Whether the smallest one is itself too small. */
  readonly above?: boolean;
}

/** More than any service has, and what can still be computed with. */
export const REQUESTS_PER_SECOND: Amounts = { most: 1_000_000_000 };
/** The hours of the longest month. */
export const HOURS_PER_MONTH: Amounts = { most: 744 };
export const HOSTS: Amounts = { least: 1, most: 1_000_000_000, whole: true };
export const DOLLARS: Amounts = { most: 1_000_000_000_000 };
export const TRACES: Amounts = { most: Number.MAX_SAFE_INTEGER };
export const SHARE: Amounts = { most: 1 };

/** Refuses a number that can't be computed with, be it a token; one that was left out is the default. Gives 0 for -0. */
export function checkAmount(complain: Complain, name: string, value: number | undefined, allowed: Amounts, byDefault?: number): number {
  const given: unknown = value ?? byDefault;
  if (Token.isUnresolved(given)) {
    complain(`${name} must be known when the app is synthesized, got a token: give the number itself`);
  }
  if (typeof given !== 'number' || !isWithin(given, allowed)) {
    return complain(`${name} must be ${rangeOf(allowed)}, got ${shown(given)}`);
  }
  return given + 0;
}

function isWithin(value: number, { least = 0, most, whole, above }: Amounts): boolean {
  return value >= least && value <= most && !(above && value === least) && !(whole && !Number.isInteger(value));
}

function rangeOf({ least = 0, most, whole, above }: Amounts): string {
  return `a ${whole ? 'whole ' : ''}number ${above ? `above ${least} and up to` : `from ${least} to`} ${most}`;
}
