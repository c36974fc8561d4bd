import { wildcardMatch as openTelemetryMatch } from '@opentelemetry/sampler-aws-xray/build/src/utils';
import sdk from 'aws-xray-sdk-core/dist/lib/utils.js';
import * as fc from 'fast-check';
import { pattern, text } from './generated-sampling';
import { modelOf } from '../../src/sampling/private/matching/client-model';
import { Dialect, PLAIN_DIALECT, wildcardMatcher } from '../../src/sampling/private/matching/wildcard';
import { SamplingClient } from '../../src/sampling/sampling-client';
import { cpuMs } from '../cpu-time';

const SDK = modelOf(SamplingClient.XRAY_SDK).dialect;
const OPENTELEMETRY = modelOf(SamplingClient.OPENTELEMETRY).dialect;

function matches(wanted: string, given: string, dialect: Dialect = PLAIN_DIALECT): boolean {
  return wildcardMatcher(wanted, dialect)(dialect.lowerCased(given));
}

describe('a pattern', () => {
  test.each([
    ['*', ''],
    ['*', 'anything'],
    ['orders', 'orders'],
    ['ORDERS', 'orders'],
    ['orders', 'Orders'],
    ['ord?rs', 'orders'],
    ['orders-*', 'orders-'],
    ['orders-*', 'orders-eu'],
    ['*-eu', 'orders-eu'],
    ['/api/*/items', '/api/items/items'],
    ['/api/*/items/*', '/api/1/items/items/'],
    ['**a**', 'a'],
    ['?*?', 'ab'],
    ['*a?c*', 'aabcabd'],
    ['a*?', 'aa'],
    ['', ''],
    ['a.c', 'A.C'],
    ['??', '😀'],
  ])('%j matches %j', (wanted, given) => {
    expect(matches(wanted, given)).toBe(true);
  });

  test.each([
    ['orders', 'order'],
    ['orders', 'orderss'],
    ['ord?rs', 'ordrs'],
    ['orders-*', 'orders'],
    ['*-eu', 'orders-eu-1'],
    ['ab*ba', 'aba'],
    ['/api/*/items', '/api/items'],
    ['*a*b*', 'ba'],
    ['?*?', 'a'],
    ['a*bc*c', 'abc'],
    ['', 'a'],
    ['a.c', 'abc'],
    ['?', '😀'],
    ['?', ''],
  ])('%j does not match %j', (wanted, given) => {
    expect(matches(wanted, given)).toBe(false);
  });

  test('has wildcards that end with the line for OpenTelemetry, unless it is * alone', () => {
    for (const end of ['\n', '\r', '\u2028', '\u2029']) {
      expect(['a*c', 'a?c', '**', `*${end}*`, '*'].map((wanted) => matches(wanted, `a${end}c`, OPENTELEMETRY))).toEqual([false, false, false, true, true]);
      expect(['a*c', 'a?c', '**'].map((wanted) => matches(wanted, `a${end}c`, SDK))).toEqual([true, true, true]);
    }
  });

  test('is cut by the X-Ray SDKs where lower case is longer', () => {
    expect(matches('i', 'İ', SDK)).toBe(true);
    expect(matches('i', 'İ', OPENTELEMETRY)).toBe(false);
    expect(matches('İ*', 'İzmir', SDK)).toBe(false);
    expect(matches('İ*', 'İzmir', OPENTELEMETRY)).toBe(true);
  });
});

describe('the same as', () => {
  test('wildcardMatch of aws-xray-sdk-core', () => {
    fc.assert(fc.property(pattern, text, (wanted, given) => {
      expect(matches(wanted, given, SDK)).toBe(sdk.wildcardMatch(wanted, given));
    }), { numRuns: 10_000 });
  });

  test('wildcardMatch of @opentelemetry/sampler-aws-xray', () => {
    fc.assert(fc.property(pattern, text, (wanted, given) => {
      expect(matches(wanted, given, OPENTELEMETRY)).toBe(openTelemetryMatch(wanted, given));
    }), { numRuns: 10_000 });
  });

  test('both for texts that the pattern was made of', () => {
    const made = fc.tuple(pattern, fc.array(text, { minLength: 6, maxLength: 6 })).map(([wanted, fillings]): [string, string] =>
      [wanted, [...wanted].map((unit, index) => unit === '*' ? fillings[index % 6] : unit === '?' ? 'b' : unit.toUpperCase()).join('')]);
    fc.assert(fc.property(made, ([wanted, given]) => {
      expect(matches(wanted, given, SDK)).toBe(sdk.wildcardMatch(wanted, given));
      expect(matches(wanted, given, OPENTELEMETRY)).toBe(openTelemetryMatch(wanted, given));
    }), { numRuns: 10_000 });
  });
});

describe('10,000 characters are matched in well under a second', () => {
  const LONG = 10_000;

  test.each([
    ['stars', '*'.repeat(LONG), 'a'.repeat(LONG), true],
    ['question marks', '?'.repeat(LONG), 'a'.repeat(LONG), true],
    ['one question mark too many', '?'.repeat(LONG), 'a'.repeat(LONG - 1), false],
    ['stars and question marks', '*?'.repeat(LONG / 2), 'a'.repeat(LONG), true],
    ['many stars, and an end that is not there', `${'*a'.repeat(LONG / 2)}b`, 'a'.repeat(LONG), false],
    ['many stars and question marks, and an end that is not there', `${'*a?'.repeat(LONG / 3)}b`, 'a'.repeat(LONG), false],
    ['half of it after one star', `*${'a'.repeat(LONG / 2)}b*`, 'a'.repeat(LONG), false],
    ['half of it with question marks after one star', `*${'a?'.repeat(LONG / 4)}b*`, 'a'.repeat(LONG), false],
    ['what stands before a question mark', `*${'a'.repeat(LONG / 2)}?b*`, 'a'.repeat(LONG), false],
  ])('%s', (_title, wanted, given, expected) => {
    for (const dialect of [PLAIN_DIALECT, SDK, OPENTELEMETRY]) {
      expect(cpuMs(() => expect(matches(wanted, given, dialect)).toBe(expected))).toBeLessThan(1000);
    }
  });

  test('with ends of lines', () => {
    expect(cpuMs(() => {
      expect(matches(`*${'a'.repeat(5000)}?b*`, `${'a'.repeat(9999)}\n`, OPENTELEMETRY)).toBe(false);
      expect(matches('*\n*'.repeat(3333), '\n\n'.repeat(5000), OPENTELEMETRY)).toBe(false);
    })).toBeLessThan(1000);
  });
});
