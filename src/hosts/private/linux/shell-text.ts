import { createHash } from 'crypto';
import { Fn, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isRecord } from '../../../references';

/** Text as one word of the shell, whatever stands in it. */
export function shellQuote(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** A value as one word of the shell: what is known at deploy time only travels as base64, out of which nothing can break. */
export function shellValue(scope: IConstruct, value: string): string {
  return Token.isUnresolved(value) && !isPseudoParameter(scope, value) ? `"$(base64 -d <<<'${Fn.base64(value)}')"` : shellQuote(value);
}

/** A command that writes the text to a file in the folder of the run. */
export function writeFile(file: string, text: string): string {
  const target = `"$work/${file}"`;
  if (Token.isUnresolved(text)) {
    return `base64 -d >${target} <<<'${Fn.base64(text)}'`;
  }
  return isPlain(text) ? heredoc(target, text) : `base64 -d >${target} <<<'${Buffer.from(text).toString('base64')}'`;
}

function heredoc(target: string, text: string): string {
  const delimiter = `END_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  return `cat >${target} <<'${delimiter}'\n${text.replace(/\n$/, '')}\n${delimiter}`;
}

/** Whether every character is one that an editor shows as it is. */
function isPlain(text: string): boolean {
  return /^[\n -~]*$/.test(text);
}

/** The Region, the URL suffix and their like hold nothing that a shell would read. */
function isPseudoParameter(scope: IConstruct, value: string): boolean {
  const resolved: unknown = Stack.of(scope).resolve(value);
  return isRecord(resolved) && typeof resolved.Ref === 'string' && resolved.Ref.startsWith('AWS::');
}
