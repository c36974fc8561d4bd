import { Token } from 'aws-cdk-lib';

/** With a plan's own prefix and a hyphen, names of this length fit into the 32 characters that X-Ray allows. */
const LONGEST_NAME = 19;
const SHORTEST_CUT = 8;

/** What a rule of a local document is called by. */
export interface Nameable {
  readonly description?: string;
  readonly host: string;
  readonly httpMethod: string;
  readonly urlPath: string;
}

/** Names for rules, each there once: of the description, or else of what the rule matches. The same document gets the same names. */
export function localRuleNames(rules: readonly Nameable[]): string[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return rules.map((rule) => {
    const base = nameOf(rule);
    let count = counts.get(base) ?? 1;
    let name = count === 1 ? base : numbered(base, count);
    while (taken.has(name)) {
      count += 1;
      name = numbered(base, count);
    }
    counts.set(base, count + 1);
    taken.add(name);
    return name;
  });
}

function nameOf({ description = '', host, httpMethod, urlPath }: Nameable): string {
  const name = wordsOf(description) || wordsOf(`${urlPath} ${httpMethod} ${host}`);
  if (name === '') {
    return [host, httpMethod, urlPath].every((pattern) => /^\*+$/.test(pattern)) ? 'any' : 'rule';
  }
  return name === 'default' ? 'default-rule' : name;
}

/** The words of a text in small ASCII letters and digits; nothing of a token, of which the text changes from one run to the next. */
function wordsOf(text: string): string {
  if (Token.isUnresolved(text)) {
    return '';
  }
  return cut(text.slice(0, 500).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''), LONGEST_NAME);
}

function numbered(base: string, count: number): string {
  const suffix = `-${count}`;
  return `${cut(base, LONGEST_NAME - suffix.length)}${suffix}`;
}

/** Shortens a name, between words where enough of it remains. */
function cut(name: string, longest: number): string {
  if (name.length <= longest) {
    return name;
  }
  const border = name.lastIndexOf('-', longest);
  return name.slice(0, border >= SHORTEST_CUT ? border : longest).replace(/-$/, '');
}
