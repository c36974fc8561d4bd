import { Token } from 'aws-cdk-lib';
import { Operator, Test, Value } from '../ast';
import { agreed, negated, someOf, Truth, unknownFor } from './three-valued';

type Texts = (given: string, wanted: string) => boolean;
type Numbers = (given: number, wanted: number) => boolean;

const TEXTS: Partial<Record<Operator, Texts>> = {
  '=': (given, wanted) => given === wanted,
  'CONTAINS': (given, wanted) => given.includes(wanted),
  'BEGINSWITH': (given, wanted) => given.startsWith(wanted),
  'ENDSWITH': (given, wanted) => given.endsWith(wanted),
};

const NUMBERS: Partial<Record<Operator, Numbers>> = {
  '=': (given, wanted) => given === wanted,
  '<': (given, wanted) => given < wanted,
  '<=': (given, wanted) => given <= wanted,
  '>': (given, wanted) => given > wanted,
  '>=': (given, wanted) => given >= wanted,
};

/**
 * Compares the values that a trace has for something: one is enough.
 *
 * @param what how the user wrote it
 */
export function compareAny(what: string, given: Iterable<Value>, test: Test): Truth {
  const values = [...given];
  const { operator, value } = test;
  if (operator === undefined || value === undefined) {
    return isSet(what, values);
  }
  if (Token.isUnresolved(value)) {
    return unknownFor(`${what}: the token it is compared with is not known before deployment`);
  }
  if (operator !== '!=') {
    return someOf(values, (one) => compare(what, one, operator, value));
  }
  const comparable = values.filter((one) => typeof one === typeof value);
  if (comparable.length < values.length || values.length === 0) {
    return unknownFor(`${what}: AWS does not say whether != finds a trace ${values.length === 0 ? 'without it' : 'with a value of another type'}`);
  }
  const truths = comparable.map((one) => negated(compare(what, one, '=', value)));
  return agreed(truths, `${what}: AWS does not say whether != means one or all of several values`);
}

function isSet(what: string, values: readonly Value[]): Truth {
  return values.length > 0 && values.every((value) => value === false)
    ? unknownFor(`${what}: AWS says that it asks whether it is set, and that a boolean stands for itself; here it is false`)
    : values.length > 0;
}

export function compareOne(what: string, given: Value | undefined, test: Test): Truth {
  return compareAny(what, given === undefined ? [] : [given], test);
}

/** Whether a truth is the one that is wanted; a bare keyword wants true. */
export function compareTruth(what: string, given: Truth, { operator, value }: Test): Truth {
  if (operator === undefined || value === undefined) {
    return given;
  }
  if (Token.isUnresolved(value)) {
    return unknownFor(`${what}: the token it is compared with is not known before deployment`);
  }
  if (typeof value !== 'boolean' || operator !== '=' && operator !== '!=') {
    return unknownFor(`${what}: AWS does not say how it is compared with anything but true or false`);
  }
  return value === (operator === '=') ? given : negated(given);
}

/** Whether two names are the same: AWS says nothing about wildcards and case in them. */
export function sameName(what: string, given: string, wanted: string): Truth {
  if (given === wanted) {
    return true;
  }
  return wanted.includes('*') || wanted.includes('?')
    ? unknownFor(`${what}: AWS does not say whether ${JSON.stringify(wanted)} is a pattern`)
    : compare(what, given, '=', wanted);
}

function compare(what: string, given: Value, operator: Operator, wanted: Value): Truth {
  if (typeof given === 'string' && typeof wanted === 'string') {
    return compareTexts(what, given, operator, wanted);
  }
  if (typeof given === 'number' && typeof wanted === 'number') {
    return NUMBERS[operator]?.(given, wanted) ?? noSuch(what, operator);
  }
  if (typeof given === 'boolean' && typeof wanted === 'boolean') {
    return operator === '=' ? given === wanted : noSuch(what, operator);
  }
  return false;
}

function compareTexts(what: string, given: string, operator: Operator, wanted: string): Truth {
  const holds = TEXTS[operator];
  if (holds === undefined) {
    return noSuch(what, operator);
  }
  if (holds(given, wanted)) {
    return true;
  }
  return holds(given.toLowerCase(), wanted.toLowerCase())
    ? unknownFor(`${what}: AWS does not say whether the case of ${JSON.stringify(wanted)} matters`)
    : false;
}

function noSuch(what: string, operator: Operator): Truth {
  return unknownFor(`${what}: AWS does not say how ${operator} compares such values`);
}
