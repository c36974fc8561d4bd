import { renderFilter } from '../../src/filters/private/build/render';
import { FilterSyntaxError } from '../../src/filters/private/parse/filter-syntax-error';
import { parseFilter } from '../../src/filters/private/parse/parser';
import { warningsOf } from '../../src/filters/private/warnings';

/** The examples of X-Ray's documentation, from the Developer Guide and the API reference; read 2026-11-22. `{ filter }` stands for any filter. */
const DOCUMENTED = [
  'responsetime > 5',
  'duration >= 5 AND duration <= 8',
  'ok',
  '!ok',
  'ok = false',
  'rootcause.fault.entity { last and name = "deserialize" }',
  'rootcause.responsetime.entity { remote and coverage > 0.7 and name = "traces" }',
  'rootcause.fault.service { inferred and name = traces and type = "AWS::DynamoDB" }',
  'service("data-plane") {root = true and fault = true}',
  'http.status != 200',
  'ok !partial duration <3',
  'rootcause.fault.service { index > 5 }',
  'rootcause.responsetime.entity { last and coverage > 0.8 }',
  'http.url CONTAINS "/api/game/"',
  'user CONTAINS ""',
  'rootcause.fault.service { name = "Auth" }',
  'rootcause.responsetime.service { last and type = "AWS::DynamoDB" }',
  'service("api.example.com") { fault }',
  'service() { fault }',
  'edge("api.example.com", "backend.example.com") { error }',
  'http.url BEGINSWITH "http://api.example.com/" AND http.url CONTAINS "/v2/" AND !service("api.example.com")',
  'http.url AND responseTime > 2',
  'annotation[gameid] = "817DL6VO"',
  'annotation[age]',
  '!annotation[age]',
  'annotation[age] > 29',
  'annotation.gameid = "817DL6VO"',
  'annotation.age',
  '!annotation.age',
  'annotation.age > 29',
  'annotation.account = "12345"',
  'service { annotation[request.id] = "917DL6VO" }',
  'edge { source.annotation[request.id] = "916DL6VO" }',
  'edge { destination.annotation[request.id] = "918DL6VO" }',
  'group.name = "high_response_time" AND user = "alice"',
  'rootcause.json = #[{ "Services": [ { "Name": "GetWeatherData", "EntityPath": [{ "Name": "GetWeatherData" }, { "Name": "get_temperature" } ] }, '
    + '{ "Name": "GetTemperature", "EntityPath": [ { "Name": "GetTemperature" } ] } ] }]',
  'service(id(name: "random-name", type: "AWS::Lambda::Function")) { error }',
  'service("function-name") { error }',
  'service(id(type: "AWS::Lambda::Function")) { error }',
  'service(id(account.id: "account-id"))',
  'service(id(account.id:"X")) OR service(id(account.id:"Y"))',
  'service(id(name: "service-name", type:"service::type")) { fault }',
  'edge(id(name: "service-one", type:"service::type"), id(name: "service-two", type:"service::type")) { fault }',
  'edge(id(name: "www", type: "client::Synthetics"), id(name: "www", type: "AWS::ElasticBeanstalk::Environment"))',
  'fault = true AND http.url CONTAINS "example/game" AND responsetime >= 5',
  'service("api.example.com") { fault = true OR responsetime >= 5 }',
  'service("example.com") {fault}',
  'service("example.com") {fault OR error}',
  'service("mydomain.com") {fault OR error}',
  'responsetime > 2',
  'service("api.amazon.com") { fault = true OR responsetime > 2.5 } AND annotation.foo = "bar"',
  'service("api.example.com")',
  'responseTime > 3',
];

const UNQUOTED = 'rootcause.fault.service { inferred and name = traces and type = "AWS::DynamoDB" }';

test('all 53 examples stand here', () => {
  expect(new Set(DOCUMENTED).size).toBe(53);
});

test.each(DOCUMENTED)('AWS shows %s', (text) => {
  const { expression, warnings } = parseFilter(text);
  expect(warnings.map((warning) => warning.text)).toEqual(text === UNQUOTED ? ['traces stands without quotation marks, against AWS\'s own rule: write "traces"'] : []);
  expect(warningsOf(expression)).toEqual([]);
});

test.each(DOCUMENTED)('keywords are read in any case: %s', (text) => {
  const outsideTexts = (change: (part: string) => string) =>
    text.split(/("[^"]*"|annotation(?:\[[^\]]*\]|\.\w+)|= traces)/).map((part, index) => index % 2 === 1 ? part : change(part)).join('');
  const { expression } = parseFilter(text);
  expect(parseFilter(outsideTexts((part) => part.toUpperCase())).expression).toEqual(expression);
  expect(parseFilter(outsideTexts((part) => part.toLowerCase())).expression).toEqual(expression);
});

test.each(DOCUMENTED)('%s is the same when it is written out and read again', (text) => {
  const { expression } = parseFilter(text);
  const written = renderFilter(expression);
  expect(parseFilter(written).expression).toEqual(expression);
  expect(renderFilter(parseFilter(written).expression)).toBe(written);
});

test.each([
  'rootcause.fault.exception { last and message = "Access Denied for account_id: 1234567890" ',
  '"edge(id(name: "www", type: "client::Synthetics"), id(name: "www", type: "AWS::ElasticBeanstalk::Environment"))"',
])('AWS shows %s, and it is broken', (text) => {
  expect(() => parseFilter(text)).toThrow(FilterSyntaxError);
});

test.each([
  'service("a"', 'service("a") { fault', 'user = "a', '(ok', 'ok )', 'ok }', 'annotation[a', 'latency > 5', 'status = 500', 'coldstart', 'responsetime > "5"',
  'http.status CONTAINS "5"', 'user > "a"', 'user = 5', 'ok = "true"', 'ok > 1', 'annotation.request.id = "x"', 'edge("a")', 'service("a", "b")', 'ok AND', 'ok OR',
  'AND ok', 'OR ok', 'ok AND AND ok', 'service("a") { }', 'user LIKE "a"', 'user IN ("a")', 'ok == true', 'ok && fault', 'ok || fault', 'user =~ "a"', '', ' \n', '!',
  'service', 'edge', 'service(id(nme: "a"))', 'service(id(name: "a", name: "b"))', 'service(id(name "a"))', 'group.name CONTAINS "a"', 'rootcause.fault',
  'rootcause.json = [{}]', 'rootcause.json = #[{]', 'rootcause.json = #[', 'annotation', 'annotation[]', 'annotation.', 'ok; fault', 'ok, fault', '# all', 'ok = ',
  'duration > ', 'duration > 1e999',
])('%s is refused', (text) => {
  expect(() => parseFilter(text)).toThrow(FilterSyntaxError);
});
