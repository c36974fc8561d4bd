import { join } from 'path';
import { Aws, CfnParameter, CfnResource, Duration, Fn, Lazy, Stack, Token, Validations } from 'aws-cdk-lib';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { addHandWritten, newGroup } from './groups';
import { TraceGroup, XRayTracing } from '../../src';
import { FilterExpression } from '../../src/filters/filter-expression';
import { newStack, warningsOf, warningTexts } from '../fixtures';

/** What is said of a group that is written by hand, which is looked at where tracing is enabled. */
function handWritten(filterExpression: string | ((stack: Stack) => string) | undefined): { ids: string[]; text: string } {
  const stack = newStack();
  XRayTracing.of(stack).enable();
  addHandWritten(stack, 'Group', { filterExpression: typeof filterExpression === 'function' ? filterExpression(stack) : filterExpression });
  return { ids: warningsOf(stack), text: warningTexts(stack).join('\n') };
}

describe('A filter that is written by hand', () => {
  test.each(['fault', 'service("orders") { fault }', 'responsetime > 5', undefined, ''])('may be %j', (filter) => {
    expect(handWritten(filter).ids).toEqual([]);
  });

  test('is shown with a caret where X-Ray can not read it', () => {
    const { ids, text } = handWritten('service("orders") AND fualt');

    expect(ids).toEqual(['/Stack/Group filterBroken']);
    expect(text).toContain('the group stays empty: filter, line 1:\n    service("orders") AND fualt\n                          ^ ');
    expect(text).toMatch(/\? Mend the filter expression, or build it with FilterExpression\. \[ack: .*cdk-xray:filterBroken\]$/);
  });

  test('is told of where a part of it finds nothing', () => {
    expect(handWritten('responsetime > 5000').ids).toEqual(['/Stack/Group filterFindsNothing']);
  });

  test('is told of where AWS documents nothing like it', () => {
    expect(handWritten('NOT fault').ids).toEqual(['/Stack/Group filterUndocumented']);
  });

  test.each(['(fault OR error) AND http.status != 503', '!( ok OR fault )'])('may have parentheses, which are in wide use: %s', (filter) => {
    expect(handWritten(filter).ids).toEqual([]);
  });

  test.each(['{{resolve:ssm:/shop/filter}}', 'duration > {{resolve:ssm:/shop/limit}}', 'user = "{{resolve:ssm:/shop/user}}"'])('may be looked up at deployment: %s', (filter) => {
    expect(handWritten(filter).ids).toEqual([]);
  });

  test('is told of everything in it', () => {
    const { ids, text } = handWritten('NOT (duration > 5000 OR responsetime > 6000)');

    expect(ids.sort()).toEqual(['/Stack/Group filterFindsNothing', '/Stack/Group filterFindsNothing', '/Stack/Group filterUndocumented']);
    expect(text).toContain('duration is counted in seconds');
    expect(text).toContain('responsetime is counted in seconds');
  });

  test.each<[string, string | ((stack: Stack) => string)]>([
    ['a pseudo parameter', `service("orders-${Aws.REGION}") AND fault`],
    ['a parameter', (stack) => `service("${new CfnParameter(stack, 'Service').valueAsString}") AND fault`],
    ['two tokens side by side', `http.url CONTAINS "${Aws.REGION}${Aws.URL_SUFFIX}"`],
    ['an attribute of a resource', (stack) => `service("${new CfnResource(stack, 'Other', { type: 'Test::Other' }).getAtt('Name').toString()}")`],
    ['a text that is known later', `service("${Lazy.string({ produce: () => 'orders' })}")`],
    ['a join of its own', Fn.join(' AND ', ['fault', `service("${Aws.REGION}")`])],
    ['a substitution', Fn.sub('service("${AWS::Region}") AND annotation.a = "${!b}"')],
    ['a substitution with variables', Fn.sub('service("${Name}")', { Name: 'orders' })],
  ])('may hold %s inside of quotation marks', (_title, filter) => {
    expect(handWritten(filter).ids).toEqual([]);
  });

  test.each<[string, string]>([
    ['a pseudo parameter', `service("orders-${Aws.REGION}") AND fualt`],
    ['a join of its own', Fn.join(' AND ', ['fualt', `service("${Aws.REGION}")`])],
    ['a substitution', Fn.sub('service("${AWS::Region}") AND fualt')],
    ['a substitution with variables', Fn.sub('service("${Name}") AND fualt', { Name: 'orders' })],
    ['what is known later', Lazy.string({ produce: () => 'fualt' })],
  ])('is none the less broken with %s', (_title, filter) => {
    expect(handWritten(filter).ids).toEqual(['/Stack/Group filterBroken']);
  });

  test('is shown without what is not known', () => {
    expect(handWritten(`service("${Aws.REGION}") AND fualt`).text).toContain('    service("…") AND fualt\n                     ^ ');
  });

  test.each<[string, string | ((stack: Stack) => string)]>([
    ['the whole', (stack) => new CfnParameter(stack, 'Filter').valueAsString],
    ['a part outside of quotation marks', `fault AND ${Aws.REGION} fualt`],
    ['a key', `annotation[${Aws.REGION}] = 1 AND fualt`],
    ['a number', `duration > ${Token.asString({ Ref: 'Seconds' })} AND fualt`],
    ['a choice', Token.asString({ 'Fn::If': ['IsProd', 'fault', 'error'] })],
    ['a part that may be there or not', Fn.join('', ['fualt ', Token.asString({ Ref: 'AWS::NoValue' })])],
    ['parts that are made elsewhere', Fn.join(' AND ', Token.asList({ Ref: 'Parts' }))],
    ['a substitution outside of quotation marks', Fn.sub('fualt ${AWS::Region}')],
    ['nothing', Aws.NO_VALUE],
  ])('is not judged where a token is %s', (_title, filter) => {
    expect(handWritten(filter).ids).toEqual([]);
  });

  test('is not said to find nothing by a text that is not known', () => {
    expect(handWritten('service("AWS::Lambda")').ids).toEqual(['/Stack/Group filterFindsNothing']);
    expect(handWritten(`service("AWS::${Aws.REGION}")`).ids).toEqual([]);
  });

  test('is not judged where it is no text', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    new CfnResource(stack, 'Group', { type: 'AWS::XRay::Group', properties: { GroupName: 'a', FilterExpression: 5 } });

    expect(warningsOf(stack)).toEqual([]);
  });

  test('is read from the properties of a resource without a class too', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    new CfnResource(stack, 'Group', { type: 'AWS::XRay::Group', properties: { GroupName: 'a', FilterExpression: 'fualt' } });

    expect(warningsOf(stack)).toEqual(['/Stack/Group filterBroken']);
  });

  test('is quiet once that is acknowledged', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    Validations.of(addHandWritten(stack, 'Group', { filterExpression: 'fualt' })).acknowledge({ id: 'cdk-xray:filterBroken', reason: 'X-Ray has a new keyword' });

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('The filter of a TraceGroup', () => {
  test('is told of what is suspicious about it, once', () => {
    const { stack } = newGroup({ filter: FilterExpression.parse('responsetime > 5000 AND user = "a\\b"') });
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack).sort()).toEqual(['/Stack/Group/Resource filterFindsNothing', '/Stack/Group/Resource filterUndocumented']);
  });

  test('is judged as it is rendered, not as it was written', () => {
    const { stack, group } = newGroup({ filter: FilterExpression.parse('NOT fault') });

    expect(warningsOf(stack)).toEqual([]);
    const resource = group.node.defaultChild;
    expect(resource instanceof CfnGroup && stack.resolve(resource.filterExpression)).toBe('!fault');
  });

  test('is told of a text that was made when it was rendered, and that X-Ray can not read', () => {
    const { stack } = newGroup({ filter: FilterExpression.user().equalTo(Lazy.string({ produce: () => 'a"b' })) });

    expect(warningsOf(stack)).toEqual(['/Stack/Group/Resource filterBroken']);
  });

  test('is told of what finds nothing where a number of it is known at deployment only', () => {
    const { stack } = newGroup();
    const limit = new CfnParameter(stack, 'Limit', { type: 'Number' }).valueAsNumber;
    const filter = FilterExpression.all(FilterExpression.annotation('n').atLeast(limit), FilterExpression.duration().greaterThan(Duration.seconds(5000)));
    new TraceGroup(stack, 'Late', { filter });

    expect(warningsOf(stack)).toEqual(['/Stack/Late/Resource filterFindsNothing']);
  });

  test('is fine without a word', () => {
    expect(warningsOf(newGroup().stack)).toEqual([]);
  });

  test('may hold tokens anywhere', () => {
    const { stack } = newGroup({ filter: FilterExpression.parse(`annotation[${Aws.REGION}] = "${Aws.REGION}" AND service("${Aws.STACK_NAME}")`) });

    expect(warningsOf(stack)).toEqual([]);
  });

  test('is that of its resource, where somebody put another one there', () => {
    const { stack, group } = newGroup();
    const resource = group.node.defaultChild;
    if (resource instanceof CfnResource) {
      Reflect.set(resource, 'filterExpression', 'fualt');
    }

    expect(warningsOf(stack)).toEqual(['/Stack/Group/Resource filterBroken']);
  });
});

describe('Groups that are written by hand', () => {
  test('are looked at beside a TraceGroup too', () => {
    const { stack } = newGroup();
    addHandWritten(stack, 'Mine', { filterExpression: 'fualt' });

    expect(warningsOf(stack)).toEqual(['/Stack/Mine filterBroken']);
  });

  test('are left alone in an app that uses nothing of this library', () => {
    const stack = newStack();
    addHandWritten(stack, 'Mine', { filterExpression: 'fualt' });

    expect(warningsOf(stack)).toEqual([]);
  });

  test('of a template that is included are looked at', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    new CfnInclude(stack, 'Included', { templateFile: join(__dirname, 'included-groups.json') });
    newGroup({ groupName: 'open' }, stack);

    expect(warningsOf(stack).sort()).toEqual([
      '/Stack/Group/Resource duplicateTraceGroup',
      '/Stack/Included/Broken filterBroken',
      '/Stack/Included/BrokenSub filterBroken',
      '/Stack/Included/Conditional duplicateTraceGroup',
    ]);
  });
});
