import { Fn, Token } from 'aws-cdk-lib';

/** Printable ASCII: whatever PowerShell takes a file for that has no byte order mark, it reads these the same. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A value as an expression of PowerShell that is nothing but that value.
 *
 * Plain text stands in single quotes. Everything else (tokens, line breaks, and above all the curly quotes that PowerShell takes for quotes, which
 * other characters turn into when it reads UTF-8 as the code page of the machine) is decoded on the machine.
 */
export function powershellQuote(value: string): string {
  return !Token.isUnresolved(value) && PLAIN.test(value)
    ? `'${value.replace(/'/g, "''")}'`
    : `([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${toBase64(value)}')))`;
}

/** A list of values, as an array of PowerShell. */
export function powershellList(values: readonly string[]): string {
  return `@(${values.map(powershellQuote).join(', ')})`;
}

/** Text in base64, also where CloudFormation completes it. */
export function toBase64(text: string): string {
  return Token.isUnresolved(text) ? Fn.base64(text) : Buffer.from(text, 'utf8').toString('base64');
}
