import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm, Dashboard, GraphWidget, IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ITraceGroup, TraceGroup } from '../../src';
import { newApp, newStack, onlyOne } from '../fixtures';

const HERE = { env: { account: '111122223333', region: 'eu-west-1' } };

function group(stack: Stack, name: string): ITraceGroup {
  return TraceGroup.fromGroupAttributes(stack, name, { groupName: name });
}

function newGroup(name = 'orders'): ITraceGroup {
  return group(newStack(), name);
}

/** The expression and the metrics of an alarm on one. */
function inAlarm(stack: Stack, metric: IMetric): unknown {
  new Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 });
  return onlyOne(stack, 'AWS::CloudWatch::Alarm').Metrics;
}

function inDashboard(stack: Stack, ...metrics: IMetric[]): string {
  new Dashboard(stack, 'Dashboard', { widgets: [[new GraphWidget({ left: metrics })]] });
  return JSON.stringify(onlyOne(stack, 'AWS::CloudWatch::Dashboard').DashboardBody);
}

describe('the number of traces of a group', () => {
  test('is what X-Ray publishes, and nothing else', () => {
    expect(newGroup().metricTraceCount()).toMatchObject({
      namespace: 'AWS/X-Ray', metricName: 'ApproximateTraceCount', dimensions: { GroupName: 'orders' }, statistic: 'Sum', period: Duration.minutes(1),
    });
  });

  test('may be shown otherwise', () => {
    const metric = newGroup().metricTraceCount({ statistic: Stats.MAXIMUM, period: Duration.hours(1), label: 'Orders' });

    expect(metric).toMatchObject({ statistic: 'Maximum', period: Duration.hours(1), label: 'Orders' });
  });

  test('stays a sum by the minute where an option is undefined', () => {
    expect(newGroup().metricTraceCount({ statistic: undefined, period: undefined, dimensionsMap: undefined })).toMatchObject({
      statistic: 'Sum', period: Duration.minutes(1), dimensions: { GroupName: 'orders' },
    });
  });

  test('takes a name that is known at deployment only', () => {
    const stack = newStack();
    const metric = group(stack, 'orders').metricTraceCount();
    const late = TraceGroup.fromGroupAttributes(stack, 'Late', { groupName: new CfnParameter(stack, 'Name').valueAsString }).metricTraceCount();

    expect(metric.dimensions).toEqual({ GroupName: 'orders' });
    expect(stack.resolve(late.dimensions)).toEqual({ GroupName: { Ref: 'Name' } });
  });

  test('is read from the account and Region of the group', () => {
    const app = newApp();
    const there = newStack(app, 'There', { env: { account: '999999999999', region: 'us-east-1' } });
    const here = newStack(app, 'Here', HERE);
    const arns = ['us-west-2:111122223333:group/orders/A', 'eu-west-1:888888888888:group/slow/B'].map((end) => `arn:aws:xray:${end}`);
    const imported = arns.map((arn) => TraceGroup.fromGroupArn(here, arn, arn).metricTraceCount());
    const shown = inDashboard(newStack(app, 'Board', HERE), group(there, 'other').metricTraceCount(), ...imported);

    expect(shown).toContain('\\"other\\",{\\"accountId\\":\\"999999999999\\",\\"region\\":\\"us-east-1\\"');
    expect(shown).toContain('\\"orders\\",{\\"region\\":\\"us-west-2\\"');
    expect(shown).toContain('\\"slow\\",{\\"accountId\\":\\"888888888888\\"');
  });

  test('has no place where that of the group is not known', () => {
    expect(newGroup().metricTraceCount()).toMatchObject({ account: undefined, region: undefined });
  });
});

describe('the share of a group in another', () => {
  test('is in percent, and 0 where there are no traces', () => {
    const stack = newStack();
    const metric = group(stack, 'faults').metricShareOf(group(stack, 'orders'));
    const [some, all] = Object.keys(metric.usingMetrics);

    expect(metric.expression).toBe(`IF(FILL(${all}, 0) >= 1, 100 * FILL(${some}, 0) / FILL(${all}, 0), 0)`);
    expect(metric).toMatchObject({ period: Duration.minutes(5), label: 'faults of orders (%)' });
    expect(Object.values(metric.usingMetrics)).toMatchObject([{ dimensions: { GroupName: 'faults' } }, { dimensions: { GroupName: 'orders' } }]);
  });

  test('may be shown otherwise', () => {
    const stack = newStack();
    const metric = group(stack, 'faults').metricShareOf(group(stack, 'orders'), { period: Duration.hours(1), label: 'Faults', color: '#ff0000' });

    expect(metric).toMatchObject({ period: Duration.hours(1), label: 'Faults', color: '#ff0000' });
    expect(Object.values(metric.usingMetrics)).toMatchObject([{ period: Duration.hours(1) }, { period: Duration.hours(1) }]);
  });

  test('sums both groups in an alarm', () => {
    const stack = newStack();
    const counted = (name: string): object => ({
      MetricStat: { Metric: { Dimensions: [{ Name: 'GroupName', Value: name }], MetricName: 'ApproximateTraceCount', Namespace: 'AWS/X-Ray' }, Period: 300, Stat: 'Sum' },
      ReturnData: false,
    });

    expect(inAlarm(stack, group(stack, 'faults').metricShareOf(group(stack, 'orders')))).toMatchObject([
      { Expression: expect.stringContaining('100 * FILL('), Label: 'faults of orders (%)', ReturnData: true },
      counted('faults'),
      counted('orders'),
    ]);
  });

  test('has ids that do not clash where several are combined, also with other periods and the same group', () => {
    const stack = newStack();
    const [orders, faults, slow] = ['orders', 'faults', 'slow'].map((name) => group(stack, name));
    const hourly = { period: Duration.hours(1) };
    const both = new MathExpression({ expression: 'a + b', usingMetrics: { a: faults.metricShareOf(orders), b: slow.metricShareOf(orders) } });

    const others = [faults.metricShareOf(orders), faults.metricShareOf(orders, hourly), slow.metricShareOf(faults), orders.metricTraceCount()];

    expect(inDashboard(stack, both, ...others)).toContain('a + b');
  });

  test('counts a group once in an alarm on several', () => {
    const stack = newStack();
    const [orders, faults, slow] = ['orders', 'faults', 'slow'].map((name) => group(stack, name));
    const both = new MathExpression({ expression: 'a + b', usingMetrics: { a: faults.metricShareOf(orders), b: slow.metricShareOf(orders) } });

    expect(inAlarm(stack, both)).toHaveLength(6);
  });

  test('has ids that CloudWatch takes', () => {
    const stack = newStack();
    const ids = Object.keys(group(stack, 'faults').metricShareOf(group(stack, 'orders')).usingMetrics);

    expect(new Set(ids).size).toBe(2);
    ids.forEach((id) => expect(id).toMatch(/^[a-z][a-zA-Z0-9_]{0,254}$/));
  });

  test('takes groups of different places', () => {
    const app = newApp();
    const there = group(newStack(app, 'There', { env: { account: '999999999999', region: 'us-east-1' } }), 'orders');
    const here = group(newStack(app, 'Here', HERE), 'faults');

    expect(inDashboard(newStack(app, 'Board', HERE), here.metricShareOf(there))).toContain('\\"accountId\\":\\"999999999999\\"');
  });

  test('is 100 of itself', () => {
    const stack = newStack();
    const orders = group(stack, 'orders');

    expect(inAlarm(stack, orders.metricShareOf(orders))).toHaveLength(2);
  });

  test('takes names that are known at deployment only', () => {
    const stack = newStack();
    const late = TraceGroup.fromGroupAttributes(stack, 'Late', { groupName: new CfnParameter(stack, 'Name').valueAsString });

    inAlarm(stack, group(stack, 'faults').metricShareOf(late));
    expect(JSON.stringify(Template.fromStack(stack).toJSON().Resources)).toContain('{"Ref":"Name"}');
  });
});
