import * as fc from 'fast-check';
import { RuleFacts } from '../../src/sampling/private/rules/rule-facts';
import { inTriedOrder } from '../../src/sampling/private/rules/tried-order';
import { SamplingRequest } from '../../src/sampling/sampling-request';

/** Few letters, so that patterns match often: both cases, those whose case is special, what regular expressions mean something by, ends of lines. */
const LETTERS = ['a', 'A', 'b', 'B', 'é', 'İ', 'i', 'I', 'Σ', 'σ', '😀', '\ud83d', '.', '+', '(', ')', '[', ']', '{', '|', '\\', '^', '$', '-', '/', '\n', '\u2028', '\r'];

const letter = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'A', 'b') }, { weight: 1, arbitrary: fc.constantFrom(...LETTERS) });

/** What a request may have for a value. */
export const text = textOf(letter);

/** Patterns of every kind: with stars at either end, between, side by side, and with question marks. */
export const pattern = textOf(fc.oneof(
  { weight: 3, arbitrary: letter },
  { weight: 2, arbitrary: fc.constantFrom('*', '?') },
));

const anyOr = (patterns: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, { weight: 2, arbitrary: patterns });

const KEYS = ['tier', 'Tier', 'url.path', 'url.full', 'http.request.method', 'server.address', 'client.address', 'aws.lambda.invoked_arn', 'constructor'];

const rule = (attributes: fc.Arbitrary<Map<string, string>>, resourceArn: fc.Arbitrary<string>): fc.Arbitrary<Omit<RuleFacts, 'name'>> => fc.record({
  priority: fc.integer({ min: 1, max: 4 }),
  fixedRate: fc.constant(0.1),
  reservoir: fc.constant(1),
  patterns: fc.record({
    serviceName: anyOr(pattern),
    serviceType: anyOr(fc.constantFrom('AWS::ECS::Container', 'aws::e*', 'AWS::EC?::*', '*::container', 'AWS::Lambda::Function', '')),
    host: anyOr(pattern),
    httpMethod: anyOr(pattern),
    urlPath: anyOr(pattern),
    resourceArn,
  }),
  attributes,
});

const attributePatterns = fc.dictionary(fc.constantFrom(...KEYS), anyOr(pattern), { maxKeys: 2 }).map((found) => new Map(Object.entries(found)));

const someAttributes = seldom(new Map<string, string>(), attributePatterns);
const someArn = seldom('*', pattern);

/** Rules in the order in which they are tried, many of them with a priority that others have too. */
export const rules: fc.Arbitrary<RuleFacts[]> = fc.uniqueArray(fc.constantFrom('a', 'B', 'b', 'Z', 'é', 'a b', 'a-b', '10', '9', '_'), { maxLength: 6 })
  .chain((names) => fc.tuple(...names.map((name) => rule(someAttributes, someArn).map((facts) => ({ ...facts, name })))))
  .map((found) => inTriedOrder(found));

/** Requests, which may lack any value. */
export function requests(serviceTypes: readonly string[]): fc.Arbitrary<SamplingRequest> {
  const url = fc.tuple(fc.constantFrom('https://host', 'http://', 'a://b', 'a', ''), text).map(([start, end]) => start + end);
  return fc.record({
    serviceName: text,
    serviceType: fc.constantFrom(...serviceTypes),
    host: text,
    httpMethod: text,
    urlPath: text,
    resourceArn: text,
    attributes: fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(text, url), { maxKeys: 3, noNullPrototype: true }),
  }, { requiredKeys: [] });
}

function seldom<T>(value: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: other });
}

function textOf(parts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(parts, { maxLength: 6 }).map((found) => found.join(''));
}
