import { Lazy } from 'aws-cdk-lib';
import { parseFilter } from '../../src/filters/private/parse/parser';
import { warningsOf } from '../../src/filters/private/warnings';

function warned(text: string): string[] {
  return warningsOf(parseFilter(text).expression).map((warning) => `${warning.kind}: ${warning.text}`);
}

function said(text: string): string[] {
  const { warnings } = parseFilter(text);
  expect(warnings.every(({ kind }) => kind === 'undocumented')).toBe(true);
  return warnings.map((warning) => warning.text);
}

const TEXT = Lazy.string({ produce: () => 'x' });
const NUMBER = Lazy.number({ produce: () => 5 });

describe('what can find nothing', () => {
  test.each([
    ['duration > 5000', 'duration is counted in seconds, and 5000 seconds are longer than requests usually take: for milliseconds write 5'],
    ['responsetime >= 901', 'responsetime is counted in seconds, and 901 seconds are longer than requests usually take: for milliseconds write 0.901'],
    ['duration = 1500', 'duration is counted in seconds, and 1500 seconds are longer than requests usually take: for milliseconds write 1.5'],
    ['duration < 0', 'duration < 0 finds nothing: a time in seconds is never below 0'],
    ['http.status = 99', 'http.status = 99 finds nothing: a status is a whole number from 100 to 599'],
    ['http.status = 600', 'http.status = 600 finds nothing: a status is a whole number from 100 to 599'],
    ['http.status = 200.5', 'http.status = 200.5 finds nothing: a status is a whole number from 100 to 599'],
    ['http.status >= 600', 'http.status >= 600 finds nothing: a status is a whole number from 100 to 599'],
    ['http.status < 100', 'http.status < 100 finds nothing: a status is a whole number from 100 to 599'],
    ['rootcause.responsetime.entity { coverage > 1 }', 'coverage > 1 finds nothing: coverage is a part of 1, write 0.8 for 80 percent'],
    ['rootcause.responsetime.entity { coverage >= 80 }', 'coverage >= 80 finds nothing: coverage is a part of 1, write 0.8 for 80 percent'],
    ['rootcause.fault.entity { index <= -1 }', 'index <= -1 finds nothing: an index is a whole number, 0 or more'],
    ['service("AWS::Lambda")', '"AWS::Lambda" is a type of service, not a name, and finds nothing as a name: write id(type: "AWS::Lambda")'],
    ['edge("a", "client::Synthetics")', '"client::Synthetics" is a type of service, not a name, and finds nothing as a name: write id(type: "client::Synthetics")'],
    ['edge("AWS::SQS::Queue", "a")', '"AWS::SQS::Queue" is a type of service, not a name, and finds nothing as a name: write id(type: "AWS::SQS::Queue")'],
    ['service(id(name: "AWS::Lambda", account.id: "1"))', '"AWS::Lambda" is a type of service, not a name, and finds nothing as a name: write id(type: "AWS::Lambda")'],
    ['rootcause.fault.service { name = "AWS::DynamoDB" }', '"AWS::DynamoDB" is a type of service, not a name, and finds nothing as a name: write id(type: "AWS::DynamoDB")'],
    ['http.url BEGINSWITH "/api"', 'http.url is the whole URL, and none begins with "/api": write CONTAINS, or begin with https://'],
    ['http.url = "/api"', 'http.url is the whole URL, and none begins with "/api": write CONTAINS, or begin with https://'],
  ])('%s', (text, warning) => {
    expect(warned(text)).toEqual([`finds-nothing: ${warning}`]);
  });

  test.each([
    'duration > 900', 'responsetime < 5000', 'duration != 5000', 'duration >= 0', 'http.status = 100', 'http.status = 599', 'http.status != 0', 'http.status > 499', 'http.status <= 100',
    'rootcause.responsetime.entity { coverage = 1 }', 'rootcause.responsetime.entity { coverage <= 80 }', 'rootcause.fault.entity { index = 0 }',
    'service("AWS Lambda")', 'service("client::billing")', 'service(id(type: "AWS::Lambda"))', 'type = "AWS::Lambda"', 'name CONTAINS "AWS::"', 'name != "AWS::Lambda"',
    'http.url CONTAINS "/api"', 'http.url BEGINSWITH "https://a.example/"', 'http.url != "/api"', 'annotation[duration] > 5000', 'annotation[url] = "/api"', 'user = "/api"',
  ])('not %s', (text) => {
    expect(warned(text)).toEqual([]);
  });

  test.each([
    `duration > ${NUMBER}`, `http.status = ${NUMBER}`, `rootcause.fault.entity { coverage > ${NUMBER} }`, `service("AWS::${TEXT}")`, `service(id(name: "AWS::Lambda${TEXT}"))`,
    `name = "AWS::L${TEXT}"`, `http.url BEGINSWITH "/${TEXT}"`,
  ])('nothing is said of tokens: %s', (text) => {
    expect(warned(text)).toEqual([]);
  });

  test('is found however deep, and said once', () => {
    expect(warned('ok OR (fault AND !service("a") { duration > 5000 AND !(ok OR duration > 5000) })')).toHaveLength(1);
    expect(warned('edge { duration > 5000 } AND rootcause.fault.service { duration > 6000 }')).toHaveLength(2);
  });
});

describe('what AWS gives no meaning', () => {
  test.each([
    ['duration', 'duration stands alone, and AWS documents a number only with a comparison: write duration > 0 or the like'],
    ['last', 'last means something only inside the braces of a root cause, such as rootcause.fault.entity { last … }: move it there'],
    ['service("a") { coverage > 0.5 }', 'coverage means something only inside the braces of a root cause, such as rootcause.fault.entity { coverage … }: move it there'],
    ['root', 'root means something only inside the braces of a service, such as service() { root … }: move it there'],
    ['edge { root }', 'root means something only inside the braces of a service, such as service() { root … }: move it there'],
    ['source.annotation[a]', 'source.annotation means something only inside the braces of edge(…) { … }: move it there'],
    ['service { destination.annotation[a] }', 'destination.annotation means something only inside the braces of edge(…) { … }: move it there'],
    ['service(id())', 'id() without name, type and account.id stands for every service: leave it out or fill it in'],
    ['edge(id(), "a")', 'id() without name, type and account.id stands for every service: leave it out or fill it in'],
  ])('%s', (text, warning) => {
    expect(warned(text)).toEqual([`undocumented: ${warning}`]);
  });

  test.each([
    'duration > 0', 'rootcause.fault.entity { last }', 'service("a") { root }', 'edge { source.annotation[a] }', 'edge { annotation[a] }', 'service()', `service(id(name: "${TEXT}"))`,
    `edge { source.annotation[${TEXT}] }`, 'rootcause.fault.entity { !(first OR last) }',
  ])('not %s', (text) => {
    expect(warned(text)).toEqual([]);
  });

  test('a built keyword is looked at in any case, an unknown one is not', () => {
    expect(warningsOf({ kind: 'keyword', keyword: 'Duration', operator: '>', value: 5000 })).toHaveLength(1);
    expect(warningsOf({ kind: 'keyword', keyword: 'unknown', operator: '>', value: 5000 })).toEqual([]);
    expect(warningsOf({ kind: 'keyword', keyword: 'ok', operator: '=', value: true })).toEqual([]);
  });
});

describe('what AWS does not show is read, with a warning', () => {
  test.each([
    ['ok OR fault AND error', 'AND and OR stand beside each other without parentheses'],
    ['ok fault OR error', 'AND and OR stand beside each other without parentheses'],
    ['service("a") { ok AND fault OR error }', 'AND and OR stand beside each other without parentheses'],
    ['not ok', 'NOT is not documented by AWS: write ! instead'],
    ['user = "a\\b"', 'a backslash is taken as a character'],
    ['service("a\\n")', 'a backslash is taken as a character'],
    ['name = traces', 'traces stands without quotation marks, against AWS\'s own rule: write "traces"'],
  ])('%s', (text, warning) => {
    expect(said(text)).toEqual([expect.stringContaining(warning)]);
  });

  test.each(['ok OR fault', 'ok AND fault error', 'ok OR service("a") { fault AND error }', '!ok', 'service("a")', 'service(id(name: "not"))', `user = "${TEXT}" OR ok`])('not for %s', (text) => {
    expect(said(text)).toEqual([]);
  });

  test.each(['(ok OR fault) AND error', `(service("${TEXT}"))`, '!(ok OR fault)'])('%s is in wide use, and said to be not documented', (text) => {
    expect(parseFilter(text).warnings).toEqual([{ kind: 'in-use', text: expect.stringContaining('parentheses around a part are not documented') }]);
  });

  test('each is said once', () => {
    expect(parseFilter('(ok) AND (fault) AND NOT (NOT error)').warnings).toHaveLength(2);
  });
});
