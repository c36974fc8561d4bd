import * as fc from 'fast-check';
import { FilterSyntaxError } from '../../src/filters/private/parse/filter-syntax-error';
import { parseFilter } from '../../src/filters/private/parse/parser';
import { warningsOf } from '../../src/filters/private/warnings';
import { cpuMs } from '../cpu-time';

const VALID = [
  'ok !partial duration <3',
  'service("data-plane") {root = true and fault = true} OR !annotation[a.b] >= -2.5',
  'edge(id(name: "a", type:"b::c"), "d") { source.annotation[request.id] = "916DL6VO" }',
  'rootcause.fault.service { inferred and name = traces and type = "AWS::DynamoDB" }',
  'rootcause.json = #[{ "Services": [ { "Name": "a\\"]" } ] }]',
  '!(http.url BEGINSWITH "https://😀.example/" AND NOT http.status = 500) group.name != "x"',
];

/** Pieces of the language, so that random texts come further than their first character. */
const PIECES = [
  'ok', 'fault', 'duration', 'user', 'name', 'index', 'annotation', 'annotation.a', 'annotation[a]', 'source.annotation.b', 'service', 'edge', 'id', 'rootcause.fault.entity',
  'rootcause.json', 'group.name', 'AND', 'or', 'not', '!', '(', ')', '{', '}', '[', ']', '#', '#[', '"', '"a"', '""', '\\', '\'', ',', ':', '=', '!=', '<', '>=', '==', '&&',
  'CONTAINS', 'beginswith', 'EXISTS', '5', '-1e9', '5xx', '2ms', 'true', 'false', ' ', '\n', '\r\n', '\t', '\0', '\ud800', '😀', '${Token[TOKEN.1]}', '$', '.', 'name:', 'account.id:',
];

function read(text: string): void {
  try {
    const { expression } = parseFilter(text);
    warningsOf(expression);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) {
      throw error;
    }
    expect(error.message).toMatch(/^filter, line \d+:/);
    expect(error.line).toBeGreaterThan(0);
    expect(error.column).toBeGreaterThan(0);
  }
}

function mutated(text: string, [kind, at, piece]: readonly [string, number, string]): string {
  const index = at % (text.length + 1);
  const [before, after] = [text.slice(0, index), text.slice(index)];
  switch (kind) {
    case 'delete': return before + after.slice(1);
    case 'insert': return before + piece + after;
    case 'swap': return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
    default: return before;
  }
}

const MUTATION = fc.tuple(fc.constantFrom('delete', 'insert', 'swap', 'cut'), fc.nat(200), fc.constantFrom(...PIECES));

test('random texts are read or refused', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), read), { numRuns: 1000 });
});

test('random pieces of the language are read or refused', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), fc.constantFrom('', ' '), (pieces, blank) => read(pieces.join(blank))), { numRuns: 3000 });
});

test('mutated filters are read or refused', () => {
  const mutations = fc.array(MUTATION, { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(fc.constantFrom(...VALID), mutations, (text, changes) => read(changes.reduce(mutated, text))), { numRuns: 3000 });
});

test.each(VALID)('every beginning of a filter is read or refused: %s', (text) => {
  expect(() => parseFilter(text)).not.toThrow();
  for (let length = 0; length < text.length; length++) {
    read(text.slice(0, length));
  }
});

/** Texts of some length that may be hard to read. */
const MONSTERS: readonly (readonly [string, (length: number) => string])[] = [
  ['parentheses', (length) => '('.repeat(length)],
  ['closing parentheses', (length) => ')'.repeat(length)],
  ['negations', (length) => '!'.repeat(length)],
  ['written negations', (length) => 'NOT '.repeat(length / 4)],
  ['braces', (length) => 'service{'.repeat(length / 8)],
  ['brackets of JSON', (length) => `rootcause.json = #${'['.repeat(length)}`],
  ['a wide JSON', (length) => `rootcause.json = #[${'[],'.repeat(length / 3)}[]]`],
  ['a word', (length) => 'a'.repeat(length)],
  ['a word with dots', (length) => `annotation${'.a'.repeat(length / 2)}`],
  ['rootcause with dots', (length) => `rootcause${'.a'.repeat(length / 2)}`],
  ['digits', (length) => `duration > ${'9'.repeat(length)}x`],
  ['a text', (length) => `user = "${'a'.repeat(length)}"`],
  ['an open text', (length) => `user = "${'a'.repeat(length)}`],
  ['backslashes', (length) => `user = "${'\\'.repeat(length)}`],
  ['escaped marks', (length) => `user = "${'\\"'.repeat(length / 2)}`],
  ['quotation marks', (length) => '"'.repeat(length)],
  ['an open key', (length) => `annotation[${'a'.repeat(length)}`],
  ['token ends in a key', (length) => `annotation[\${Token[${']}'.repeat(length / 2)}`],
  ['blanks', (length) => ' '.repeat(length)],
  ['lines', (length) => `ok${'\n'.repeat(length)}oops`],
  ['blanks before the end', (length) => `ok AND${' '.repeat(length)}`],
  ['AND', (length) => `ok${' AND ok'.repeat(length / 7)}`],
  ['OR', (length) => `ok${' OR ok'.repeat(length / 6)}`],
  ['AND beside OR', (length) => `ok${' AND ok OR ok'.repeat(length / 13)}`],
  ['keywords', (length) => 'ok '.repeat(length / 3)],
  ['unquoted names', (length) => 'name = a '.repeat(length / 9)],
  ['lists inside lists', (length) => `${'('.repeat(150)}ok${' OR ok)'.repeat(150)}${' OR ok'.repeat(length / 6)}`],
  ['parts of id', (length) => `service(id(${'name: "a", '.repeat(length / 11)}))`],
];

test.each(MONSTERS)('10,000 characters of %s take no second', (_name, make) => {
  expect(cpuMs(() => read(make(10_000)))).toBeLessThan(1_000);
});

/** The fastest of some runs is what other work on the machine does not change; below some time the clock decides. */
function fastest(text: string): number {
  return Math.max(5, Math.min(...Array.from({ length: 5 }, () => cpuMs(() => read(text)))));
}

test.each(MONSTERS)('ten times as much of %s takes less than 50 times as long', (_name, make) => {
  expect(fastest(make(100_000)) / fastest(make(10_000))).toBeLessThan(50);
});

test('what is nested too deep is refused, what is not is read', () => {
  const nested = (depth: number) => `${'!('.repeat(depth / 2)}ok${')'.repeat(depth / 2)}`;
  expect(() => parseFilter(nested(200))).not.toThrow();
  expect(() => parseFilter(nested(202))).toThrow('more than 200 braces, parentheses and negations inside each other');
  expect(() => parseFilter(`rootcause.json = #${'['.repeat(200)}${']'.repeat(200)}`)).not.toThrow();
  expect(() => parseFilter(`rootcause.json = #${'['.repeat(201)}${']'.repeat(201)}`)).toThrow('more than 200 braces and brackets inside each other');
});
