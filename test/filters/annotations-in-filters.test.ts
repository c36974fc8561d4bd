import { Token } from 'aws-cdk-lib';
import { annotationUses } from '../../src/filters/private/annotation-keys';
import { annotationFindsNothing } from '../../src/filters/private/annotation-limits';
import { Test } from '../../src/filters/private/ast';
import { parseFilter } from '../../src/filters/private/parse/parser';
import { warningsOf } from '../../src/filters/private/warnings';

const TOKEN = Token.asString({ Ref: 'Parameter' });

describe('The annotations of a filter', () => {
  test.each<[string, object[]]>([
    ['fault', []],
    ['rootcause.json = #[{}]', []],
    ['annotation[a] = 1', [{ key: 'a', beside: [] }]],
    ['annotation[a] OR !annotation[b]', [{ key: 'a', beside: [] }, { key: 'b', beside: [] }]],
    ['service("x") AND annotation[a]', [{ key: 'a', beside: ['x'] }]],
    ['service("x") AND (edge("y", "z") OR annotation[a])', [{ key: 'a', beside: ['x'] }]],
    ['service("x") OR annotation[a]', [{ key: 'a', beside: [] }]],
    ['service("x") { annotation[a] }', [{ key: 'a', beside: [], within: ['x'] }]],
    ['service(id(name: "x", type: "t")) { annotation[a] }', [{ key: 'a', beside: [], within: ['x'] }]],
    ['service(id(type: "t")) { annotation[a] }', [{ key: 'a', beside: [], within: [undefined] }]],
    ['service() { annotation[a] }', [{ key: 'a', beside: [] }]],
    ['edge("x", "y") { annotation[a] }', [{ key: 'a', beside: [], within: ['x', 'y'] }]],
    ['edge("x", "y") { source.annotation[a] OR destination.annotation[b] }', [
      { key: 'a', beside: [], within: ['x'] }, { key: 'b', beside: [], within: ['y'] },
    ]],
    ['edge { source.annotation[a] }', [{ key: 'a', beside: [] }]],
  ])('%s', (text, uses) => {
    expect(annotationUses(parseFilter(text).expression)).toEqual(uses);
  });
});

describe('An annotation that X-Ray can\'t have', () => {
  function annotation(key: string, test: Test = {}) {
    return { kind: 'annotation' as const, key, ...test };
  }

  test.each<[string, ReturnType<typeof annotation>, string]>([
    ['a key with a blank', annotation('a b'), 'annotation[a b] has more than letters, digits, _ and . in its key'],
    ['a key with a hyphen', annotation('a-b'), 'annotation[a-b] has more than letters'],
    ['a long key', annotation('a'.repeat(501)), 'has 501 characters in its key: X-Ray has none with more than 500'],
    ['a long value', annotation('a', { operator: '=', value: 'b'.repeat(1001) }), 'annotation[a] is compared with 1001 characters'],
    ['a long part', annotation('a', { operator: 'CONTAINS', value: 'b'.repeat(1001) }), 'annotation[a] is compared with 1001 characters'],
  ])('finds nothing: %s', (_title, expression, text) => {
    expect(annotationFindsNothing(expression)).toEqual([expect.stringContaining(text)]);
    expect(warningsOf(expression)).toEqual([{ kind: 'finds-nothing', text: expect.stringContaining(text) }]);
  });

  test.each<[string, ReturnType<typeof annotation>]>([
    ['a key of all characters that are allowed', annotation('Az_0.9')],
    ['the longest key', annotation('a'.repeat(500))],
    ['a key of AWS', annotation('aws:api_id')],
    ['a key that is a token', annotation(TOKEN)],
    ['the longest value, counted in characters', annotation('a', { operator: '=', value: '😀'.repeat(1000) })],
    ['a long value that it is not', annotation('a', { operator: '!=', value: 'b'.repeat(1001) })],
    ['a value that is a token', annotation('a', { operator: '=', value: TOKEN })],
    ['a number', annotation('a', { operator: '>', value: 5 })],
  ])('is not %s', (_title, expression) => {
    expect(annotationFindsNothing(expression)).toEqual([]);
  });
});
