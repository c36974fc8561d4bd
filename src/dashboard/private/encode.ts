import { Token, Tokenization } from 'aws-cdk-lib';

/**
 * Encodes a text for the query of a URL, with the tokens in it left as they are: what they stand for is known at deployment only. Brackets are encoded as well,
 * for the URL may stand in Markdown.
 */
export function encodeQuery(text: string): string {
  return withLiterals(text, encodeLiteral);
}

/** A text for Markdown, in which no sign has a meaning; tokens in it stay as they are. */
export function plainMarkdown(text: string): string {
  return withLiterals(text, (literal) => literal.replace(/[\\[\]()*_`#<>|]/g, '\\$&'));
}

function withLiterals(text: string, change: (literal: string) => string): string {
  return partsOf(text).map((part) => Token.isUnresolved(part) ? String(part) : change(String(part))).join('');
}

function encodeLiteral(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function partsOf(text: string): unknown[] {
  const fragments = Tokenization.reverseString(text);
  if (fragments.length < 2) {
    return [text];
  }
  const parts: unknown = fragments.join({ join: (left: unknown, right: unknown) => [...listOf(left), right] });
  return listOf(parts);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
