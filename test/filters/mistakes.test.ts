import { Lazy } from 'aws-cdk-lib';
import { FilterSyntaxError } from '../../src/filters/private/parse/filter-syntax-error';
import { parseFilter } from '../../src/filters/private/parse/parser';

function mistakeOf(text: string): FilterSyntaxError {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) {
      return error;
    }
    throw error;
  }
  throw new Error(`${text} was read`);
}

/** What a trace's writer typed, and the hint for it. */
test.each([
  ['annotation.x EXISTS', 'there is no EXISTS: annotation[x] alone asks whether it is there, !annotation[x] whether it is not'],
  ['user IS "a"', 'there is no IS: user alone asks whether it is there, !user whether it is not'],
  ['service(\'orders\')', 'a text stands in double quotation marks, not in single ones: write "…"'],
  ['user = “alice”', 'curly quotation marks: write straight ones, "…"'],
  ['response_time > 2', 'unknown keyword "response_time": did you mean "responsetime"?'],
  ['respnsetime > 2', 'unknown keyword "respnsetime": did you mean "responsetime"?'],
  ['latency > 2', 'unknown keyword "latency": the time in seconds is "responsetime" (of the server) or "duration" (with everything downstream)'],
  ['http.status_code = 500', 'unknown keyword "http.status_code": the status is "http.status"'],
  ['http.statuscode = 500', 'unknown keyword "http.statuscode": the status is "http.status"'],
  ['coldstart', 'unknown keyword "coldstart": X-Ray has no keyword for it; an annotation that the function sets is found by annotation[ColdStart] = true'],
  ['metadata.x = "a"', 'unknown keyword "metadata.x": metadata can\'t be searched, only annotations can: write it as an annotation in the code, and filter by annotation[key]'],
  ['annotations.x', 'unknown keyword "annotations.x": did you mean "annotation[key]"?'],
  ['-- all', 'unknown keyword "--": a filter has no comments'],
  ['ok # all', '# stands only before the list of rootcause.json = #[…]; a filter has no comments'],
  ['zebra', 'unknown keyword "zebra": expected a keyword, annotation[key], service(…), edge(…), group.name or rootcause'],
  ['rootcause.falt.service { last }', 'unknown keyword "rootcause.falt.service": did you mean "rootcause.fault.service"? '
    + 'Root causes are rootcause.{fault,error,responsetime}.{service,entity,exception} and rootcause.json'],
  ['service(Lambda)', 'a text stands in quotation marks: write "Lambda"'],
  ['service(AWS::Lambda)', 'a text stands in quotation marks: write "AWS::Lambda"'],
  ['service(id(name: api-gateway))', 'a text stands in quotation marks: write "api-gateway"'],
  ['annotation.colour = blue', 'a text stands in quotation marks: write "blue"'],
  ['http.status = 5xx', 'http.status must be compared with a number, got 5xx: write http.status >= 500 AND http.status < 600'],
  ['http.status = "4XX"', 'http.status must be compared with a number, got 4XX: write http.status >= 400 AND http.status < 500'],
  ['http.status = "500"', 'http.status must be compared with a number, got a text: write 500 without quotation marks'],
  ['duration > 500ms', 'duration must be compared with a number without a unit, got "500ms": write seconds, such as 0.5'],
  ['duration > 2 seconds', 'unknown keyword "seconds": a number has no unit; times are in seconds, such as 0.5'],
  ['http.status != 5xx', 'http.status must be compared with a number, got 5xx: write http.status < 500 OR http.status >= 600'],
  ['http.status >= 4xx', 'http.status must be compared with a number, got 4xx: write http.status >= 400'],
  ['http.status = 5*', 'http.status must be compared with a number, got 5*: write http.status >= 500 AND http.status < 600'],
  ['duration > 5xx', 'duration must be compared with a number, got "5xx"'],
  ['duration > +5', 'duration must be compared with a number, got "+5": write 5'],
  ['duration > 5.', 'duration must be compared with a number, got "5.": write 5'],
  ['user = null', 'X-Ray has no null: user alone asks whether it is there, !user whether it is not'],
  ['service(type: "AWS::Lambda::Function")', 'type stands in id(…): write id(type: "…")'],
  ['edge(name = "a", "b")', 'name stands in id(…): write id(name: "…")'],
  ['annotation[n] = 9007199254740993', 'annotation[n] can\'t be compared with "9007199254740993": the number loses digits, as it would be 9007199254740992; compare with a text instead'],
  ['annotation[n] = 1e-400', 'annotation[n] can\'t be compared with "1e-400": the number loses digits, as it would be 0; compare with a text instead'],
  ['rootcause.falt.service', 'unknown keyword "rootcause.falt.service": did you mean "rootcause.fault.service"? Root causes are rootcause.{fault,error,responsetime}.{service,entity,exception} and rootcause.json'],
  ['duration > .5', 'duration must be compared with a number, got ".5": write 0.5'],
  ['edge("a" "b")', 'expected ",", got "b"'],
  ['duration > 2m', 'duration must be compared with a number without a unit, got "2m": write seconds, such as 120'],
  ['fault = "true"', 'fault must be compared with true or false, got a text: write true without quotation marks'],
  ['fault = 1', 'fault must be compared with true or false, got "1"'],
  ['annotation.request.id = "a"', 'a key with dots stands in brackets: write annotation[request.id]'],
  ['annotation["id"] = "a"', 'a key stands in brackets without quotation marks: write annotation[id]'],
  ['annotation[a = "x" AND annotation[b]', 'this bracket is not closed: expected ] behind the key'],
  ['annotation[a AND ok', 'this bracket is not closed: expected ]'],
  ['annotation[a\nb]', 'a key can hold no end of line, control character or half of a surrogate pair'],
  ['service("a") { fault', 'expected "}": the brace of service(…) is not closed'],
  ['service("a" { fault }', 'expected ")", got "{"'],
  ['(ok', 'expected ")": the parenthesis is not closed'],
  ['ok }', 'unexpected }: nothing is open that it could close'],
  ['service("a") { }', 'nothing stands in the brace of service(…): expected a keyword or the like'],
  ['edge("a")', 'edge(…) takes two services, got one: write edge("source", "destination")'],
  ['service("a", "b")', 'service(…) takes one service: write edge("source", "destination") for a connection of two'],
  ['ok == true', 'X-Ray has no operator "==": write ='],
  ['ok && fault', 'X-Ray has no operator "&&": write AND'],
  ['ok || fault', 'X-Ray has no operator "||": write OR'],
  ['user LIKE "a*"', 'X-Ray has no operator "LIKE": use CONTAINS, BEGINSWITH or ENDSWITH, with no wildcards'],
  ['user STARTSWITH "a"', 'X-Ray has no operator "STARTSWITH": write BEGINSWITH'],
  ['http.status CONTAINS "5"', 'CONTAINS compares texts, and http.status is a number: write =, !=, <, <=, > or >='],
  ['user > "a"', '> compares numbers, and user is a text: write =, !=, CONTAINS, BEGINSWITH or ENDSWITH'],
  ['group.name CONTAINS "a"', 'group.name is compared by = or != only, got "CONTAINS"'],
  ['ok AND', 'expected a keyword, annotation[key], service(…) or edge(…), got the end of the filter'],
  ['ok AND OR fault', 'expected a keyword or the like before OR'],
  ['"service("a")"', 'unexpected text "service(": a text stands only behind an operator or in parentheses, has no quotation mark in it, and the whole filter none around it'],
  ['user = "a', 'this text does not end: a closing quotation mark is missing'],
  ['', 'the filter is empty: expected a keyword, annotation[key], service(…) or edge(…)'],
])('%s gets its hint', (text, problem) => {
  expect(mistakeOf(text).problem).toBe(problem);
});

test.each([
  ['user = "a\\"b"', 10],
  ['user = "say \\"hi\\" now"', 13],
  ['user = "ends \\" here" AND ok', 14],
  ['service(\\"orders\\")', 9],
])('an escaped quotation mark is named where it stands: %s', (text, column) => {
  expect(mistakeOf(text)).toMatchObject({ column, problem: expect.stringMatching(/^a backslash before a quotation mark: AWS documents no escape\./) });
});

test('a text that ends in a backslash is no escape, and takes no blame for a later mistake', () => {
  expect(parseFilter('annotation[path] = "C:\\" AND user = "a"').expression).toMatchObject({ kind: 'and' });
  expect(mistakeOf('annotation[path] = "C:\\" AND respnsetime > 2').problem).toContain('did you mean "responsetime"?');
});

test('a mistake before an escape comes first', () => {
  expect(mistakeOf('respnsetime > 2 AND user = "a\\"b"').problem).toContain('did you mean "responsetime"?');
});

describe('tokens', () => {
  const token = Lazy.string({ produce: () => 'fault' });

  test.each([token, ` ${token}\n`])('a filter that is nothing but a token can\'t be read', (text) => {
    expect(mistakeOf(text).message).toBe(
      'filter, line 1: the filter is a token, and what it will be is not known yet: write the filter out, or give the token to the filterExpression of a CfnGroup');
  });

  test.each([`fault AND ${token}`, `${token} AND fault`, `duration > ${token}`, `service(${token})`])('outside of quotation marks they can\'t be read: %s', (text) => {
    expect(mistakeOf(text).problem).toBe('a token stands outside of quotation marks, and its value is not known yet: put it into "…", or build the filter from its parts');
  });

  test('in texts, keys and numbers they are read', () => {
    const number = Lazy.number({ produce: () => 5 });
    expect(parseFilter(`service("${token}-x") AND annotation[${token}] AND duration > ${number}`).expression).toEqual({
      kind: 'and',
      terms: [
        { kind: 'service', node: { name: `${token}-x`, byId: false } },
        { kind: 'annotation', key: token },
        { kind: 'keyword', keyword: 'duration', operator: '>', value: number },
      ],
    });
  });
});

test.each([[undefined, 'undefined'], [null, 'null'], [5, '5'], [['ok'], '[ \'ok\' ]'], [Symbol('a'), 'Symbol(a)']])('%p is no text', (value, shown) => {
  expect(() => Reflect.apply(parseFilter, undefined, [value])).toThrow(
    `filter, line 1: a filter must be a text, got ${shown}: write for example service("orders") { fault }`);
});
