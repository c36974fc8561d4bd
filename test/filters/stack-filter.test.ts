import { CfnCondition, CfnParameter, CfnResource, Fn, Lazy, NestedStack, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { IConstruct } from 'constructs';
import { FilterExpression, TraceFilters, TraceGroup, XRayTracing } from '../../src';
import { stackFilter } from '../../src/filters/private/stack-filter';
import { newApp, newFunction, newStack } from '../fixtures';

const ACTIVE = { tracing: lambda.Tracing.ACTIVE };

function addGroup(stack: Stack, filter: FilterExpression = stackFilter(stack)): CfnGroup {
  return new CfnGroup(stack, 'Group', { groupName: 'everything', filterExpression: Lazy.uncachedString({ produce: () => filter.render() }) });
}

function addStateMachine(stack: Stack, props: Partial<sfn.StateMachineProps> = {}): sfn.StateMachine {
  return new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')), tracingEnabled: true, ...props });
}

function addApi(stack: Stack, props: apigateway.RestApiProps = {}): apigateway.RestApi {
  const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { tracingEnabled: true, stageName: 'live' }, ...props });
  api.root.addMethod('GET', new apigateway.MockIntegration());
  return api;
}

function resourceOf({ node: { defaultChild } }: IConstruct): CfnResource {
  return defaultChild && CfnResource.isCfnResource(defaultChild) ? defaultChild : fail('no resource');
}

function fail(message: string): never {
  throw new Error(message);
}

/** The filter in the template, with the logical ids of what it refers to. */
function filterIn(stack: Stack): unknown {
  return Object.values(Template.fromStack(stack).findResources('AWS::XRay::Group'))[0].Properties.FilterExpression;
}

describe('A filter for everything of a stack', () => {
  test('names a function by its type and its name', () => {
    const stack = newStack();
    newFunction(stack, 'Function', { ...ACTIVE, functionName: 'orders' });
    expect(stackFilter(stack).render()).toBe('service(id(name: "orders", type: "AWS::Lambda::Function"))');
  });

  test('refers to what CloudFormation names', () => {
    const stack = newStack();
    const handler = newFunction(stack, 'Function', ACTIVE);
    const machine = addStateMachine(stack);
    addGroup(stack);
    expect(filterIn(stack)).toEqual({
      'Fn::Join': ['', [
        'service(id(name: "', stack.resolve(handler.functionName), '", type: "AWS::Lambda::Function")) OR service(id(name: "',
        { 'Fn::GetAtt': [stack.getLogicalId(resourceOf(machine)), 'Name'] },
        '", type: "AWS::StepFunctions::StateMachine"))',
      ]],
    });
  });

  test('names a stage after its API and itself', () => {
    const stack = newStack();
    addApi(stack, { restApiName: 'shop' });
    expect(stackFilter(stack).render()).toBe('service(id(name: "shop/live", type: "AWS::ApiGateway::Stage"))');
  });

  test('takes the name of an API and of a stage from parameters', () => {
    const stack = newStack();
    const api = new apigateway.CfnRestApi(stack, 'Api', { name: new CfnParameter(stack, 'Name').valueAsString });
    new apigateway.CfnStage(stack, 'Stage', { restApiId: api.ref, stageName: Fn.importValue('stage'), tracingEnabled: true });
    addGroup(stack);
    expect(filterIn(stack)).toEqual({
      'Fn::Join': ['', ['service(id(name: "', { Ref: 'Name' }, '/', { 'Fn::ImportValue': 'stage' }, '", type: "AWS::ApiGateway::Stage"))']],
    });
  });

  test.each<[string, string, object, string]>([
    ['a function of SAM', 'AWS::Serverless::Function', { FunctionName: 'orders', Tracing: 'Active' }, 'AWS::Lambda::Function'],
    ['a state machine of SAM', 'AWS::Serverless::StateMachine', { Name: 'orders', Tracing: { Enabled: true } }, 'AWS::StepFunctions::StateMachine'],
    ['a raw function', 'AWS::Lambda::Function', { FunctionName: 'orders', TracingConfig: { Mode: 'Active' } }, 'AWS::Lambda::Function'],
    ['a function of which a parameter says it', 'AWS::Lambda::Function', { FunctionName: 'orders', TracingConfig: { Mode: { Ref: 'Mode' } } }, 'AWS::Lambda::Function'],
    ['a switch that is a text', 'AWS::StepFunctions::StateMachine', { StateMachineName: 'orders', TracingConfiguration: { Enabled: 'true' } }, 'AWS::StepFunctions::StateMachine'],
  ])('knows %s', (_title, type, properties, service) => {
    const stack = newStack();
    new CfnResource(stack, 'Resource', { type, properties: { ...properties } });
    expect(stackFilter(stack).render()).toBe(`service(id(name: "orders", type: "${service}"))`);
  });

  test('knows the stage of a deployment', () => {
    const stack = newStack();
    const api = new CfnResource(stack, 'Api', { type: 'AWS::ApiGateway::RestApi', properties: { Name: 'shop' } });
    new CfnResource(stack, 'Deployment', {
      type: 'AWS::ApiGateway::Deployment', properties: { RestApiId: api.ref, StageName: 'live', StageDescription: { TracingEnabled: true } },
    });
    expect(stackFilter(stack).render()).toBe('service(id(name: "shop/live", type: "AWS::ApiGateway::Stage"))');
  });

  test('leaves out what is not traced, and what has no known name', () => {
    const stack = newStack();
    newFunction(stack, 'Plain');
    newFunction(stack, 'Passing', { tracing: lambda.Tracing.PASS_THROUGH });
    addStateMachine(stack, { tracingEnabled: false });
    const api = new CfnResource(stack, 'Api', { type: 'AWS::ApiGateway::RestApi', properties: { Body: {} } });
    new apigateway.CfnStage(stack, 'Stage', { restApiId: api.ref, stageName: 'live', tracingEnabled: true });
    new apigateway.CfnStage(stack, 'Imported', { restApiId: 'a1b2c3', stageName: 'live', tracingEnabled: true });
    expect(stackFilter(stack, { alsoServices: ['shop'] }).render()).toBe('service("shop")');
  });

  test('leaves out what a condition may leave out, unless its name is known', () => {
    const stack = newStack();
    const condition = new CfnCondition(stack, 'Condition');
    for (const [id, functionName] of [['Named', 'named'], ['Unnamed', undefined]] as const) {
      resourceOf(newFunction(stack, id, { ...ACTIVE, functionName })).cfnOptions.condition = condition;
    }
    expect(stackFilter(stack).render()).toBe('service(id(name: "named", type: "AWS::Lambda::Function"))');
  });

  test('sees what comes later, until the template is written', () => {
    const stack = newStack();
    const filter = stackFilter(stack);
    addGroup(stack, filter);
    newFunction(stack, 'Function', { ...ACTIVE, functionName: 'late' });
    expect(filterIn(stack)).toBe('service(id(name: "late", type: "AWS::Lambda::Function"))');
  });

  test('has each service once, and more that are named', () => {
    const stack = newStack();
    newFunction(stack, 'Function', { ...ACTIVE, functionName: 'orders' });
    expect(stackFilter(stack, { alsoServices: ['shop', 'shop', Token.asString({ Ref: 'Name' })] }).render())
      .toMatch(/^service\(id\(name: "orders", type: "AWS::Lambda::Function"\)\) OR service\("shop"\) OR service\("\$\{Token\[.*\]\}"\)$/);
  });
});

describe('A filter for what holds of a service of a stack', () => {
  test('stands in the braces of each', () => {
    const stack = newStack();
    newFunction(stack, 'Function', { ...ACTIVE, functionName: 'orders' });
    const filter = TraceFilters.ofStack(stack, { alsoServices: ['shop'], filter: FilterExpression.fault() });
    expect(filter.render()).toBe('service(id(name: "orders", type: "AWS::Lambda::Function")) { fault } OR service("shop") { fault }');
    expect(filter.warnings).toEqual([]);
  });

  test('may be suspicious', () => {
    const filter = TraceFilters.ofStack(newStack(), { alsoServices: ['shop'], filter: FilterExpression.parse('(fault)') });
    expect(filter.warnings).toHaveLength(1);
  });
});

describe('A filter for everything of another stack', () => {
  test('refers across stacks without a circle', () => {
    const app = newApp();
    const shop = newStack(app, 'Shop');
    newFunction(shop, 'Function', ACTIVE);
    const watch = newStack(app, 'Watch');
    addGroup(watch, stackFilter(shop));

    expect(JSON.stringify(filterIn(watch))).toMatch(/"Fn::ImportValue":"Shop:ExportsOutputRefFunction/);
    expect(watch.dependencies).toEqual([shop]);
    expect(shop.dependencies).toEqual([]);
  });

  test('needs no reference to what has a name', () => {
    const app = newApp();
    const shop = newStack(app, 'Shop');
    newFunction(shop, 'Function', { ...ACTIVE, functionName: 'orders' });
    const watch = newStack(app, 'Watch');
    addGroup(watch, stackFilter(shop));
    expect(filterIn(watch)).toBe('service(id(name: "orders", type: "AWS::Lambda::Function"))');
    expect(watch.dependencies).toEqual([]);
  });

  test('has what is in its nested stacks, and nothing of stacks beside', () => {
    const app = newApp();
    const shop = newStack(app, 'Shop');
    newFunction(new NestedStack(shop, 'Nested'), 'Function', ACTIVE);
    newFunction(newStack(shop, 'Beside'), 'Function', { ...ACTIVE, functionName: 'beside' });
    addGroup(shop);
    const filter = JSON.stringify(filterIn(shop));
    expect(filter).toContain('Outputs.ShopNestedFunction');
    expect(filter).not.toContain('beside');
  });
});

describe('A filter for everything of a stack refuses', () => {
  test('a stack with nothing, at synthesis', () => {
    const app = newApp();
    const stack = newStack(app);
    new TraceGroup(stack, 'Group', { filter: FilterExpression.all(TraceFilters.ofStack(stack), FilterExpression.fault()) });
    newFunction(stack);
    expect(() => app.synth()).toThrow('[Stack/Group] filter must look for something, got a part with nothing in it: TraceFilters.ofStack() has found no traced');
  });

  test('nothing where no group has it', () => {
    const app = newApp();
    TraceFilters.ofStack(newStack(app));
    expect(() => app.synth()).not.toThrow();
  });

  test.each<[string, unknown[], string]>([
    ['no stack', [undefined], 'stack must be a Stack, got undefined'],
    ['a name', ['Shop'], 'stack must be a Stack, got "Shop"'],
    ['a text for options', [newStack(), 'shop'], 'options must be an object, got "shop"'],
    ['a text for a list', [newStack(), { alsoServices: 'shop' }], 'alsoServices must be a list, got "shop"'],
    ['an empty name', [newStack(), { alsoServices: ['a', ''] }], 'alsoServices[1] must not be empty'],
    ['a double quote', [newStack(), { alsoServices: ['a"b'] }], 'alsoServices[0] cannot have a double quote'],
    ['a number', [newStack(), { alsoServices: [5] }], 'alsoServices[0] must be a text, got 5'],
    ['a text for a filter', [newStack(), { filter: 'fault' }], 'filter must be a FilterExpression, got "fault": write FilterExpression.parse("fault")'],
    ['a list that is a token', [newStack(), { alsoServices: Fn.split(',', Fn.importValue('names')) }], 'alsoServices must be a list that is known, got a token'],
  ])('%s', (_title, given, message) => {
    expect(() => Reflect.apply(stackFilter, undefined, given)).toThrow(`TraceFilters.ofStack(): ${message}`);
  });
});

test('A TraceGroup has it, with functions that tracing is enabled for later', () => {
  const app = newApp();
  const stack = newStack(app);
  new TraceGroup(stack, 'Group', { filter: FilterExpression.all(TraceFilters.ofStack(stack), FilterExpression.fault()) });
  newFunction(stack, 'Function', { functionName: 'orders' });
  XRayTracing.of(app).enable();
  Template.fromStack(stack).hasResourceProperties('AWS::XRay::Group', {
    FilterExpression: 'service(id(name: "orders", type: "AWS::Lambda::Function")) AND fault',
  });
});
