import { Token } from 'aws-cdk-lib';
import { checkRate, checkWhole, shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { isRecord } from '../../../references';

/** Version 1 calls `service_name` what version 2 calls `host`. The SDKs compare both with the request's host. */
export type LocalVersion = 1 | 2;

/** A rule as the document has it. */
export interface LocalRule extends LocalShare {
  readonly description?: string;
  readonly host: string;
  readonly httpMethod: string;
  readonly urlPath: string;
}

export interface LocalShare {
  readonly fixedTarget: number;
  readonly rate: number;
}

const LONGEST_SHOWN = 60;

/** What people write, in small letters and without marks, and what they mean by it. */
const MEANT = new Map<string, string>([
  ['method', 'http_method'], ['httpmethod', 'http_method'],
  ['path', 'url_path'], ['url', 'url_path'], ['urlpath', 'url_path'],
  ['reservoir', 'fixed_target'], ['reservoirsize', 'fixed_target'], ['fixedtarget', 'fixed_target'],
  ['rate', 'rate'], ['fixedrate', 'rate'],
  ['name', 'description'], ['rulename', 'description'], ['description', 'description'],
]);

export function hostField(version: LocalVersion): string {
  return version === 1 ? 'service_name' : 'host';
}

export function readLocalRule(complain: Complain, place: string, rule: unknown, version: LocalVersion): LocalRule {
  const names = [hostField(version), 'http_method', 'url_path', 'fixed_target', 'rate'];
  if (!isRecord(rule)) {
    complain(`${place} must be an object with ${listed(names)}, got ${brief(rule)}`);
  }
  checkFields(complain, place, rule, names, ['description'], (key) => meant(key, version));
  const { description } = rule;
  const text = (name: string): string => readText(complain, `${place}.${name}`, rule[name]);
  return {
    description: typeof description === 'string' ? description : undefined,
    host: text(hostField(version)),
    httpMethod: text('http_method'),
    urlPath: text('url_path'),
    ...readShare(complain, place, rule),
  };
}

export function readLocalDefault(complain: Complain, value: unknown): LocalShare {
  if (!isRecord(value)) {
    complain(`default must be an object with fixed_target and rate, got ${brief(value)}: `
      + 'write { "fixed_target": 1, "rate": 0.05 } to have what X-Ray\'s own default does');
  }
  checkFields(complain, 'default', value, ['fixed_target', 'rate'], [], (key) => meant(key, 2));
  return readShare(complain, 'default', value);
}

/** A value for a message; documents may hold long ones. */
export function brief(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  const text = Array.isArray(value) ? 'a list' : shown(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function meant(key: string, version: LocalVersion): string | undefined {
  const plain = plainName(key);
  return plain === 'host' || plain === 'servicename' ? hostField(version) : MEANT.get(plain);
}

/** A name in small letters and without marks. */
function plainName(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '');
}

type Meaning = (key: string) => string | undefined;

/** The SDKs refuse a whole document for a field that they don't know. */
function checkFields(
  complain: Complain, place: string, value: Record<string, unknown>, required: readonly string[], optional: readonly string[], meaning: Meaning,
): void {
  const known = [...required, ...optional];
  for (const key of Object.keys(value).filter((each) => !known.includes(each))) {
    const better = meaning(key);
    const isFree = (name: string): boolean => !Object.keys(value).some((other) => other !== key && plainName(other) === plainName(name));
    const remedy = better !== undefined && known.includes(better) && isFree(better) ? `call it ${better}` : 'remove it';
    complain(`${place}.${key} must not be there, got ${brief(value[key])}: ${remedy}; the SDKs know only ${listed(known)} here`);
  }
  for (const key of required.filter((each) => value[each] === undefined)) {
    complain(`${place}.${key} must be given, got nothing: ${example(key)}`);
  }
}

function example(key: string): string {
  switch (key) {
    case 'fixed_target':
      return 'write how many requests a second are sampled in any case, such as 0';
    case 'rate':
      return 'write the share of the others, such as 0.05 for 5 percent';
    default:
      return 'write "*" for any';
  }
}

function readText(complain: Complain, place: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    complain(`${place} must be a text of one character or more, got ${brief(value)}: write "*" for any`);
  }
  if (!Token.isUnresolved(value) && /\p{Surrogate}/u.test(value)) {
    complain(`${place} must be well-formed text, got ${brief(value)}: half of a surrogate pair stands alone in it`);
  }
  return value;
}

function readShare(complain: Complain, place: string, share: Record<string, unknown>): LocalShare {
  const fixedTarget = readNumber(complain, `${place}.fixed_target`, share.fixed_target);
  const rate = readNumber(complain, `${place}.rate`, share.rate);
  checkWhole(complain, `${place}.fixed_target`, fixedTarget, { lowest: 0, remedy: () => 'it is how many requests a second are sampled in any case' });
  checkRate(complain, `${place}.rate`, rate);
  return { fixedTarget, rate };
}

/** Adding 0 makes 0 of what JSON writes as -0. */
function readNumber(complain: Complain, place: string, value: unknown): number {
  return typeof value === 'number' ? value + 0 : complain(`${place} must be a number, got ${brief(value)}: write it without quotes, such as 1`);
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
