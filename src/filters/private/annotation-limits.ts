import { Token } from 'aws-cdk-lib';
import { Expression, Test } from './ast';

/**
 * Sources, read 2026-11-23: X-Ray Developer Guide, "AWS X-Ray segment documents" (underscores), "Recording annotations with the X-Ray SDK for Go" (dots, and
 * how long keys and values may be).
 */
const KEY = /^[A-Za-z0-9_.]+$/;
const LONGEST_KEY = 500;
const LONGEST_TEXT = 1000;

/** Those of AWS's services, such as `aws:api_id` of API Gateway, have other characters. */
const OF_AWS = /^aws:/i;

/** Why an annotation that a filter looks for can find nothing. */
export function annotationFindsNothing(annotation: Extract<Expression, { kind: 'annotation' }>): string[] {
  return [...problemsOfKey(annotation.key), ...problemsOfValue(annotation.key, annotation)];
}

function problemsOfKey(key: string): string[] {
  if (Token.isUnresolved(key)) {
    return [];
  }
  if ([...key].length > LONGEST_KEY) {
    return [`annotation[${key.slice(0, 40)}…] has ${[...key].length} characters in its key: X-Ray has none with more than ${LONGEST_KEY}`];
  }
  return KEY.test(key) || OF_AWS.test(key)
    ? []
    : [`annotation[${key}] has more than letters, digits, _ and . in its key: X-Ray indexes no such annotation`];
}

function problemsOfValue(key: string, { operator, value }: Test): string[] {
  if (typeof value !== 'string' || Token.isUnresolved(value) || operator === '!=') {
    return [];
  }
  const { length } = [...value];
  return length > LONGEST_TEXT ? [`annotation[${key}] is compared with ${length} characters: X-Ray has no value with more than ${LONGEST_TEXT}`] : [];
}
