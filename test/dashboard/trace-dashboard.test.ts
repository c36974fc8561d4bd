import { CfnParameter, Duration, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import {
  FaultRate, FilterExpression, SamplingPlan, SamplingRateBoost, SamplingRule, SamplingRules, SamplingScope, TraceDashboard, TraceDashboardProps,
  TraceGroup, XRayTracing,
} from '../../src';
import { newApp, newFunction, newStack } from '../fixtures';
import { bodiesIn, linesIn, textsIn, titlesIn, widgetsIn } from './dashboard-fixtures';

const BOOST: SamplingRateBoost = { maxRate: 0.5, cooldown: Duration.minutes(10) };
const FAULTS = FilterExpression.parse('fault');

function stackInIreland(): Stack {
  return newStack(newApp(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
}

function groupIn(stack: Stack, id = 'Slow', groupName = 'slow-orders'): TraceGroup {
  return new TraceGroup(stack, id, { groupName, filter: FAULTS });
}

function boosted(stack: Stack, id = 'Boosted'): SamplingRule {
  return new SamplingRule(stack, id, {
    samplingRuleName: id, priority: 10, fixedRate: 0.05, samplingRateBoost: BOOST,
  });
}

describe('the text above', () => {
  const HOME = 'https://eu-west-1.console.aws.amazon.com/xray/home?region=eu-west-1#';

  test('has the name of the stack, or the title that is given', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard');
    expect(textsIn(stack)).toContain('# Traces of Shop\n');
    const titled = stackInIreland();
    new TraceDashboard(titled, 'Dashboard', { title: 'Orders' });
    expect(textsIn(titled)).toContain('# Orders\n');
  });

  test('has links to the trace map and to lists of traces', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { slowerThan: Duration.millis(1500) });
    const text = textsIn(stack);
    expect(text).toContain(`[Trace map](${HOME}/service-map?timeRange=PT1H)`);
    expect(text).toContain(`[all traces](${HOME}/traces?timeRange=PT1H)`);
    expect(text).toContain(`[faults](${HOME}/traces?timeRange=PT1H&filter=fault)`);
    expect(text).toContain(`[errors](${HOME}/traces?timeRange=PT1H&filter=error)`);
    expect(text).toContain(`(${HOME}/traces?timeRange=PT1H&filter=responsetime%20%3E%201.5)`);
  });

  test('has a link to the traces of each group', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { groups: [groupIn(stack), TraceGroup.fromDefaultGroup(stack, 'Default')] });
    expect(textsIn(stack)).toContain(`[slow-orders](${HOME}/traces?timeRange=PT1H&filter=group.name%20%3D%20%22slow-orders%22)`);
    expect(textsIn(stack)).toContain('[Default](');
  });

  test('has links that are decided at deployment where the Region is not known', () => {
    const stack = newStack();
    new TraceDashboard(stack, 'Dashboard');
    expect(textsIn(stack)).toContain('[Trace map](https://<AWS::Region>.<{\'Fn::FindInMap\':[\'TraceConsoleDomains\'');
    expect(Object.keys(Template.fromStack(stack).toJSON().Mappings)).toEqual(['TraceConsoleDomains']);
  });

  test.each([['cn-north-1', 'console.amazonaws.cn'], ['us-gov-west-1', 'console.amazonaws-us-gov.com']])('leads to the console of %s', (region, domain) => {
    const stack = newStack(newApp(), 'Stack', { env: { account: '111122223333', region } });
    new TraceDashboard(stack, 'Dashboard');
    expect(textsIn(stack)).toContain(`[Trace map](https://${region}.${domain}/xray/home?region=${region}#/service-map`);
  });
});

describe('groups', () => {
  test('are counted, from sampled traces', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { groups: [groupIn(stack), groupIn(stack, 'Buying', 'buying')] });
    expect(titlesIn(stack)).toEqual(['Groups: traces (sampled traces)']);
    expect(linesIn(stack, 'Groups')).toEqual([
      'AWS/X-Ray ApproximateTraceCount GroupName slow-orders slow-orders',
      'AWS/X-Ray ApproximateTraceCount GroupName buying buying',
    ]);
  });

  test('that are given twice, or imported by the same name, are shown once', () => {
    const stack = stackInIreland();
    const group = groupIn(stack);
    const same = TraceGroup.fromGroupAttributes(stack, 'Same', { groupName: 'slow-orders' });
    new TraceDashboard(stack, 'Dashboard', { groups: [group, group, same] });
    expect(linesIn(stack, 'Groups')).toHaveLength(1);
    expect(textsIn(stack).match(/\[slow-orders\]/g)).toHaveLength(1);
  });

  test('may have a name that is known at deployment only', () => {
    const stack = stackInIreland();
    const groupName = new CfnParameter(stack, 'Name').valueAsString;
    new TraceDashboard(stack, 'Dashboard', { groups: [TraceGroup.fromGroupAttributes(stack, 'Group', { groupName })] });
    expect(linesIn(stack, 'Groups')).toEqual(['AWS/X-Ray ApproximateTraceCount GroupName <Name> <Name>']);
    expect(textsIn(stack)).toContain('[<Name>](');
  });

  test('have no link where a filter can not name them', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { groups: [TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: 'my "best"' })] });
    expect(textsIn(stack)).toContain('Traces of groups: my "best"\n');
  });

  test('are split into graphs of at most ten lines', () => {
    const stack = stackInIreland();
    const groups = Array.from({ length: 24 }, (_, index) => TraceGroup.fromGroupAttributes(stack, `G${index}`, { groupName: `g${index}` }));
    new TraceDashboard(stack, 'Dashboard', { groups });
    expect(widgetsIn(stack).flatMap(({ properties }) => properties.metrics?.length ?? [])).toEqual([8, 8, 8]);
    expect(new Set(linesIn(stack, 'Groups')).size).toBe(24);
  });
});

describe('services', () => {
  test('get a group each, which is counted', () => {
    const stack = stackInIreland();
    const { serviceGroups } = new TraceDashboard(stack, 'Dashboard', { services: ['shop-orders/prod', 'shop-cart', 'shop-cart'] });
    Template.fromStack(stack).resourceCountIs('AWS::XRay::Group', 2);
    Template.fromStack(stack).hasResourceProperties('AWS::XRay::Group', { FilterExpression: 'service("shop-orders/prod")' });
    expect(serviceGroups).toHaveLength(2);
    expect(titlesIn(stack)).toEqual(['Services: traces (sampled traces)']);
    expect(linesIn(stack, 'Services').map((line) => line.split(' ').pop())).toEqual(['shop-orders/prod', 'shop-cart']);
    expect(textsIn(stack)).toContain('[shop-cart](');
  });

  test('may have a name that is known at deployment only', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { services: [new CfnParameter(stack, 'Name').valueAsString] });
    expect(linesIn(stack, 'Services')).toHaveLength(1);
  });
});

describe('fault rates', () => {
  test('are shown in percent, from sampled traces', () => {
    const stack = stackInIreland();
    const rate = FaultRate.ofService(stack, 'Faults', 'orders');
    new TraceDashboard(stack, 'Dashboard', { faultRates: [rate, rate] });
    expect(titlesIn(stack)).toEqual(['Fault rates (sampled traces)']);
    expect(linesIn(stack, 'Fault rates').filter((line) => line === 'Faults')).toHaveLength(1);
    expect(linesIn(stack, 'Fault rates').filter((line) => line.includes('ApproximateTraceCount'))).toHaveLength(2);
  });
});

describe('sampling rates', () => {
  test('are shown of rules with a boost; others are named', () => {
    const stack = stackInIreland();
    const plain = new SamplingRule(stack, 'Plain', { samplingRuleName: 'plain', priority: 20, fixedRate: 0.1 });
    const imported = SamplingRule.fromSamplingRuleName(stack, 'Imported', 'theirs');
    const rule = boosted(stack);
    new TraceDashboard(stack, 'Dashboard', { samplingRules: [rule, plain, imported, rule] });
    expect(linesIn(stack, 'Sampling rates')).toEqual(['AWS/X-Ray SamplingRate RuleName Boosted Boosted', 'AWS/X-Ray SamplingRate RuleName theirs theirs']);
    expect(textsIn(stack)).toContain('X-Ray measures the sampling rates of rules with samplingRateBoost only. Without one: `plain`');
  });

  test('are shown of the rules of plans that have a boost', () => {
    const stack = stackInIreland();
    const samplingPlan = new SamplingPlan(stack, 'Plan', {
      scope: SamplingScope.service('orders'),
      rules: [SamplingRules.healthChecks(), { ...SamplingRules.catchAll(), samplingRateBoost: BOOST }],
    });
    new TraceDashboard(stack, 'Dashboard', { samplingPlans: [samplingPlan] });
    const [, catchAll] = samplingPlan.rules;
    expect(linesIn(stack, 'Sampling rates')).toEqual([`AWS/X-Ray SamplingRate RuleName ${catchAll.samplingRuleName} ${catchAll.samplingRuleName}`]);
    expect(textsIn(stack)).not.toContain('Without one');
  });
});

describe('the dashboard', () => {
  test('has the name and the interval that are given', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { dashboardName: 'orders', defaultInterval: Duration.hours(8) });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'orders' });
    expect(bodiesIn(stack)[0].start).toBe('-PT8H');
  });

  test('has no interval and nothing that runs of itself', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard');
    expect(bodiesIn(stack)[0].start).toBeUndefined();
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toHaveLength(1);
  });

  test('takes empty lists', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { groups: [], faultRates: [], samplingRules: [], samplingPlans: [], services: [], resources: [] });
    expect(widgetsIn(stack)).toHaveLength(1);
  });

  test('is there in a Stage of an app that is traced', () => {
    const app = newApp();
    const stack = newStack(new Stage(app, 'Prod', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Shop');
    newFunction(stack, 'Orders');
    XRayTracing.of(app).enable();
    new TraceDashboard(stack, 'Dashboard');
    expect(linesIn(stack, 'Functions: requests')[0]).toMatch(/ Orders$/);
    expect(textsIn(stack)).toContain('# Traces of Prod-Shop\n');
  });

  test('can get more widgets, below', () => {
    const stack = stackInIreland();
    newFunction(stack);
    const { dashboard } = new TraceDashboard(stack, 'Dashboard');
    dashboard.addWidgets(new TextWidget({ markdown: 'mine' }));
    const widgets = widgetsIn(stack);
    const mine = widgets[widgets.length - 1];
    expect(mine.properties.markdown).toBe('mine');
    expect(mine.y).toBe(Math.max(...widgets.slice(0, -1).map(({ y, height }) => y + height)));
  });
});

describe('what makes no dashboard', () => {
  test.each<[unknown, string]>([
    [null, 'props must be an object, got null: write for example { groups: [slow] }'],
    [{ groups: 'slow' }, 'groups must be a list, got "slow": write for example groups: []'],
    [{ groups: [undefined] }, 'groups[0] must be a TraceGroup, got undefined: give a TraceGroup, or leave it out'],
    [{ groups: ['slow'] }, 'groups[0] must be a TraceGroup, got "slow"'],
    [{ faultRates: [5] }, 'faultRates[0] must be a FaultRate, got 5'],
    [{ samplingRules: [{}] }, 'samplingRules[0] must be a SamplingRule, got {}'],
    [{ samplingPlans: [null] }, 'samplingPlans[0] must be a SamplingPlan, got null'],
    [{ resources: ['stack'] }, 'resources[0] must be a construct, got "stack"'],
    [{ services: [5] }, 'services[0] must be the name of a service, as text, got 5'],
    [{ services: ['orders', ''] }, 'services[1] must have 1 to 200 characters, got 0: name the service'],
    [{ title: '' }, 'title must have 1 to 255 characters, got 0'],
    [{ title: '\ud800' }, 'title must be well-formed text'],
    [{ dashboardName: 'my dashboard' }, 'dashboardName must have letters, digits, - and _ only, got "my dashboard": leave out the others'],
    [{ dashboardName: 'x'.repeat(256) }, 'dashboardName must have 1 to 255 characters, got 256'],
    [{ slowerThan: 2 }, 'slowerThan must be a Duration above 0, got 2: write for example Duration.seconds(2)'],
    [{ slowerThan: Duration.seconds(0) }, 'slowerThan must be a Duration above 0'],
    [{ defaultInterval: 'PT3H' }, 'defaultInterval must be a Duration above 0, got "PT3H"'],
    [{ traceGroups: [] }, 'the option "traceGroups" must be called groups: as it stands it has no effect'],
  ])('fails: %p', (props, message) => {
    const stack = stackInIreland();
    expect(() => Reflect.construct(TraceDashboard, [stack, 'Dashboard', props])).toThrow(`[Shop/Dashboard] ${message}`);
  });

  test('is not a name that is known at deployment only', () => {
    const stack = stackInIreland();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const props: TraceDashboardProps = { dashboardName: name, title: name };
    new TraceDashboard(stack, 'Dashboard', props);
    expect(textsIn(stack)).toContain('# <Name>\n');
  });
});

describe('what could be taken for something else', () => {
  test('groups of one name in two Regions are both shown, and only that of the own Region has a link', () => {
    const stack = stackInIreland();
    const groups = ['eu-west-1', 'us-east-1'].map((region) => TraceGroup.fromGroupArn(stack, region, `arn:aws:xray:${region}:111122223333:group/orders/ABC`));
    new TraceDashboard(stack, 'Dashboard', { groups });

    expect(linesIn(stack, 'Groups')).toHaveLength(2);
    expect(textsIn(stack).match(/\[orders\]\(/g)).toHaveLength(1);
  });

  test('services of which one has a slash and one has dashes are two', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { services: ['a/b', 'a--b'] });

    expect(linesIn(stack, 'Services')).toHaveLength(2);
  });

  test('signs of Markdown in a name are signs', () => {
    const stack = stackInIreland();
    new TraceDashboard(stack, 'Dashboard', { services: ['a](https://example.com) [b'] });

    expect(textsIn(stack)).toContain('[a\\]\\(https://example.com\\) \\[b](');
  });

  test('a time of slow traces that is a token of minutes is refused where it is given', () => {
    const stack = stackInIreland();
    const slowerThan = Duration.minutes(new CfnParameter(stack, 'Slow', { type: 'Number' }).valueAsNumber);

    expect(() => new TraceDashboard(stack, 'Dashboard', { slowerThan })).toThrow('slowerThan must be a Duration in seconds where it is a token, got one in minutes');
  });
});
