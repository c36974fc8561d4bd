import { CfnOutput, CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FilterExpression, TraceConsole } from '../../src';
import { newApp, newStack } from '../fixtures';
import { flat } from './dashboard-fixtures';

const ACCOUNT = '111122223333';

function stackIn(region?: string): Stack {
  return newStack(newApp(), 'Stack', { env: { account: ACCOUNT, region } });
}

function filterOf(stack: Stack, filter: FilterExpression): string {
  return flat(stack.resolve(TraceConsole.of(stack).tracesUrl(filter))).split('&filter=')[1];
}

/** A filter that renders as this text: how filters are rendered is not tested here. */
function textFilter(text: string): FilterExpression {
  const filter = FilterExpression.parse('fault');
  filter.render = () => text;
  return filter;
}

describe('links to the console', () => {
  test.each([
    ['us-west-2', 'us-west-2.console.aws.amazon.com'],
    ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
  ])('lead to the console of the partition of %s', (region, host) => {
    const stack = stackIn(region);
    expect(TraceConsole.of(stack).traceMapUrl()).toBe(`https://${host}/xray/home?region=${region}#/service-map?timeRange=PT1H`);
    expect(TraceConsole.of(stack).tracesUrl()).toBe(`https://${host}/xray/home?region=${region}#/traces?timeRange=PT1H`);
    expect(Template.fromStack(stack).toJSON().Mappings).toBeUndefined();
  });

  test('are decided at deployment where the Region is not known, by one mapping in the stack', () => {
    const stack = newStack();
    const urls = [TraceConsole.of(stack).traceMapUrl(), TraceConsole.of(stack).tracesUrl()];
    const domain = '<{\'Fn::FindInMap\':[\'TraceConsoleDomains\',{\'Ref\':\'AWS::Partition\'},\'domain\']}>';
    expect(flat(stack.resolve(urls[0]))).toBe(`https://<AWS::Region>.${domain}/xray/home?region=<AWS::Region>#/service-map?timeRange=PT1H`);
    expect(flat(stack.resolve(urls[1]))).toContain('#/traces?timeRange=PT1H');
    const { Mappings } = Template.fromStack(stack).toJSON();
    expect(Object.keys(Mappings)).toEqual(['TraceConsoleDomains']);
    expect(Mappings.TraceConsoleDomains).toMatchObject({
      'aws': { domain: 'console.aws.amazon.com' },
      'aws-cn': { domain: 'console.amazonaws.cn' },
      'aws-us-gov': { domain: 'console.amazonaws-us-gov.com' },
    });
  });

  test('are decided at deployment for a Region that the CDK does not know', () => {
    const url = TraceConsole.of(stackIn('xx-new-1')).traceMapUrl();
    expect(Token.isUnresolved(url)).toBe(true);
    expect(url).toContain('https://xx-new-1.');
  });

  test('work below a stack, too', () => {
    const stack = stackIn('eu-west-1');
    expect(TraceConsole.of(new CfnOutput(stack, 'Output', { value: 'x' })).tracesUrl()).toContain('//eu-west-1.console.aws.amazon.com/');
  });

  test('have the time range that is asked for', () => {
    const console = TraceConsole.of(stackIn('eu-west-1'));
    expect(console.traceMapUrl({ timeRange: Duration.minutes(15) })).toMatch(/timeRange=PT15M$/);
    expect(console.tracesUrl(undefined, { timeRange: Duration.hours(6) })).toMatch(/timeRange=PT6H$/);
    expect(console.tracesUrl(undefined, { timeRange: Duration.seconds(120) })).toMatch(/timeRange=PT2M$/);
  });

  test('have a time range that is known at deployment only', () => {
    const stack = stackIn('eu-west-1');
    const minutes = new CfnParameter(stack, 'Minutes', { type: 'Number' }).valueAsNumber;
    const url = TraceConsole.of(stack).traceMapUrl({ timeRange: Duration.minutes(minutes) });
    expect(flat(stack.resolve(url))).toMatch(/timeRange=PT<Minutes>M$/);
  });

  test.each([
    [Duration.hours(7), 'timeRange must be 1 to 360 whole minutes, got 420'],
    [Duration.seconds(30), 'timeRange must be 1 to 360 whole minutes, got 0.5'],
    [Duration.minutes(0), 'timeRange must be 1 to 360 whole minutes, got 0'],
  ])('fail on a time range that the console does not show', (timeRange, message) => {
    expect(() => TraceConsole.of(stackIn('eu-west-1')).traceMapUrl({ timeRange })).toThrow(`TraceConsole.traceMapUrl(): ${message}`);
  });
});

describe('a filter in a link', () => {
  test('is encoded, brackets and quotes as well', () => {
    const filter = textFilter('service("api.amazon.com") { fault = true OR responsetime > 2.5 } AND annotation[a\'b] = "b&r#*!"');
    expect(filterOf(stackIn('eu-west-1'), filter)).toBe('service%28%22api.amazon.com%22%29%20%7B%20fault%20%3D%20true%20OR%20responsetime%20%3E%202.5%20%7D%20AND%20'
      + 'annotation%5Ba%27b%5D%20%3D%20%22b%26r%23%2A%21%22');
  });

  test.each(['fault', 'user = "ü 🎉"', 'a%20b', '+'])('is %s again when it is decoded', (text) => {
    expect(decodeURIComponent(filterOf(stackIn('eu-west-1'), textFilter(text)))).toBe(text);
  });

  test('keeps its tokens as they are, wherever they stand', () => {
    const stack = stackIn('eu-west-1');
    const user = new CfnParameter(stack, 'User').valueAsString;
    expect(filterOf(stack, textFilter(`user = "${user}"`))).toBe('user%20%3D%20%22<User>%22');
    expect(filterOf(stack, textFilter(user))).toBe('<User>');
    expect(filterOf(stack, textFilter(`${user} ${user}`))).toBe('<User>%20<User>');
    expect(filterOf(stack, textFilter(`a=${user}`))).toBe('a%3D<User>');
  });

  test('is what the filter has become when the template is written', () => {
    const stack = stackIn('eu-west-1');
    const filter = textFilter('error');
    const url = TraceConsole.of(stack).tracesUrl(filter);
    filter.render = () => 'fault';
    expect(stack.resolve(url)).toMatch(/&filter=fault$/);
  });
});

describe('what can not be a link', () => {
  test.each<[unknown, string]>([['fault', '"fault"'], [null, 'null'], [{}, '{}']])('fails: the filter %p', (filter, got) => {
    const message = `TraceConsole.tracesUrl(): filter must be a FilterExpression, got ${got}: write FilterExpression.parse('fault')`;
    expect(() => Reflect.apply(TraceConsole.prototype.tracesUrl, TraceConsole.of(stackIn('eu-west-1')), [filter])).toThrow(message);
  });

  test.each<[unknown, string]>([[undefined, 'undefined'], ['stack', '"stack"']])('fails: the scope %p', (scope, got) => {
    expect(() => Reflect.apply(TraceConsole.of, TraceConsole, [scope])).toThrow(`TraceConsole.of(): scope must be a construct, got ${got}: write TraceConsole.of(this)`);
  });

  test('fails: a time range that is no Duration', () => {
    expect(() => Reflect.apply(TraceConsole.prototype.traceMapUrl, TraceConsole.of(stackIn('eu-west-1')), [{ timeRange: 60 }]))
      .toThrow('TraceConsole.traceMapUrl(): timeRange must be a Duration, got 60: write Duration.hours(1)');
  });
});
