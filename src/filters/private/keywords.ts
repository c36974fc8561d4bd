/** What a keyword is compared with. */
export type KeywordKind = 'boolean' | 'number' | 'text';

/** Where a keyword has a meaning: anywhere, or in the braces of a root cause or of a service. */
export type KeywordPlace = 'anywhere' | 'rootcause' | 'service';

export interface Keyword {
  /** As it is rendered; case does not matter where it is read. */
  readonly name: string;
  readonly kind: KeywordKind;
  readonly place: KeywordPlace;
}

/** The keywords of X-Ray's filter expressions. Source: X-Ray Developer Guide, "Use filter expressions"; read 2026-11-22. */
export const KEYWORDS: readonly Keyword[] = [
  ...['ok', 'error', 'throttle', 'fault', 'partial'].map((name): Keyword => ({ name, kind: 'boolean', place: 'anywhere' })),
  { name: 'root', kind: 'boolean', place: 'service' },
  ...['inferred', 'first', 'last', 'remote'].map((name): Keyword => ({ name, kind: 'boolean', place: 'rootcause' })),
  ...['responsetime', 'duration', 'http.status'].map((name): Keyword => ({ name, kind: 'number', place: 'anywhere' })),
  ...['index', 'coverage'].map((name): Keyword => ({ name, kind: 'number', place: 'rootcause' })),
  ...['http.url', 'http.method', 'http.useragent', 'http.clientip', 'user', 'name', 'type', 'message', 'availabilityzone', 'instance.id', 'resource.arn']
    .map((name): Keyword => ({ name, kind: 'text', place: 'anywhere' })),
];

export function keywordOf(text: string): Keyword | undefined {
  return KEYWORDS.find(({ name }) => name === text.toLowerCase());
}
