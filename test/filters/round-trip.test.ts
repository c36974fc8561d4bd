import * as fc from 'fast-check';
import { anyFilter } from './any-expression';
import { FilterExpression } from '../../src';

test('what was built is read back as the same', () => {
  fc.assert(fc.property(anyFilter, (filter) => {
    const parsed = FilterExpression.parse(filter.render());

    expect(parsed._expression).toEqual(filter._expression);
  }), { numRuns: 2000 });
});

test('what was read is written as a text that is read and written the same', () => {
  fc.assert(fc.property(anyFilter, (filter) => {
    const once = FilterExpression.parse(filter.render()).render();

    expect(FilterExpression.parse(once).render()).toBe(once);
    expect(once).toBe(filter.render());
  }), { numRuns: 1000 });
});

test('what can find nothing is the same for a filter that was built and one that was read', () => {
  fc.assert(fc.property(anyFilter, (filter) => {
    const nothing = (of: FilterExpression): string[] => of._warnings.filter(({ kind }) => kind === 'finds-nothing').map(({ text }) => text);

    expect(nothing(FilterExpression.parse(filter.render()))).toEqual(nothing(filter));
  }), { numRuns: 500 });
});

test.each(['!(!(ok OR fault)) AND error', '!!(ok AND fault) OR error', 'NOT NOT (ok OR fault) AND error', 'edge()', 'edge { fault }', 'service()'])('%s keeps its meaning', (text) => {
  const parsed = FilterExpression.parse(text);

  expect(FilterExpression.parse(parsed.render())._expression).toEqual(parsed._expression);
});
