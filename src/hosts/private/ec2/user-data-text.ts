import { createHash } from 'crypto';
import { Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isRecord, resolved } from '../../../references';

/** What cloud-init takes user data for, by how it begins. Source: cloud-init documentation, "User-data formats", 2026-11-22. */
const CONTENT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^#!/, 'text/x-shellscript'],
  [/^#cloud-config-archive\b/i, 'text/cloud-config-archive'],
  [/^#cloud-config\b/i, 'text/cloud-config'],
  [/^#cloud-boothook\b/i, 'text/cloud-boothook'],
  [/^#include-once\b/i, 'text/x-include-once-url'],
  [/^#include\b/i, 'text/x-include-url'],
  [/^#part-handler\b/i, 'text/part-handler'],
  [/^## template: *jinja\b/i, 'text/jinja2'],
];

/** How a text begins, as far as that is known before deployment. */
export function beginningOf(text: string, scope: IConstruct): string {
  const fragments = Tokenization.reverseString(text || '\n');
  const { firstToken } = fragments;
  return firstLiteral(firstToken ? resolved(firstToken, scope) : fragments.firstValue).trimStart();
}

/** The type that cloud-init gives to user data; none where it would not know it either. */
export function contentTypeOf(beginning: string): string | undefined {
  return CONTENT_TYPES.find(([pattern]) => pattern.test(beginning))?.[1];
}

/** Whether user data is a MIME document itself. */
export function isMime(beginning: string): boolean {
  return /^(content-type|mime-version):/i.test(beginning);
}

/** Whether user data is a script that bash runs; what the CDK has a script do at its end is not for other shells. */
export function isBash(beginning: string): boolean {
  return /^#![ \t]*(\/\S+\/env[ \t]+(-\S+[ \t]+)*)?(\/\S+\/)?bash(\s|$)/.test(beginning);
}

/** Whether user data is for Windows. */
export function isForWindows(beginning: string): boolean {
  return /^<(powershell|script)>/i.test(beginning);
}

/** Whether the commands of a script take its own end in hand: by a trap, or by a function of the name that the CDK gives to its own. */
export function endsByItself(commands: string): boolean {
  return /(^|[\s;&|(){}])trap\s/m.test(commands) || /\bexitTrap\b/.test(commands);
}

/** Whether a script becomes another program, after which nothing in it runs. */
export function becomesAnother(commands: string): boolean {
  return /(^|[;&|({]|\b(then|else|do)\s)[ \t]*exec[ \t]+(?![<>&{\d])/m.test(commands);
}

/** Whether commands leave the function that they are in. */
export function leaves(commands: string): boolean {
  return /(^|[\s;&|({])(exit|exec|return|trap)(\s|;|$)/m.test(commands);
}

/** Words that stand in no text but ours: from its literal parts, for tokens have another number in each run. */
export function markOf(text: string): string {
  const withoutTokens = Tokenization.reverseString(text).mapTokens({ mapToken: () => '?' }).join({ join: (left: unknown, right: unknown) => `${left}${right}` });
  return createHash('sha256').update(String(withoutTokens)).digest('hex').slice(0, 16);
}

/** A text as it will be, with a `?` for what CloudFormation puts into it, and before it is encoded. */
export function plainText(text: unknown, scope: IConstruct): string {
  return literals(resolved(text, scope), '?', (encoded) => encoded);
}

/** How many bytes a text has at least: what CloudFormation puts into it is not counted. */
export function bytesOf(text: unknown, scope: IConstruct): number {
  return Buffer.byteLength(literals(resolved(text, scope), '', (plain) => Buffer.from(plain).toString('base64')));
}

function literals(value: unknown, unknown: string, encode: (plain: string) => string): string {
  if (typeof value === 'string') {
    return value;
  }
  if (!isRecord(value)) {
    return unknown;
  }
  const join: unknown = value['Fn::Join'];
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    return join[1].map((item: unknown) => literals(item, unknown, encode)).join(join[0]);
  }
  return 'Fn::Base64' in value ? encode(literals(value['Fn::Base64'], unknown, encode)) : unknown;
}

function firstLiteral(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const join: unknown = isRecord(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) && Array.isArray(join[1]) && typeof join[1][0] === 'string' ? join[1][0] : '';
}
