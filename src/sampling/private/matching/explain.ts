import { Token } from 'aws-cdk-lib';
import { SeenRequest } from './client-model';
import { Check, Matcher, valueOf } from './matcher';
import { PassedOverRule } from '../../sampling-match';
import { SamplingRequest } from '../../sampling-request';
import { ANY } from '../rules/rule-facts';

/** Longer than any pattern but that of an ARN. */
const LONGEST_SHOWN = 128;

type Mismatch = Omit<PassedOverRule, 'samplingRuleName'>;

/** Why a rule does not decide for a request; nothing where it matches. Something that is sure comes before what a token hides. */
export function passOver(matcher: Matcher, rule: number, request: SamplingRequest): PassedOverRule | undefined {
  const { facts: { name: samplingRuleName }, ignored, unknown, checks } = matcher.rules[rule];
  if (ignored !== undefined) {
    return { samplingRuleName, reason: ignored, certain: true };
  }
  const seen = matcher.model.see(request);
  const mismatches = checks.flatMap((check) => mismatchOf(check, seen, matcher, hasUnknownKeys(request)) ?? []);
  if (unknown !== undefined) {
    mismatches.push(hidden(unknown));
  }
  const mismatch = mismatches.find(({ certain }) => certain) ?? mismatches[0];
  return mismatch && { samplingRuleName, ...mismatch };
}

function mismatchOf(check: Check, seen: SeenRequest, { model }: Matcher, mayHaveMore: boolean): Mismatch | undefined {
  const { part, pattern, matches } = check;
  const { field, attribute } = part;
  const title = field ?? `attribute ${JSON.stringify(attribute)}`;
  const value = valueOf(part, seen);
  if (value === undefined) {
    return lacking(title, check, model.lackingMatches, mayHaveMore);
  }
  if (pattern === ANY) {
    return undefined;
  }
  if (pattern === undefined || Token.isUnresolved(value)) {
    return hidden(title);
  }
  const reason = `${title} ${quoted(value)} does not match ${quoted(pattern)}`;
  return matches(model.dialect.lowerCased(value)) ? undefined : { reason, certain: true };
}

function quoted(text: string): string {
  return text.length > LONGEST_SHOWN ? `${JSON.stringify(text.slice(0, LONGEST_SHOWN))}…` : JSON.stringify(text);
}

function lacking(title: string, { part, pattern }: Check, lackingMatches: boolean, mayHaveMore: boolean): Mismatch | undefined {
  if (lackingMatches) {
    return undefined;
  }
  const mayBeAny = pattern === undefined && part.field !== undefined;
  return mayHaveMore || mayBeAny ? hidden(title) : { reason: `the request has no ${title}`, certain: true };
}

function hidden(what: string): Mismatch {
  return { reason: `${what} can't be known before deployment`, certain: false };
}

function hasUnknownKeys({ attributes = {} }: SamplingRequest): boolean {
  return Token.isUnresolved(attributes) || Object.keys(attributes).some((key) => Token.isUnresolved(key));
}
