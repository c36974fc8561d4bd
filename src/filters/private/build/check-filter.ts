import { Token } from 'aws-cdk-lib';
import { numeral, shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { isRecord } from '../../../references';

/** Source: X-Ray Developer Guide, annotation requirements: the page of the SDK for Ruby allows underscores, that of Go dots. Read 2026-11-23. */
const KEY = /^[A-Za-z0-9_.]+$/;
const ACCOUNT = /^\d{12}$/;
const NODE_PARTS = ['name', 'type', 'accountId'];

/** A text that can stand between double quotes. What is known of a text with tokens is checked as well. */
export function readText(complain: Complain, name: string, value: string, remedy = 'write it as text'): string {
  if (typeof value !== 'string') {
    return Token.isUnresolved(value) ? Token.asString(value) : complain(`${name} must be a text, got ${shown(value)}: ${remedy}`);
  }
  if (value.includes('"')) {
    complain(`${name} cannot have a double quote, got ${JSON.stringify(value)}: AWS documents no way to write it; use contains(), beginsWith() or endsWith() with a part without it`);
  }
  if (/[\n\r\u2028\u2029]/.test(value)) {
    complain(`${name} cannot have a line break, got ${JSON.stringify(value)}: leave it out`);
  }
  if (/\p{Surrogate}/u.test(value)) {
    complain(`${name} must be well-formed text, got ${JSON.stringify(value)}: half of a surrogate pair stands alone in it`);
  }
  return value;
}

/** A text that says something. */
export function readName(complain: Complain, name: string, value: string): string {
  return readText(complain, name, value) || complain(`${name} must not be empty: a filter would find nothing`);
}

/** Refuses what is none of the words of an enum. */
export function checkWord(complain: Complain, name: string, value: string, choice: { readonly enumName: string; readonly members: object }): void {
  const { enumName, members } = choice;
  if (!Token.isUnresolved(value) && !Object.values(members).includes(value)) {
    complain(`${name} must be a ${enumName}, got ${shown(value)}: write ${enumName}.${Object.keys(members).join(', ')}`);
  }
}

export function readKey(complain: Complain, key: string): string {
  const text = readName(complain, 'key', key);
  if (!Token.isUnresolved(text) && !KEY.test(text)) {
    complain(`key must have letters, digits, _ and . only, got ${JSON.stringify(text)}: X-Ray has no annotation of such a key`);
  }
  return text;
}

/** The named parts of a service, only those that are there. */
export function readNodeId(complain: Complain, id: { readonly name?: string; readonly type?: string; readonly accountId?: string }) {
  if (!isRecord(id)) {
    complain(`id must be an object, got ${shown(id)}: write for example { type: "AWS::Lambda::Function" }`);
  }
  const unknown = Object.keys(id).find((part) => !NODE_PARTS.includes(part));
  if (unknown !== undefined) {
    complain(`id has no ${JSON.stringify(unknown)}: it has ${NODE_PARTS.join(', ')}`);
  }
  const { name, type, accountId } = id;
  if (name === undefined && type === undefined && accountId === undefined) {
    complain('id must have a name, a type or an accountId: FilterExpression.anyService() is for all services');
  }
  return {
    ...(name !== undefined && { name: readName(complain, 'name', name) }),
    ...(type !== undefined && { type: readName(complain, 'type', type) }),
    ...(accountId !== undefined && { accountId: readAccount(complain, accountId) }),
  };
}

function readAccount(complain: Complain, accountId: string): string {
  const text = readName(complain, 'accountId', accountId);
  return Token.isUnresolved(text) || ACCOUNT.test(text) ? text : complain(`accountId must have 12 digits, got ${JSON.stringify(text)}: write the account's number`);
}

/** Which numbers make sense for a keyword. */
export interface NumberRange {
  readonly lowest: number;
  readonly highest: number;
  readonly whole: boolean;
  readonly remedy: string;
}

export const ANY_NUMBER: NumberRange = { lowest: -Infinity, highest: Infinity, whole: false, remedy: 'write a finite number' };

export function readNumber(complain: Complain, name: string, value: number, range: NumberRange): number {
  if (Token.isUnresolved(value)) {
    return typeof value === 'number' ? value : Token.asNumber(value);
  }
  const { lowest, highest, whole, remedy } = range;
  const fits = (number: number): boolean =>
    Number.isFinite(number) && number >= lowest && number <= highest && (!whole || Number.isSafeInteger(number));
  if (typeof value !== 'number' || !fits(value)) {
    complain(`${name} must be ${allowed(range)}, got ${shown(value)}: ${numeral(value, fits) ?? remedy}`);
  }
  return value + 0;
}

function allowed({ lowest, highest, whole }: NumberRange): string {
  const kind = whole ? 'a whole number' : 'a finite number';
  if (lowest === -Infinity) {
    return kind;
  }
  return highest === Infinity ? `${kind}, ${lowest} or more` : `${kind}, ${lowest} to ${highest}`;
}

/** The JSON of a root cause, written in one way. With tokens in it, it stays as it is. */
export function readCauses(complain: Complain, json: string): string {
  if (Token.isUnresolved(json)) {
    return typeof json === 'string' ? json : Token.asString(json);
  }
  const causes = typeof json === 'string' ? parsed(json) : undefined;
  if (!Array.isArray(causes)) {
    complain(`json must be a JSON list, got ${shown(json)}: write for example [{"Services":[{"Name":"orders"}]}]`);
  }
  return JSON.stringify(causes);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
