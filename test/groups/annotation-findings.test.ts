import { CfnResource, Fn, Stack, Stage, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { CollectorImage, EcsSidecarCollector, FilterExpression, OpenTelemetryOptions, TraceCollector, TraceGroup } from '../../src';
import { newApp, newFunction, newStack, warningsOf, warningTexts } from '../fixtures';
import { addApp } from '../hosts/ecs-fixtures';

const SHOP = { OTEL_SERVICE_NAME: 'shop' };
const ENVIRONMENT = { env: { account: '111122223333', region: 'eu-central-1' } };
const PARAMETER = Token.asString({ Ref: 'Parameter' });

function addTask(stack: Stack, collector: TraceCollector, environments: Record<string, string>[] = [SHOP], id = 'Task'): ecs.TaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, id, { memoryLimitMiB: 2048 });
  task.addExtension(new EcsSidecarCollector({ collector }));
  environments.forEach((environment, index) => addApp(task, `${id.toLowerCase()}${index}`, { environment: { OTEL_TRACES_SAMPLER: 'xray', ...environment } }));
  return task;
}

function addGroup(stack: Stack, filterExpression: string, id = 'Group'): CfnGroup {
  return new CfnGroup(stack, id, { groupName: id, filterExpression });
}

function findingsOf(stack: Stack): string[] {
  return warningsOf(stack).filter((warning) => warning.endsWith(' annotationNotIndexed'));
}

function findingsFor(filter: string, options: OpenTelemetryOptions = {}, prepare: (stack: Stack) => void = () => undefined): string[] {
  const stack = newStack();
  addTask(stack, TraceCollector.openTelemetry(options));
  addGroup(stack, filter);
  prepare(stack);
  return findingsOf(stack);
}

const FOUND = ['/Stack/Group annotationNotIndexed'];

describe('A group that looks for annotations beside a container of OpenTelemetry', () => {
  test.each([
    ['anywhere', 'annotation[tenant] = "a"'],
    ['in the old form', 'annotation.tenant = "a"'],
    ['beside more', 'fault AND (annotation[tenant] OR duration > 5)'],
    ['that is to be missing', '!annotation[tenant]'],
    ['of any service', 'service() { annotation[tenant] = "a" }'],
    ['of the container', 'service("shop") { annotation[tenant] = "a" }'],
    ['of the container, by id', 'service(id(name: "shop", type: "AWS::ECS::Container")) { annotation[tenant] }'],
    ['in traces of the container', 'service("shop") AND annotation[tenant] = "a"'],
    ['of the container that is called', 'edge("front", "shop") { destination.annotation[tenant] = "a" }'],
  ])('is told of one %s', (_title, filter) => {
    expect(findingsFor(filter)).toEqual(FOUND);
  });

  test.each([
    ['is for no annotation', 'service("shop") { fault }'],
    ['is for another service', 'service("billing") { annotation[tenant] }'],
    ['is for traces of another service', 'service("billing") AND annotation[tenant]'],
    ['is for a service of an unknown name', 'service(id(type: "AWS::Lambda::Function")) { annotation[tenant] }'],
    ['is for services by a pattern', 'service("sh*") { annotation[tenant] }'],
    ['is for the caller', 'edge("front", "shop") { source.annotation[tenant] = "a" }'],
    ['is for either side of a call', 'edge("front", "shop") { annotation[tenant] = "a" }'],
    ['is for what AWS annotates', 'annotation[aws:api_id] = "a" OR annotation[aws.local.service] = "b"'],
    ['can\'t be read', 'annotation[tenant] ='],
    ['has a token for a name', `service("${PARAMETER}") { annotation[tenant] }`],
    ['is a token', PARAMETER],
  ])('is fine where the filter %s', (_title, filter) => {
    expect(findingsFor(filter)).toEqual([]);
  });

  test.each<[string, string, OpenTelemetryOptions]>([
    ['listed', 'annotation[tenant]', { indexedAttributes: ['tenant'] }],
    ['listed with a dot', 'annotation[order.id] = "1"', { indexedAttributes: ['order.id'] }],
    ['listed with what becomes an underscore', 'annotation[order_id] = "1"', { indexedAttributes: ['order-id'] }],
    ['all', 'annotation[tenant]', { indexAllAttributes: true }],
    ['unknown', 'annotation[tenant]', { indexedAttributes: [Fn.importValue('key')] }],
    ['listed with a dot, for an image of any version', 'annotation[order_id] = "1"', {
      indexedAttributes: ['order.id'], image: CollectorImage.fromRegistry('example/aws-otel-collector:v0.30.0'),
    }],
    ['those of a configuration that can\'t be read', 'annotation[tenant]', { configuration: PARAMETER }],
  ])('is fine where the attributes are %s', (_title, filter, options) => {
    expect(findingsFor(filter, options)).toEqual([]);
  });

  test('is told where another attribute is listed, or one that keeps its dot', () => {
    expect(findingsFor('annotation[tenant]', { indexedAttributes: ['order.id'] })).toEqual(FOUND);
    expect(findingsFor('annotation[order_id] = "1"', { indexedAttributes: ['order.id'] })).toEqual(FOUND);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['a traced function', (stack) => newFunction(stack, 'Function', { tracing: lambda.Tracing.ACTIVE })],
    ['a container without OpenTelemetry', (stack) => addTask(stack, TraceCollector.xrayDaemon(), [{ OTEL_SDK_DISABLED: 'true' }], 'Other')],
    ['an environment of Beanstalk', (stack) => new CfnResource(stack, 'Environment', { type: 'AWS::ElasticBeanstalk::Environment' })],
  ])('is fine where %s may write it, and told where the container is meant', (_title, prepare) => {
    expect(findingsFor('annotation[tenant]', {}, prepare)).toEqual([]);
    expect(findingsFor('service("shop") { annotation[tenant] }', {}, prepare)).toEqual(FOUND);
  });

  test('is told beside a function that is not traced', () => {
    expect(findingsFor('annotation[tenant]', {}, (stack) => newFunction(stack))).toEqual(FOUND);
  });

  test('is told once, with all keys and containers, and what to do', () => {
    const stack = newStack();
    addTask(stack, TraceCollector.openTelemetry({ indexedAttributes: ['listed'] }), [SHOP, { OTEL_SERVICE_NAME: 'basket' }]);
    addGroup(stack, 'annotation[tenant] = "a" OR annotation[tenant] = "b" OR annotation[plan] OR annotation[listed]');

    expect(findingsOf(stack)).toEqual(FOUND);
    expect(warningTexts(stack).join()).toContain('its filter looks for annotation[tenant], annotation[plan], and containers task0, task1 use OpenTelemetry');
    expect(warningTexts(stack).join()).toContain('List the attributes in indexedAttributes of TraceCollector.openTelemetry()');
  });

  test('is told what helps with the CloudWatch agent, which can\'t be told', () => {
    const stack = newStack();
    addTask(stack, TraceCollector.cloudWatchAgent());
    addGroup(stack, 'annotation[tenant]');

    expect(findingsOf(stack)).toEqual(FOUND);
    expect(warningTexts(stack).join()).toContain('List the attribute in aws.xray.annotations of the spans and acknowledge this; ');
  });

  test('is told of a group of this library', () => {
    const stack = newStack();
    addTask(stack, TraceCollector.openTelemetry());
    new TraceGroup(stack, 'Group', { filter: FilterExpression.parse('annotation[tenant] = "a"') });
    expect(findingsOf(stack)).toEqual(['/Stack/Group/Resource annotationNotIndexed']);
  });

  test('is fine without OpenTelemetry, and with a collector of the X-Ray SDKs only', () => {
    const stack = newStack();
    addTask(stack, TraceCollector.openTelemetry(), [{ OTEL_SDK_DISABLED: 'true' }]);
    addGroup(stack, 'annotation[tenant]');
    expect(findingsOf(stack)).toEqual([]);
  });

  test('is told in another stack of the same place only', () => {
    const app = newApp();
    addTask(newStack(app, 'Tasks', ENVIRONMENT), TraceCollector.openTelemetry());
    const near = newStack(app, 'Near', ENVIRONMENT);
    const far = newStack(app, 'Far', { env: { ...ENVIRONMENT.env, region: 'eu-west-1' } });
    addGroup(near, 'annotation[tenant]');
    addGroup(far, 'annotation[tenant]');
    expect([...findingsOf(near), ...findingsOf(far)]).toEqual(['/Near/Group annotationNotIndexed']);
  });

  test('is not told of tasks of another Stage whose place is not known', () => {
    const app = newApp();
    addTask(newStack(new Stage(app, 'One')), TraceCollector.openTelemetry());
    const stack = newStack(app);
    addGroup(stack, 'annotation[tenant]');
    expect(findingsOf(stack)).toEqual([]);
  });
});
