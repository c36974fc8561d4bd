import { Fn, IResolvable, Lazy, Token, Tokenization } from 'aws-cdk-lib';
import { isRecord } from '../../references';

/**
 * A text that may stand between the double quotes of JSON and of YAML: what a token becomes can't end them. What is known now is left as it is, for who
 * renders it sees it. Control characters other than the line's end stay, which neither language takes.
 */
export function quotable(text: string): string {
  return Tokenization.reverseString(text).tokens.reduce(
    (result: string, token: IResolvable) => result.replaceAll(Token.asString(token), laterQuotable(token)), text);
}

function laterQuotable(token: IResolvable): string {
  return Lazy.uncachedString({ produce: (context) => inQuotes(context.resolve(token)) });
}

function inQuotes(resolved: unknown): string {
  if (typeof resolved === 'string') {
    return JSON.stringify(resolved).slice(1, -1);
  }
  const parts = joined(resolved);
  if (parts !== undefined) {
    return parts.map(inQuotes).join('');
  }
  return isHarmless(resolved) ? Token.asString(resolved) : escapedLater(Token.asString(resolved));
}

/** The parts of an `Fn::Join`, with what is between them, where CloudFormation is not asked for the list. */
function joined(value: unknown): unknown[] | undefined {
  const join = isRecord(value) ? value['Fn::Join'] : undefined;
  const [delimiter, parts]: unknown[] = Array.isArray(join) ? join : [];
  return Array.isArray(parts) ? parts.flatMap((part: unknown, index) => index === 0 ? [part] : [delimiter, part]) : undefined;
}

/** Numbers, and what AWS itself names: Regions, accounts, partitions, attributes of resources. */
function isHarmless(value: unknown): boolean {
  return !isRecord(value) || 'Fn::GetAtt' in value || (typeof value.Ref === 'string' && value.Ref.startsWith('AWS::'));
}

/** As JSON escapes these three, by CloudFormation. */
function escapedLater(text: string): string {
  return [['\\', '\\\\'], ['"', '\\"'], ['\n', '\\n']].reduce((escaped, [character, escape]) => Fn.join(escape, Fn.split(character, escaped)), text);
}
