import { FIELDS, RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { SamplingClient } from '../../src/sampling/sampling-client';

/** Says what a pattern means as plainly as can be: slow, and independent of the library. */
export function plainlyMatches(pattern: string, text: string, star = /^[^]*$/): boolean {
  if (pattern === '') {
    return text === '';
  }
  if (pattern[0] === '*') {
    return plainlyMatches(pattern.slice(1), text, star) || (text !== '' && star.test(text[0]) && plainlyMatches(pattern, text.slice(1), star));
  }
  return text !== '' && (pattern[0] === '?' ? star.test(text[0]) : pattern[0] === text[0]) && plainlyMatches(pattern.slice(1), text.slice(1), star);
}

/** Every text of some letters, up to a length. */
export function everyText(letters: string, length: number): string[] {
  return length === 0 ? [''] : ['', ...everyText(letters, length - 1).flatMap((text) => [...letters].map((letter) => letter + text))];
}

export const TEXTS = everyText('abc', 5);

export const SDKS = [SamplingClient.XRAY_SDK, SamplingClient.XRAY_SDK_NODEJS];

/** A value that is there and no text, such as a number. */
const NO_TEXT = 1;

type Value = string | typeof NO_TEXT | undefined;

/** Whether the last of some rules decides for a request whose values are texts of `TEXTS`, with a line end, no texts, or lacking. */
export function lastDecides(rules: readonly RuleFacts[], client: SamplingClient): boolean {
  const obeyed = rules.filter((rule) => !SDKS.includes(client) || (rule.patterns.resourceArn === '*' && rule.attributes?.size === 0));
  if (!obeyed.includes(rules[rules.length - 1])) {
    return false;
  }
  const keys = new Set(rules.flatMap(({ attributes }) => [...attributes?.keys() ?? []]));
  const patterns = [
    ...FIELDS.map((field) => obeyed.map((rule) => rule.patterns[field])),
    ...[...keys].map((key) => obeyed.map(({ attributes }) => attributes?.has(key) ? { pattern: attributes.get(key) } : undefined)),
  ];
  let matching = new Set(['y'.repeat(obeyed.length)]);
  for (const ofRules of patterns.filter((each) => each.some((pattern) => pattern !== '*'))) {
    const byValue = new Set(valuesFor(client).map((value) => ofRules.map((pattern) => matches(pattern, value, client) ? 'y' : 'n').join('')));
    matching = new Set([...matching].flatMap((some) => [...byValue].map((more) => both(some, more))));
  }
  return matching.has('n'.repeat(obeyed.length - 1) + 'y');
}

/** The rules that match one value and another. */
function both(one: string, other: string): string {
  return [...one].map((answer, index) => answer === 'y' ? other[index] : 'n').join('');
}

function valuesFor(client: SamplingClient): Value[] {
  return [...TEXTS, undefined, NO_TEXT, ...client === SamplingClient.OPENTELEMETRY ? ['\n', 'a\n', '\na'] : []];
}

function matches(asked: string | { pattern: string | undefined } | undefined, value: Value, client: SamplingClient): boolean {
  if (typeof asked === 'object') {
    return value !== undefined && matches(asked.pattern, value, client);
  }
  if (asked === undefined || asked === '*') {
    return true;
  }
  if (typeof value !== 'string' || (value === '' && SDKS.includes(client))) {
    return SDKS.includes(client);
  }
  return plainlyMatches(asked, value, client === SamplingClient.OPENTELEMETRY ? /^.$/ : undefined);
}
