import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FaultRate, FaultRateAlarmOptions, FaultRateProps } from '../../src';
import { FilterExpression } from '../../src/filters/filter-expression';
import { newFunction, newStack, onlyOne, resourcesOf } from '../fixtures';

const GROUP = 'AWS::XRay::Group';
const ALARM = 'AWS::CloudWatch::Alarm';

function newRate(stack = newStack(), props: Partial<FaultRateProps> = {}): FaultRate {
  return new FaultRate(stack, 'Rate', { traces: FilterExpression.parse('http.method = "POST"'), tracesGroupName: 'orders', faultsGroupName: 'faults', ...props });
}

function filtersIn(stack: Stack): unknown[] {
  return Object.values(resourcesOf(stack, GROUP)).map(({ Properties }) => Properties.FilterExpression);
}

function alarmWith(options: Partial<FaultRateAlarmOptions> = {}): Record<string, unknown> {
  const stack = newStack();
  newRate(stack).addAlarm('Alarm', { threshold: 5, ...options });
  return onlyOne(stack, ALARM);
}

/** The expression of an alarm, with short ids. */
function expressionIn({ Metrics: metrics }: Record<string, unknown>): string {
  const [{ Expression: expression }]: { Expression: string }[] = JSON.parse(JSON.stringify(metrics));
  const names = [...new Set(expression.match(/traces_\w+/g))];
  return names.reduce((text, name, index) => text.replaceAll(name, 'ab'.charAt(index)), expression);
}

describe('a fault rate', () => {
  test('makes a group of all traces, and one of those with faults', () => {
    const stack = newStack();
    const rate = newRate(stack);

    expect(filtersIn(stack)).toEqual(['http.method = "POST"', 'http.method = "POST" AND fault']);
    expect([rate.traces.groupName, rate.faults.groupName]).toEqual(['orders', 'faults']);
    expect([rate.traces.node.path, rate.faults.node.path]).toEqual(['Stack/Rate/Traces', 'Stack/Rate/Faults']);
  });

  test('has faults of another kind, where they are told', () => {
    const stack = newStack();
    newRate(stack, { faults: FilterExpression.parse('http.method = "POST" AND error') });

    expect(filtersIn(stack)).toEqual(['http.method = "POST"', 'http.method = "POST" AND error']);
  });

  test('keeps the parts of a filter together', () => {
    const stack = newStack();
    newRate(stack, { traces: FilterExpression.parse('http.method = "POST" OR http.method = "PUT"') });

    expect(filtersIn(stack)[1]).toBe('(http.method = "POST" OR http.method = "PUT") AND fault');
  });

  test('has names of its own', () => {
    const stack = newStack();
    newRate(stack, { tracesGroupName: undefined, faultsGroupName: undefined });

    const names = Object.values(resourcesOf(stack, GROUP)).map(({ Properties }) => Properties.GroupName);
    expect(new Set(names).size).toBe(2);
    names.forEach((name) => expect(name).toMatch(/^[\w-]{1,32}$/));
  });

  test('neither has nor pays for insights', () => {
    const stack = newStack();
    newRate(stack);

    Template.fromStack(stack).allResourcesProperties(GROUP, { InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: false } });
  });

  test('of a service has the faults of that service', () => {
    const stack = newStack();
    const rate = FaultRate.ofService(stack, 'Rate', 'orders', { tracesGroupName: 'orders' });

    expect(filtersIn(stack)).toEqual(['service("orders")', 'service("orders") { fault }']);
    expect(rate.traces.groupName).toBe('orders');
  });

  test('of a service takes a name that is known at deployment only', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    FaultRate.ofService(stack, 'Rate', fn.functionName);

    expect(filtersIn(stack)).toEqual(['")', '") { fault }'].map((end) => ({ 'Fn::Join': ['', ['service("', stack.resolve(fn.functionName), end]] })));
  });

  test('is in percent of all traces', () => {
    const rate = newRate();
    const metric = rate.metric({ period: Duration.hours(1) });
    const [faults, traces] = Object.keys(metric.usingMetrics);

    expect(metric.expression).toBe(`IF(FILL(${traces}, 0) >= 1, 100 * FILL(${faults}, 0) / FILL(${traces}, 0), 0)`);
    expect(metric.period).toEqual(Duration.hours(1));
    expect(Object.values(metric.usingMetrics)).toMatchObject([{ dimensions: { GroupName: 'faults' } }, { dimensions: { GroupName: 'orders' } }]);
  });
});

describe('an alarm on a fault rate', () => {
  test('goes off after ten bad minutes, of periods with enough traces', () => {
    const alarm = alarmWith();

    expect(alarm).toMatchObject({ Threshold: 5, EvaluationPeriods: 2, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' });
    expect(alarm.Metrics).toMatchObject([{}, { MetricStat: { Period: 300, Stat: 'Sum' } }, { MetricStat: { Period: 300, Stat: 'Sum' } }]);
    expect(expressionIn(alarm)).toBe('IF(FILL(a, 0) >= 20, 100 * FILL(b, 0) / FILL(a, 0), 0)');
  });

  test('may be set in every way', () => {
    const alarm = alarmWith({
      threshold: 0,
      minimumTraces: 100,
      alarmName: 'faults',
      alarmDescription: 'Look at the map',
      evaluationPeriods: 5,
      datapointsToAlarm: 2,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.MISSING,
      actionsEnabled: false,
      period: Duration.minutes(1),
    });

    expect(alarm).toMatchObject({
      Threshold: 0,
      AlarmName: 'faults',
      AlarmDescription: 'Look at the map',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'missing',
      ActionsEnabled: false,
      Metrics: [{}, { MetricStat: { Period: 60 } }, { MetricStat: { Period: 60 } }],
    });
    expect(expressionIn(alarm)).toContain('>= 100,');
  });

  test('stands in the scope of the rate', () => {
    expect(newRate().addAlarm('Alarm', { threshold: 5 }).node.path).toBe('Stack/Rate/Alarm');
  });

  test('takes what is known at deployment only', () => {
    const stack = newStack();
    const number = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    newRate(stack).addAlarm('Alarm', { threshold: number('Threshold'), minimumTraces: number('Least') });

    const alarm = onlyOne(stack, ALARM);
    expect(alarm).toMatchObject({ Threshold: { Ref: 'Threshold' } });
    expect(JSON.stringify(alarm.Metrics)).toContain('>= ",{"Ref":"Least"},", 100 *');
  });

  test.each<[string, object, string]>([
    ['no threshold', {}, 'threshold must be percent, 0 to 100, got undefined: write 5 for 5 percent'],
    ['a text', { threshold: '5' }, 'threshold must be percent, 0 to 100, got "5": write the number 5, without quotes'],
    ['what no rate is', { threshold: 101 }, 'threshold must be percent, 0 to 100, got 101: write 5 for 5 percent'],
    ['no number', { threshold: NaN }, 'threshold must be percent, 0 to 100, got NaN: write 5 for 5 percent'],
    ['no minimum', { threshold: 5, minimumTraces: 0 }, 'minimumTraces must be a whole number, 1 or more, got 0: write 1 to have any trace count'],
    ['half a trace', { threshold: 5, minimumTraces: 0.5 }, 'minimumTraces must be a whole number, 1 or more, got 0.5: write 1 to have any trace count'],
    ['no periods', { threshold: 5, evaluationPeriods: 0 }, 'evaluationPeriods must be a whole number, 1 or more, got 0: write 3 for three periods'],
    [
      'seconds', { threshold: 5, period: Duration.seconds(10) },
      'period must be whole minutes, 1 or more, got 10 seconds: X-Ray counts by the minute, so write Duration.minutes(1) or more',
    ],
  ])('refuses %s', (_what, options, message) => {
    const stack = newStack();
    const untyped: { options: FaultRateAlarmOptions } = { options: Object.assign(JSON.parse('{}'), options) };

    expect(() => newRate(stack).addAlarm('Alarm', untyped.options)).toThrow(new Error(`[Stack/Rate] ${message}`));
    Template.fromStack(stack).resourceCountIs(ALARM, 0);
  });
});

describe('what a fault rate refuses', () => {
  const untyped: { nothing: FaultRateProps; text: FaultRateProps } = JSON.parse('{ "nothing": null, "text": { "traces": "fault" } }');

  test('no props', () => {
    expect(() => new FaultRate(newStack(), 'Rate', untyped.nothing)).toThrow(
      '[Stack/Rate] props must be an object, got null: write for example { traces: FilterExpression.service(\'orders\') }');
  });

  test('a filter as text', () => {
    expect(() => new FaultRate(newStack(), 'Rate', untyped.text)).toThrow(/^\[Stack\/Rate\] traces must be a FilterExpression, got "fault"/);
  });

  test('names that X-Ray would not take', () => {
    const stack = newStack();
    expect(() => newRate(stack, { faultsGroupName: 'Default' })).toThrow(/^\[Stack\/Rate\] faultsGroupName must not be "Default"/);
    expect(() => newRate(newStack(), { tracesGroupName: '' })).toThrow(/^\[Stack\/Rate\] tracesGroupName must have 1 to 32 characters/);
    expect(() => newRate(newStack(), { tracesGroupName: 'a', faultsGroupName: 'a' })).toThrow(/^\[Stack\/Rate\] faultsGroupName must be another name/);
    expect(resourcesOf(stack, 'AWS::XRay::Group')).toEqual({});
  });

  test('a service without a name', () => {
    expect(() => FaultRate.ofService(newStack(), 'Rate', '')).toThrow('name must not be empty');
  });
});
