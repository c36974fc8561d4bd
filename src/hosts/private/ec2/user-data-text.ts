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

/**
 * Whether a script takes its own end in hand: by a trap, which would replace the CDK's, by becoming another program, or by leaving the CDK's trap.
 * What stands inside of tokens is not looked at.
 */
export function endsByItself(script: string): boolean {
  const [trap, atExit] = /^function exitTrap\(\)\{\n([^]*?)\n\}\ntrap exitTrap EXIT$/m.exec(script) ?? ['', ''];
  const theirs = script.replace(trap, () => '');
  return /(^|[\s;&|(){}])trap\s/m.test(theirs)
    || /(^|[;&|({]|\b(then|else|do)\s)[ \t]*exec[ \t]+(?![<>&{\d])/m.test(theirs)
    || /(^|[\s;&|({])(exit|exec|trap)(\s|;|$)/m.test(atExit);
}

/** Words that stand in no text but ours: from its literal parts, for tokens have another number in each run. */
export function markOf(text: string): string {
  const literals = Tokenization.reverseString(text).mapTokens({ mapToken: () => '?' }).join({ join: (left: unknown, right: unknown) => `${left}${right}` });
  return createHash('sha256').update(String(literals)).digest('hex').slice(0, 16);
}

/** How many bytes a text has at least: what CloudFormation puts into it is not counted. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') {
    return Buffer.byteLength(value);
  }
  if (!isRecord(value)) {
    return 0;
  }
  const join: unknown = value['Fn::Join'];
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    const items: unknown[] = join[1];
    return items.reduce<number>((sum, item) => sum + bytesOf(item), 0) + Buffer.byteLength(join[0]) * Math.max(items.length - 1, 0);
  }
  return 'Fn::Base64' in value ? Math.ceil(bytesOf(value['Fn::Base64']) / 3) * 4 : 0;
}

function firstLiteral(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const join: unknown = isRecord(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) && Array.isArray(join[1]) && typeof join[1][0] === 'string' ? join[1][0] : '';
}
