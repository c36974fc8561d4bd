/** What PowerShell takes for a single quote: the straight one, and the curly ones. */
const QUOTE = /['\u2018-\u201b]/;

/** A literal in single quotes as PowerShell reads it, and what stands behind it. */
export function readLiteral(text: string): { value: string; rest: string } {
  if (!QUOTE.test(text.charAt(0))) {
    throw new Error(`no literal: ${text.slice(0, 40)}`);
  }
  let value = '';
  for (let at = 1; at < text.length; at++) {
    if (!QUOTE.test(text.charAt(at))) {
      value += text.charAt(at);
    } else if (QUOTE.test(text.charAt(at + 1))) {
      value += text.charAt(at);
      at += 1;
    } else {
      return { value, rest: text.slice(at + 1) };
    }
  }
  throw new Error('a literal without an end');
}

/** The value of an expression that is one literal, plain or in base64. */
export function readValue(expression: string): string {
  const encoded = /^\(\[Text\.Encoding\]::UTF8\.GetString\(\[Convert\]::FromBase64String\('([A-Za-z0-9+/=]*)'\)\)\)$/.exec(expression);
  if (encoded) {
    return Buffer.from(encoded[1], 'base64').toString('utf8');
  }
  const { value, rest } = readLiteral(expression);
  expect(rest).toBe('');
  return value;
}

/** A script without its literals: what it does, whatever the values are. */
export function withoutLiterals(script: string): string {
  return script.replace(/"[^"]*"|'(?:''|[^'])*'/g, '0').replace(/\(\[Text\.Encoding\]::UTF8\.GetString\(\[Convert\]::FromBase64String\(0\)\)\)/g, '0');
}

/** The files that a script writes, by the last part of their paths where that is a literal, else by the variable. */
export function filesOf(script: string): string[] {
  return [...script.matchAll(/WriteAllBytes\((.+?), \[Convert\]::FromBase64String\('([A-Za-z0-9+/=]*)'\)\)/g)]
    .map(([, , base64]) => Buffer.from(base64, 'base64').toString('utf8'));
}
