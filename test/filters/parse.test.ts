import { FilterSyntaxError } from '../../src/filters/private/parse/filter-syntax-error';
import { parseFilter } from '../../src/filters/private/parse/parser';
import { warningsOf } from '../../src/filters/private/warnings';

const OK = { kind: 'keyword', keyword: 'ok' };
const FAULT = { kind: 'keyword', keyword: 'fault' };
const ERROR = { kind: 'keyword', keyword: 'error' };

function read(text: string) {
  return parseFilter(text).expression;
}

describe('what is read', () => {
  test.each([
    ['ok AND fault', { kind: 'and', terms: [OK, FAULT] }],
    ['ok fault', { kind: 'and', terms: [OK, FAULT] }],
    ['ok and fault error', { kind: 'and', terms: [OK, FAULT, ERROR] }],
    ['ok OR fault AND error', { kind: 'or', terms: [OK, { kind: 'and', terms: [FAULT, ERROR] }] }],
    ['(ok OR fault) AND error', { kind: 'and', terms: [{ kind: 'or', terms: [OK, FAULT] }, ERROR] }],
    ['ok OR (fault OR error)', { kind: 'or', terms: [OK, FAULT, ERROR] }],
    ['!ok', { kind: 'not', term: OK }],
    ['NOT ok', { kind: 'not', term: OK }],
    ['!!ok', OK],
    ['!(!(ok OR fault)) ok', { kind: 'and', terms: [{ kind: 'or', terms: [OK, FAULT] }, OK] }],
    ['!(ok OR fault)', { kind: 'not', term: { kind: 'or', terms: [OK, FAULT] } }],
    ['!ok fault', { kind: 'and', terms: [{ kind: 'not', term: OK }, FAULT] }],
    ['ok=false', { ...OK, operator: '=', value: false }],
    ['ok != TRUE', { ...OK, operator: '!=', value: true }],
    ['duration<=0.5', { kind: 'keyword', keyword: 'duration', operator: '<=', value: 0.5 }],
    ['duration > -0', { kind: 'keyword', keyword: 'duration', operator: '>', value: 0 }],
    ['user contains "a b"', { kind: 'keyword', keyword: 'user', operator: 'CONTAINS', value: 'a b' }],
    ['annotation[a.b.c] = "x"', { kind: 'annotation', key: 'a.b.c', operator: '=', value: 'x' }],
    ['annotation[ a ] = 5', { kind: 'annotation', key: 'a', operator: '=', value: 5 }],
    ['annotation.Vip = true', { kind: 'annotation', key: 'Vip', operator: '=', value: true }],
    ['Annotation.x BEGINSWITH "5"', { kind: 'annotation', key: 'x', operator: 'BEGINSWITH', value: '5' }],
    ['edge{source.annotation.a}', { kind: 'edge', filter: { kind: 'annotation', key: 'a', side: 'source' } }],
    ['service()', { kind: 'service' }],
    ['service("a"){ok}', { kind: 'service', node: { name: 'a', byId: false }, filter: OK }],
    ['service(id(account.id:"1", NAME: "a", Type:"t"))', { kind: 'service', node: { name: 'a', type: 't', accountId: '1', byId: true } }],
    ['edge("a", id(type: "t"))', { kind: 'edge', source: { name: 'a', byId: false }, destination: { type: 't', byId: true } }],
    ['group.arn != "a"', { kind: 'group', property: 'arn', operator: '!=', value: 'a' }],
    ['rootcause.error.exception { message = "a" }',
      { kind: 'rootcause', cause: 'error', list: 'exception', filter: { kind: 'keyword', keyword: 'message', operator: '=', value: 'a' } }],
    ['rootcause.json = #[{"a":"]}\\""}]', { kind: 'rootcause-json', json: '[{"a":"]}\\""}]' }],
  ])('%s', (text, expression) => {
    expect(read(text)).toEqual(expression);
  });

  test.each(['\n', '\r\n', '\t', ' \n\n '])('blanks of all kinds, inside and at the ends: %j', (blank) => {
    const words = ['service(', '"a"', ')', '{', 'ok', 'or', 'duration', '>', '5', '}', 'and', '!', 'annotation', '[x]'];
    expect(read(`${blank}${words.join(blank)}${blank}`)).toEqual(read('service("a") { ok OR duration > 5 } AND !annotation[x]'));
  });
});

describe('what is seen in use and fine', () => {
  test.each([
    'ok !partial duration <3', '!OK and duration > 2', 'fault=true', 'service("x"){fault}', '!( ok OR fault )', '!annotation.x', 'http.url', 'annotation.x', 'service(){fault}',
    'service(id(type: "AWS::Lambda::Function"))', 'service(id(account.id: "111122223333"))', 'annotation[a.b.c] = "x"', 'http.url = "https://a.example/b c/*"',
    'annotation[path] = "/a b/*"', '\nservice("a")\nAND fault\n', 'rootcause.json = #[ {"Services": []} ]', 'service("x-*")', 'edge("*", "*.amazonaws.com")',
    'http.url CONTAINS "/api"', 'http.url ENDSWITH "/api"', 'duration > 900', 'http.status >= 500 AND http.status < 600', 'http.status = 429',
    'service("a") { annotation[b] = "c" }', 'ok AND fault',
  ])('%s', (text) => {
    const { expression, warnings } = parseFilter(text);
    expect(warningsOf(expression)).toEqual([]);
    expect(warnings.map((warning) => warning.kind)).toEqual(text.includes('( ok') ? ['in-use'] : []);
  });
});

describe('a mistake', () => {
  function mistakeOf(text: string): FilterSyntaxError {
    try {
      parseFilter(text);
    } catch (error) {
      if (error instanceof FilterSyntaxError) {
        return error;
      }
    }
    throw new Error(`${text} was read`);
  }

  test('is shown with its line, a caret and what was meant', () => {
    expect(mistakeOf('service("orders") AND respnsetime > 2').message).toBe([
      'filter, line 1:',
      '    service("orders") AND respnsetime > 2',
      '                          ^ unknown keyword "respnsetime": did you mean "responsetime"?',
    ].join('\n'));
  });

  test('is shown in its own line only', () => {
    expect(mistakeOf('service("orders")\n\tAND respnsetime > 2\nAND ok').message).toBe([
      'filter, line 2:',
      '     AND respnsetime > 2',
      '         ^ unknown keyword "respnsetime": did you mean "responsetime"?',
    ].join('\n'));
  });

  test('at the end stands behind the last word, not in an empty line', () => {
    expect(mistakeOf('ok AND\n\n').message).toBe(
      'filter, line 1:\n    ok AND\n          ^ expected a keyword, annotation[key], service(…) or edge(…), got the end of the filter');
  });

  test('in a long line is shown with what is around it', () => {
    const [, line, caret] = mistakeOf(`${'ok AND '.repeat(100)}respnsetime > 2${' AND ok'.repeat(100)}`).message.split('\n');
    expect(line).toMatch(/^ {4}….{70}respnsetime > 2.{55}…$/);
    expect(line.indexOf('respnsetime')).toBe(caret.indexOf('^'));
  });

  test.each([
    ['oops', 1, 1],
    ['ok AND oops', 1, 8],
    ['ok\nAND oops', 2, 5],
    ['ok\r\nAND\r\n  oops', 3, 3],
    ['ok\rAND oops', 2, 5],
    ['user = "😀😀" AND oops', 1, 17],
    ['user = "é" oops', 1, 12],
    ['ok AND annotation.a.b', 1, 19],
    ['service("a") {\n  fault\n', 2, 8],
  ])('of %j is in its line and column', (text, line, column) => {
    expect(mistakeOf(text)).toMatchObject({ line, column, name: 'FilterSyntaxError' });
  });

  test('the caret counts characters, not halves of them', () => {
    const [, line, caret] = mistakeOf('user = "😀" AND oops').message.split('\n');
    expect([...line].indexOf('p') - 2).toBe(caret.indexOf('^'));
  });
});
