import { App, CfnParameter, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { FilterExpression, FilterKeyword, FilterNode, RootCauseFilter, RootCauseKind, RootCauseList, TraceFilters } from '../../src';

test.each<[FilterExpression, string]>([
  [FilterExpression.ok(), 'ok'],
  [FilterExpression.error(), 'error'],
  [FilterExpression.throttle(), 'throttle'],
  [FilterExpression.fault(), 'fault'],
  [FilterExpression.partial(), 'partial'],
  [FilterExpression.responseTime().greaterThan(Duration.seconds(2)), 'responsetime > 2'],
  [FilterExpression.responseTime().lessThan(Duration.millis(1)), 'responsetime < 0.001'],
  [FilterExpression.duration().atLeast(Duration.minutes(1)), 'duration >= 60'],
  [FilterExpression.duration().atMost(Duration.millis(1500)), 'duration <= 1.5'],
  [FilterExpression.duration().equalTo(Duration.seconds(5)), 'duration = 5'],
  [FilterExpression.duration().notEqualTo(Duration.seconds(5)), 'duration != 5'],
  [FilterExpression.httpStatus().equalTo(404), 'http.status = 404'],
  [FilterExpression.httpStatus().notEqualTo(200), 'http.status != 200'],
  [FilterExpression.httpUrl().contains('/v2/'), 'http.url CONTAINS "/v2/"'],
  [FilterExpression.httpUrl().beginsWith('https://api.example.com/'), 'http.url BEGINSWITH "https://api.example.com/"'],
  [FilterExpression.httpUrl().endsWith('.json'), 'http.url ENDSWITH ".json"'],
  [FilterExpression.httpUrl().isSet(), 'http.url'],
  [FilterExpression.httpMethod().equalTo('POST'), 'http.method = "POST"'],
  [FilterExpression.httpUserAgent().contains('bot'), 'http.useragent CONTAINS "bot"'],
  [FilterExpression.httpClientIp().notEqualTo('203.0.113.1'), 'http.clientip != "203.0.113.1"'],
  [FilterExpression.user().contains(''), 'user CONTAINS ""'],
  [FilterExpression.availabilityZone().equalTo('eu-west-1a'), 'availabilityzone = "eu-west-1a"'],
  [FilterExpression.instanceId().equalTo('i-1'), 'instance.id = "i-1"'],
  [FilterExpression.resourceArn().endsWith(':table/orders'), 'resource.arn ENDSWITH ":table/orders"'],
  [FilterExpression.annotation('request.id').equalTo('917DL6VO'), 'annotation[request.id] = "917DL6VO"'],
  [FilterExpression.annotation('age').greaterThan(29), 'annotation[age] > 29'],
  [FilterExpression.annotation('age').equalToNumber(1e21), 'annotation[age] = 1000000000000000000000'],
  [FilterExpression.annotation('age').notEqualToNumber(-0), 'annotation[age] != 0'],
  [FilterExpression.annotation('paid').isTrue(), 'annotation[paid] = true'],
  [FilterExpression.annotation('paid').isFalse(), 'annotation[paid] = false'],
  [FilterExpression.annotation('age').isSet(), 'annotation[age]'],
  [FilterExpression.negate(FilterExpression.annotation('age').isSet()), '!annotation[age]'],
  [FilterExpression.service('orders'), 'service("orders")'],
  [FilterExpression.service('orders', FilterExpression.fault()), 'service("orders") { fault }'],
  [FilterExpression.anyService(FilterExpression.fault()), 'service() { fault }'],
  [FilterExpression.serviceNode(FilterNode.id({ type: 'AWS::Lambda::Function' })), 'service(id(type: "AWS::Lambda::Function"))'],
  [
    FilterExpression.serviceNode(FilterNode.id({ accountId: '111122223333', name: 'orders', type: 'AWS::ECS::Container' }), FilterExpression.error()),
    'service(id(name: "orders", type: "AWS::ECS::Container", account.id: "111122223333")) { error }',
  ],
  [FilterExpression.edge(FilterNode.named('web'), FilterNode.named('orders')), 'edge("web", "orders")'],
  [FilterExpression.edge(FilterNode.named('web'), FilterNode.named('orders'), FilterExpression.throttle()), 'edge("web", "orders") { throttle }'],
  [FilterExpression.anyEdge(FilterKeyword.sourceAnnotation('id').equalTo('1')), 'edge { source.annotation[id] = "1" }'],
  [FilterExpression.anyEdge(FilterKeyword.destinationAnnotation('id').isSet()), 'edge { destination.annotation[id] }'],
  [FilterExpression.service('orders', FilterKeyword.root()), 'service("orders") { root }'],
  [FilterExpression.anyService(FilterKeyword.nodeName().beginsWith('or')), 'service() { name BEGINSWITH "or" }'],
  [FilterExpression.anyService(FilterKeyword.nodeType().equalTo('AWS::SQS')), 'service() { type = "AWS::SQS" }'],
  [FilterKeyword.groupName('slow'), 'group.name = "slow"'],
  [FilterKeyword.groupArn('arn:aws:xray:eu-west-1:111122223333:group/slow/A'), 'group.arn = "arn:aws:xray:eu-west-1:111122223333:group/slow/A"'],
  [RootCauseFilter.of(RootCauseKind.FAULT, RootCauseList.SERVICE), 'rootcause.fault.service'],
  [
    RootCauseFilter.of(
      RootCauseKind.RESPONSE_TIME,
      RootCauseList.ENTITY,
      FilterExpression.all(RootCauseFilter.remote(), RootCauseFilter.coverage().greaterThan(0.7)),
    ),
    'rootcause.responsetime.entity { remote AND coverage > 0.7 }',
  ],
  [
    RootCauseFilter.of(RootCauseKind.ERROR, RootCauseList.EXCEPTION, RootCauseFilter.exceptionMessage().contains('denied')),
    'rootcause.error.exception { message CONTAINS "denied" }',
  ],
  [RootCauseFilter.of(RootCauseKind.FAULT, RootCauseList.SERVICE, RootCauseFilter.index().greaterThan(5)), 'rootcause.fault.service { index > 5 }'],
  [RootCauseFilter.of(RootCauseKind.FAULT, RootCauseList.ENTITY, RootCauseFilter.entityName().equalTo('x')), 'rootcause.fault.entity { name = "x" }'],
  [
    RootCauseFilter.of(RootCauseKind.FAULT, RootCauseList.SERVICE, RootCauseFilter.serviceType().equalTo('remote')),
    'rootcause.fault.service { type = "remote" }',
  ],
  [RootCauseFilter.of(RootCauseKind.FAULT, RootCauseList.ENTITY, RootCauseFilter.inferred()), 'rootcause.fault.entity { inferred }'],
  [RootCauseFilter.json('[ { "Services": [] } ]'), 'rootcause.json = #[{"Services":[]}]'],
  [TraceFilters.faultsOf('orders'), 'service("orders") { fault }'],
  [TraceFilters.slowerThan(Duration.seconds(2)), 'responsetime > 2'],
  [TraceFilters.slowerThan(Duration.seconds(2), 'orders'), 'service("orders") { responsetime > 2 }'],
  [TraceFilters.ofUser('alice'), 'user = "alice"'],
  [TraceFilters.withAnnotation('tenant', 'acme'), 'annotation[tenant] = "acme"'],
])('%s', (filter, text) => {
  expect(filter.render()).toBe(text);
  expect(filter.toString()).toBe(text);
  expect(filter.warnings).toEqual([]);
});

describe('parts that are put together', () => {
  const [a, b, c] = [FilterExpression.ok(), FilterExpression.error(), FilterExpression.fault()];

  test.each<[FilterExpression, string]>([
    [FilterExpression.all(a), 'ok'],
    [FilterExpression.any(a), 'ok'],
    [FilterExpression.all(a, FilterExpression.all(b, c)), 'ok AND error AND fault'],
    [FilterExpression.any(FilterExpression.any(a, b), c), 'ok OR error OR fault'],
    [FilterExpression.all(a, FilterExpression.any(b, c)), 'ok AND (error OR fault)'],
    [FilterExpression.any(FilterExpression.all(a, b), c), '(ok AND error) OR fault'],
    [FilterExpression.negate(a), '!ok'],
    [FilterExpression.negate(FilterExpression.negate(a)), 'ok'],
    [FilterExpression.negate(FilterExpression.all(a, b)), '!(ok AND error)'],
    [FilterExpression.negate(FilterExpression.service('orders')), '!service("orders")'],
    [FilterExpression.negate(FilterExpression.httpStatus().equalTo(200)), '!(http.status = 200)'],
    [FilterExpression.service('x', FilterExpression.any(a, b)), 'service("x") { ok OR error }'],
  ])('%s', (filter, text) => {
    expect(filter.render()).toBe(text);
  });

  test('none is an error', () => {
    expect(() => FilterExpression.all()).toThrow('FilterExpression.all(): filters must be one or more, got none: leave it out where nothing has to hold');
    expect(() => FilterExpression.any()).toThrow('FilterExpression.any(): filters must be one or more');
  });

  test('what parsing warned about is still said', () => {
    const parsed = FilterExpression.parse('(ok OR error) AND fault');

    expect(parsed.warnings).toHaveLength(1);
    expect(FilterExpression.negate(FilterExpression.all(parsed, a)).warnings).toEqual(parsed.warnings);
  });
});

test('what grows after it was combined is written as it is in the end', () => {
  const names = ['orders'];
  const growing = FilterExpression._of(() => ({ kind: 'or', terms: names.map((name) => ({ kind: 'service', node: { name, byId: false } })) }));
  const combined = FilterExpression.negate(FilterExpression.all(FilterExpression.fault(), FilterExpression.any(growing, FilterExpression.error())));
  const within = [
    FilterExpression.anyService(growing),
    FilterExpression.anyEdge(growing),
    RootCauseFilter.of(RootCauseKind.FAULT, RootCauseList.SERVICE, growing),
  ];
  names.push('AWS::Lambda');

  expect(combined.render()).toBe('!(fault AND (service("orders") OR service("AWS::Lambda") OR error))');
  expect(combined.warnings.join()).toContain('is a type of service');
  for (const filter of within) {
    expect(filter.render()).toContain('{ service("orders") OR service("AWS::Lambda") }');
  }
});

describe('what can find nothing is a warning of a built filter as well', () => {
  test.each<[FilterExpression, string]>([
    [FilterExpression.service('AWS::Lambda'), 'is a type of service'],
    [FilterExpression.httpUrl().beginsWith('/api'), 'http.url is the whole URL'],
    [FilterExpression.duration().greaterThan(Duration.seconds(2000)), 'seconds'],
    [RootCauseFilter.first(), 'braces of a root cause'],
    [FilterKeyword.sourceAnnotation('x').isSet(), 'edge'],
  ])('%s', (filter, warning) => {
    expect(filter.warnings.join()).toContain(warning);
  });
});

describe('bad input', () => {
  const wrong = (value: unknown): never => value as never;

  test.each<[string, () => unknown, string]>([
    ['a quote in a name', () => FilterExpression.service('a"b'), 'FilterExpression.service(): name cannot have a double quote, got "a\\"b"'],
    ['an empty name', () => FilterExpression.service(''), 'FilterExpression.service(): name must not be empty'],
    ['a line break', () => FilterExpression.user().equalTo('a\nb'), 'FilterExpression.user().equalTo(): text cannot have a line break'],
    ['half of a surrogate pair', () => FilterExpression.user().contains('\uD800'), 'FilterExpression.user().contains(): text must be well-formed text'],
    ['a number for a text', () => FilterExpression.user().equalTo(wrong(5)), 'text must be a text, got 5'],
    ['a key with a blank', () => FilterExpression.annotation('a b'), 'FilterExpression.annotation(): key must have letters, digits, _ and . only, got "a b"'],
    ['an empty key', () => FilterExpression.annotation(''), 'FilterExpression.annotation(): key must not be empty'],
    ['NaN', () => FilterExpression.annotation('age').lessThan(NaN), 'FilterExpression.annotation("age").lessThan(): value must be a finite number, got NaN'],
    ['infinity', () => FilterExpression.annotation('age').atLeast(Infinity), 'value must be a finite number, got Infinity'],
    ['a number as text', () => FilterExpression.annotation('age').atLeast(wrong('5')), 'value must be a finite number, got "5": write the number 5, without quotes'],
    ['a status of two digits', () => FilterExpression.httpStatus().equalTo(42), 'FilterExpression.httpStatus().equalTo(): value must be a whole number, 100 to 599, got 42'],
    ['seconds as a number', () => FilterExpression.duration().lessThan(wrong(5)), 'value must be a Duration, got 5: write Duration.seconds(2), for example'],
    ['a percentage', () => RootCauseFilter.coverage().greaterThan(80), 'value must be a finite number, 0 to 1, got 80: write 0.8 for 80 percent'],
    ['a text for a filter', () => FilterExpression.negate(wrong('fault')), 'filter must be a FilterExpression, got "fault": write FilterExpression.parse("fault")'],
    ['nothing for a filter', () => FilterExpression.anyService(wrong(undefined)), 'filter must be a FilterExpression, got undefined'],
    ['a text for a node', () => FilterExpression.edge(wrong('a'), FilterNode.named('b')), 'FilterExpression.edge(): source must be a FilterNode, got "a": write FilterNode.named("a")'],
    ['a node of nothing', () => FilterNode.id({}), 'FilterNode.id(): id must have a name, a type or an accountId'],
    ['an account of 11 digits', () => FilterNode.id({ accountId: '11112222333' }), 'accountId must have 12 digits, got "11112222333"'],
    ['a number for an annotation\'s text', () => FilterExpression.annotation('age').equalTo(wrong(5)), 'text must be a text, got 5: write equalToNumber(5)'],
    ['a boolean for an annotation\'s text', () => TraceFilters.withAnnotation('paid', wrong(true)), 'text must be a text, got true: write isTrue() or isFalse()'],
    ['an object that can only be rendered', () => FilterExpression.all(wrong({ render: () => 'ok' })), 'filters[0] must be a FilterExpression, got {'],
    [
      'a kind of root cause that is not there',
      () => RootCauseFilter.of(wrong('faults'), RootCauseList.SERVICE),
      'RootCauseFilter.of(): kind must be a RootCauseKind, got "faults": write RootCauseKind.FAULT, ERROR, RESPONSE_TIME',
    ],
    [
      'no list of root causes',
      () => RootCauseFilter.of(RootCauseKind.FAULT, wrong(undefined)),
      'RootCauseFilter.of(): list must be a RootCauseList, got undefined: write RootCauseList.SERVICE, ENTITY, EXCEPTION',
    ],
    ['JSON that is no list', () => RootCauseFilter.json('{}'), 'RootCauseFilter.json(): json must be a JSON list, got "{}"'],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});

describe('tokens', () => {
  const stack = new Stack(new App(), 'Stack');
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;

  test('stay in texts, keys and names', () => {
    const annotations = [FilterExpression.annotation('tenant').equalTo(text), FilterExpression.annotation(text).isSet()];
    const filter = FilterExpression.all(FilterExpression.service(text), ...annotations);

    expect(stack.resolve(filter.render())).toEqual({
      'Fn::Join': ['', ['service("', { Ref: 'Text' }, '") AND annotation[tenant] = "', { Ref: 'Text' }, '" AND annotation[', { Ref: 'Text' }, ']']],
    });
  });

  test('stay in numbers and times', () => {
    const time = FilterExpression.duration().greaterThan(Duration.seconds(number));
    const filter = FilterExpression.all(FilterExpression.httpStatus().equalTo(number), time);

    expect(stack.resolve(filter.render())).toEqual({ 'Fn::Join': ['', ['http.status = ', { Ref: 'Number' }, ' AND duration > ', { Ref: 'Number' }]] });
  });

  test('are never what a warning is about', () => {
    expect(FilterExpression.service(text).warnings).toEqual([]);
    expect(FilterExpression.httpUrl().beginsWith(text).warnings).toEqual([]);
    expect(FilterExpression.duration().greaterThan(Duration.seconds(number)).warnings).toEqual([]);
  });

  test('what is a token of the CDK and not of text stays as well', () => {
    expect(stack.resolve(FilterExpression.service(Lazy.string({ produce: () => 'late' })).render())).toBe('service("late")');
    expect(Token.isUnresolved(FilterExpression.service(text).render())).toBe(true);
  });
});
