import * as fc from 'fast-check';
import { everyText, plainlyMatches } from './every-request';
import { canMeet, covers } from '../../src/sampling/private/shadows/patterns';
import { cpuMs } from '../cpu-time';

const TEXTS = everyText('ab/', 6);

const pattern = fc.array(fc.constantFrom('a', 'b', '*', '*', '?'), { maxLength: 5 }).map((parts) => parts.join(''));

describe('canMeet()', () => {
  test.each([
    ['*', ''],
    ['a*', '*b'],
    ['GET', 'get'],
    ['/api/*', '/*/orders'],
    ['a?c', '?b?'],
    ['*a*', '?'],
    ['a*b', 'ab'],
  ])('%j and %j can', (one, other) => {
    expect(canMeet(one, other)).toBe(true);
    expect(canMeet(other, one)).toBe(true);
  });

  test.each([
    ['', '?'],
    ['a*', 'b*'],
    ['*.jpg', '*.png'],
    ['ab*ab', 'ab'],
    ['a?', 'a'],
    ['*?*?*?', '??'],
    ['*a*b*', 'ba'],
    ['*a', 'a*b'],
  ])('%j and %j can not', (one, other) => {
    expect(canMeet(one, other)).toBe(false);
    expect(canMeet(other, one)).toBe(false);
  });

  test('there is a text that both match just where it says so', () => {
    fc.assert(fc.property(pattern, pattern, (one, other) => {
      expect(canMeet(one, other)).toBe(everyText('ab', 8).some((text) => plainlyMatches(one, text) && plainlyMatches(other, text)));
    }), { numRuns: 1000 });
  });
});

describe('covers()', () => {
  test.each([
    ['*', ''],
    ['*', '**'],
    ['**', '*'],
    ['?*', '*?'],
    ['*?', '?**'],
    ['/api/*', '/API/orders/*'],
    ['*health*', '/health*'],
    ['*a*', '?*a'],
    ['?*', 'a*a'],
    ['a?b', 'axb'],
    ['*a?*', '*ab'],
  ])('%j covers %j', (wide, narrow) => {
    expect(covers(wide, narrow)).toBe(true);
  });

  test.each([
    ['?*', '*'],
    ['', '*'],
    ['a', '?'],
    ['a*', '*'],
    ['ab*ab', 'ab'],
    ['*a?*', '*a*'],
    ['?', '*'],
    ['a?b', 'a*b'],
    ['*/health', '/health*'],
    ['ab', 'abc'],
  ])('%j does not cover %j', (wide, narrow) => {
    expect(covers(wide, narrow)).toBe(false);
  });

  test('every text of the narrow one matches the wide one just where it says so', () => {
    const examples = { covered: 0, not: 0 };
    fc.assert(fc.property(pattern, pattern, (wide, narrow) => {
      const expected = TEXTS.every((text) => !plainlyMatches(narrow, text) || plainlyMatches(wide, text));

      expect(covers(wide, narrow)).toBe(expected);
      examples[expected ? 'covered' : 'not']++;
    }), { numRuns: 2000 });
    expect(Math.min(examples.covered, examples.not)).toBeGreaterThan(100);
  });
});

describe('patterns of 10,000 characters are compared at once', () => {
  const half = 5000;

  test.each([
    ['stars', '*'.repeat(2 * half)],
    ['question marks', '?'.repeat(2 * half)],
    ['stars and question marks', '*?'.repeat(half)],
    ['stars and letters', 'a*'.repeat(half)],
    ['letters of which the last one differs', `*${'a'.repeat(half)}b*${'a'.repeat(half)}`],
    ['question marks between two letters', `*a${'?'.repeat(half)}b*`],
  ])('%s', (_, long) => {
    const letters = 'a'.repeat(2 * half);
    const others = [long, letters, `${letters}b`, `*${letters}`, '*a*b*?'.repeat(half / 3)];

    expect(cpuMs(() => others.forEach((other) => {
      canMeet(long, other);
      covers(long, other);
      covers(other, long);
    }))).toBeLessThan(5000);
  });
});
