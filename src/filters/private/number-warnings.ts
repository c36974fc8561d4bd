import { Operator } from './ast';

/** The values that a keyword can have. */
interface Values {
  readonly lowest: number;
  readonly highest: number;
  readonly whole: boolean;
  readonly said: string;
}

const TIME: Values = { lowest: 0, highest: Infinity, whole: false, said: 'a time in seconds is never below 0' };

const VALUES: ReadonlyMap<string, Values> = new Map([
  ['duration', TIME],
  ['responsetime', TIME],
  ['http.status', { lowest: 100, highest: 599, whole: true, said: 'a status is a whole number from 100 to 599' }],
  ['coverage', { lowest: 0, highest: 1, whole: false, said: 'coverage is a part of 1, write 0.8 for 80 percent' }],
  ['index', { lowest: 0, highest: Infinity, whole: true, said: 'an index is a whole number, 0 or more' }],
]);

/** The longest time in seconds that is not taken for milliseconds: a function runs 900 seconds at most. */
const LONGEST_SECONDS = 900;

/** Why no trace has such a number, if none has. */
export function numberFindsNothing(name: string, operator: Operator, value: number): string | undefined {
  const values = VALUES.get(name);
  if (values === undefined) {
    return undefined;
  }
  if (values === TIME && value > LONGEST_SECONDS && (operator === '=' || operator === '>' || operator === '>=')) {
    return `${name} is counted in seconds, and ${value} seconds are longer than requests usually take: for milliseconds write ${value / 1000}`;
  }
  return holdsForNone(values, operator, value) ? `${name} ${operator} ${value} finds nothing: ${values.said}` : undefined;
}

function holdsForNone({ lowest, highest, whole }: Values, operator: Operator, value: number): boolean {
  switch (operator) {
    case '=': return value < lowest || value > highest || (whole && !Number.isInteger(value));
    case '>': return value >= highest;
    case '>=': return value > highest;
    case '<': return value <= lowest;
    case '<=': return value < lowest;
    default: return false;
  }
}
