import { Lazy } from 'aws-cdk-lib';
import { ReferenceSampler, unchecked, writtenAgain } from './local-documents';
import { readLocalDocument } from '../../src/sampling/private/local-rules/read-local-document';

const DEFAULT = { fixed_target: 1, rate: 0.05 };
const RULE = { host: '*', http_method: '*', url_path: '/api/*', fixed_target: 0, rate: 0.1 };

function read(document: unknown): ReturnType<typeof readLocalDocument> {
  return readLocalDocument(JSON.stringify(document));
}

function withRules(...rules: unknown[]): object {
  return { version: 2, default: DEFAULT, rules };
}

describe('a document that is read', () => {
  test('becomes rules in its order, with names of what they match', () => {
    const { rules, defaultFixedRate, defaultReservoir } = read({
      version: 2,
      default: { fixed_target: 2, rate: 1 },
      rules: [
        { description: 'Player moves.', host: '*', http_method: 'POST', url_path: '/api/move/*', fixed_target: 0, rate: 0.05 },
        { host: 'shop.example.com', http_method: '*', url_path: '/api/move/*', fixed_target: 3, rate: 0 },
        { host: '*', http_method: '*', url_path: '*', fixed_target: 0, rate: 1 },
      ],
    });

    expect(rules).toEqual([
      { samplingRuleName: 'player-moves', httpMethod: 'POST', urlPath: '/api/move/*', fixedRate: 0.05, reservoir: 0 },
      { samplingRuleName: 'api-move-shop', host: 'shop.example.com', urlPath: '/api/move/*', fixedRate: 0, reservoir: 3 },
      { samplingRuleName: 'any', fixedRate: 1, reservoir: 0 },
    ]);
    expect([defaultFixedRate, defaultReservoir]).toEqual([1, 2]);
  });

  test('gets names that are there once, also where a description looks like a number was added', () => {
    const named = ['a', 'A', 'a-2', 'a', 'Alle Aufträge der großen Kunden', 'Alle Aufträge der kleinen Kunden', 'Default', '顧客'];

    expect(read(withRules(...named.map((description) => ({ ...RULE, description })))).rules.map(({ samplingRuleName }) => samplingRuleName))
      .toEqual(['a', 'a-2', 'a-2-2', 'a-3', 'alle-auftrage-der', 'alle-auftrage-der-2', 'default-rule', 'api']);
  });

  test.each<[string, object]>([
    ['no rules', { version: 2, default: DEFAULT }],
    ['an empty list of rules', { version: 1, default: DEFAULT, rules: [] }],
  ])('may have %s', (_title, document) => {
    expect(read(document).rules).toEqual([]);
  });

  test('may begin with a byte order mark, have integer rates, -0, and a description that is no text', () => {
    const rule = '{ "description": 5, "host": "*", "http_method": "*", "url_path": "/", "fixed_target": -0, "rate": -0 }';

    expect(readLocalDocument(`\uFEFF{ "version": 2, "default": { "fixed_target": 0, "rate": 1 }, "rules": [${rule}] }`).rules)
      .toEqual([{ samplingRuleName: 'rule', urlPath: '/', fixedRate: 0, reservoir: 0 }]);
  });

  test('of version 1 has the service_name carried over as host, and says so', () => {
    const { host: _host, ...rule } = RULE;
    const { rules, notCarriedOver } = read({ version: 1, default: DEFAULT, rules: [{ ...rule, service_name: '*.example.com' }] });

    expect(rules[0].host).toBe('*.example.com');
    expect(rules[0].serviceName).toBeUndefined();
    expect(notCarriedOver).toContainEqual(expect.stringContaining('service_name of version 1 is carried over as host'));
    expect(read({ version: 1, default: DEFAULT, rules: [{ ...rule, service_name: '*' }] }).notCarriedOver)
      .not.toContainEqual(expect.stringContaining('service_name'));
  });

  test('is decided by the same rules when it is written again', () => {
    const document = withRules({ ...RULE, url_path: '/health' }, RULE);
    const [before, after] = [document, JSON.parse(writtenAgain(read(document)))].map((each) => new ReferenceSampler(each));

    expect(['/health', '/api/x', '/'].map((urlPath) => after.choose({ host: 'h', urlPath })))
      .toEqual(['/health', '/api/x', '/'].map((urlPath) => before.choose({ host: 'h', urlPath })));
  });
});

describe('what could not be carried over', () => {
  test('is the default, always', () => {
    expect(read({ version: 2, default: { fixed_target: 0, rate: 0.1 } }).notCarriedOver)
      .toEqual([expect.stringMatching(/SamplingRules\.catchAll\(\{ fixedRate: 0\.1, reservoir: 0 \}\), or .* DefaultSamplingRule/)]);
  });

  test('are the targets of each process, said once', () => {
    const notes = read(withRules({ ...RULE, fixed_target: 2 }, { ...RULE, fixed_target: 3 })).notCarriedOver;

    expect(notes.filter((note) => note.startsWith('fixed_target'))).toHaveLength(1);
  });

  test('are rules with a value that X-Ray does not take', () => {
    const long = { ...RULE, url_path: `/${'x'.repeat(128)}` };
    const { rules, notCarriedOver } = read(withRules(RULE, long, { ...RULE, http_method: 'x'.repeat(11) }, { ...RULE, host: 'é'.repeat(64) }));

    expect(rules.map(({ samplingRuleName }) => samplingRuleName)).toHaveLength(2);
    expect(notCarriedOver).toContainEqual(expect.stringContaining('rules[1] is left out: its url_path has 129 characters and X-Ray allows 128.'));
    expect(notCarriedOver).toContainEqual(expect.stringContaining('rules[2] is left out: its http_method has 11 characters and X-Ray allows 10.'));
  });

  test('are ports for those who send none, and keys that the SDKs do not read', () => {
    const { rules, notCarriedOver } = read({ ...withRules({ ...RULE, host: 'localhost:8080' }), Rules: [] });

    expect(rules[0].host).toBe('localhost:8080');
    expect(notCarriedOver).toContainEqual(expect.stringContaining('rules[0].host is carried over with its port, "localhost:8080"'));
    expect(notCarriedOver).toContainEqual('"Rules" is left out: the SDKs don\'t read it.');
  });
});

describe('a document that is refused', () => {
  const { host: _host, ...hostless } = RULE;
  const { rate: _rate, ...rateless } = RULE;

  test.each<[string, unknown, RegExp]>([
    ['without version', { default: DEFAULT }, /SamplingPlan.fromLocalRules\(\): version must be the number 1 or 2, got nothing: write "version": 2/],
    ['with the version as a text', { version: '2', default: DEFAULT }, /got "2"/],
    ['of version 3', { version: 3, default: DEFAULT }, /got 3/],
    ['without default', { version: 2, rules: [] }, /default must be an object with fixed_target and rate, got nothing: write \{ "fixed_target": 1, "rate": 0.05 \}/],
    ['with an empty default', { version: 2, default: {} }, /default.fixed_target must be given, got nothing/],
    ['with a matcher in the default', { version: 2, default: { ...DEFAULT, host: '*' } }, /default.host must not be there, got "\*": remove it; the SDKs know only fixed_target and rate here/],
    ['with a default that is percent', { version: 2, default: { fixed_target: 1, rate: 5 } }, /default.rate must be between 0 and 1, got 5: write 0.05 for 5 percent/],
    ['with rules that are no list', { version: 2, default: DEFAULT, rules: {} }, /rules must be a list, got \{\}/],
    ['with no rules but null', { version: 2, default: DEFAULT, rules: null }, /rules must be a list, got null/],
    ['with a rule that is none', withRules('x'), /rules\[0\] must be an object with host, .* and rate, got "x"/],
    ['of version 2 with service_name', withRules({ ...hostless, service_name: 'shop' }), /rules\[0\].service_name must not be there, got "shop": call it host;/],
    ['of version 2 with both', withRules({ ...RULE, service_name: 'shop' }), /rules\[0\].service_name must not be there, got "shop": remove it/],
    ['of version 1 with host', { version: 1, default: DEFAULT, rules: [RULE] }, /rules\[0\].host must not be there, got "\*": call it service_name/],
    ['of version 2 without host', withRules(hostless), /rules\[0\].host must be given, got nothing: write "\*" for any/],
    ['without rate', withRules(RULE, rateless), /rules\[1\].rate must be given, got nothing/],
    ['with a field of the service', withRules({ ...rateless, FixedRate: 0.1 }), /rules\[0\].FixedRate must not be there, got 0.1: call it rate/],
    ['with the service and the host of a service-side rule', withRules({ ServiceName: 'shop', Host: '*', ...hostless }), /rules\[0\].ServiceName must not be there, got "shop": remove it;/],
    ['with the host of a service-side rule', withRules({ Host: '*', ...hostless }), /rules\[0\].Host must not be there, got "\*": call it host;/],
    ['with a field that no local rule has', withRules({ ...RULE, Priority: 1 }), /rules\[0\].Priority must not be there, got 1: remove it/],
    ['with a field that is called like a member of every object', withRules({ ...RULE, constructor: 1 }), /rules\[0\].constructor must not be there/],
    ['with an empty host', withRules({ ...RULE, host: '' }), /rules\[0\].host must be a text of one character or more, got "": write "\*" for any/],
    ['with a path that is no text', withRules({ ...RULE, url_path: 5 }), /rules\[0\].url_path must be a text of one character or more, got 5/],
    ['with half a character', withRules({ ...RULE, url_path: '\ud83d' }), /rules\[0\].url_path must be well-formed text/],
    ['with a broken target', withRules({ ...RULE, fixed_target: 0.5 }), /rules\[0\].fixed_target must be a whole number, 0 or more, got 0.5/],
    ['with a negative target', withRules({ ...RULE, fixed_target: -1 }), /rules\[0\].fixed_target must be .*, got -1/],
    ['with a rate in percent', withRules(RULE, { ...RULE, rate: 7 }), /rules\[1\].rate must be between 0 and 1, got 7: write 0.07 for 7 percent/],
    ['with a rate that is a text', withRules({ ...RULE, rate: '0.05' }), /rules\[0\].rate must be a number, got "0.05": write it without quotes/],
    ['with a rate that is null', withRules({ ...RULE, rate: null }), /rules\[0\].rate must be a number, got null/],
    ['that is an answer of the API', { SamplingRuleRecords: [] }, /got rules of X-Ray's API \(SamplingRuleRecords\): those are in an account already/],
    ['that is input for the API', { SamplingRule: { RuleName: 'x' } }, /got rules of X-Ray's API \(SamplingRule\)/],
    ['that is a list of rules of the API', [{ RuleName: 'x' }], /got rules of X-Ray's API \(RuleName\)/],
    ['that is a list', [RULE], /document must be a JSON object with version, default, rules, got a list: pass the whole file/],
    ['that is null', null, /document must be a JSON object with version, default, rules, got null/],
  ])('%s', (_title, document, message) => {
    expect(() => read(document)).toThrow(message);
  });

  test.each<[string, string, RegExp]>([
    ['a comma after the last member', '{\n  "version": 2,\n}', /document must be JSON, got what is none: "}" in line 3, column 1: JSON has no comments/],
    ['a comma before a line of Windows', '{\r\n"version": 2,\r\n}\r\n', /got what is none: "}" in line 3, column 1:/],
    ['a comma after the last rule', '{ "rules": [1, ] }', /got what is none: "\] }" in line 1, column 16/],
    ['more than one document', '{}\n{}', /got what is none: "\{\}" in line 2, column 1/],
    ['a bracket for a brace', '{ "rules": [}', /got what is none: "}" in line 1, column 13/],
    ['a comment', '{\n  // none\n}', /got what is none: "\/\/ none" in line 2, column 3/],
    ['single quotes', '{\'version\': 2}', /in line 1, column 2/],
    ['an end too early', '{ "version": 2', /got a text that ends too early in line 1, column 15/],
    ['nothing', '', /got a text that ends too early in line 1, column 1/],
    ['a rate that is too large for a number', '{ "version": 2, "default": { "fixed_target": 1, "rate": 1e999 } }', /default.rate must be .*, got Infinity/],
    ['a path of a file', './sampling-rules.json', /document must be the text of a local sampling document, got "\.\/sampling-rules\.json": pass what the file holds, readFileSync\(/],
    ['a token', Lazy.string({ produce: () => '{}' }), /document must be known when the app is synthesized, got a token/],
    ['an object', unchecked('', { version: 2 }), /document must be the text of a local sampling document, got \{ version: 2 \}: pass what readFileSync/],
    ['undefined', unchecked('', undefined), /document must be the text of a local sampling document, got nothing/],
  ])('as it is %s', (_title, document, message) => {
    expect(() => readLocalDocument(document)).toThrow(message);
  });

  test('takes tokens as values', () => {
    const host = Lazy.string({ produce: () => 'x' });
    const rate = Lazy.number({ produce: () => 0.5 });
    const { rules, notCarriedOver } = read({
      version: 2,
      default: { fixed_target: rate, rate },
      rules: [{ ...RULE, host, description: host, rate }],
    });

    expect(rules[0]).toEqual({ samplingRuleName: 'rule', host, urlPath: '/api/*', fixedRate: rate, reservoir: 0 });
    expect(notCarriedOver).toEqual([
      expect.stringMatching(/^fixed_target counts for each process/),
      expect.stringContaining('SamplingRules.catchAll({ fixedRate: …, reservoir: … })'),
    ]);
  });

  test('is refused where values are nested too deeply to be shown whole', () => {
    expect(() => readLocalDocument(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toThrow(/document must be a JSON object/);
  });
});
