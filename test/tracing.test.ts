import { App, Aspects, CfnParameter, Fn, IAspect, Lazy, Stage } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IConstruct, RootConstruct } from 'constructs';
import { mixins, TracingPermissions, TracingState, UnwritableRoles, XRayTracing } from '../src';
import { newApp, newFunction, newStack, onlyOne, resourcesOf, SEGMENT_ACTIONS, violationsOf, warningsOf, xrayPolicy } from './fixtures';

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';
const ACTIVE = { Mode: 'Active' };
const PASS_THROUGH = { Mode: 'PassThrough' };

describe('enable()', () => {
  test('sets the switch and gives the permission, and adds no resource', () => {
    const [plain, traced] = [newStack(newApp()), newStack(newApp())];
    [plain, traced].forEach((stack) => newFunction(stack));
    XRayTracing.of(traced).enable();

    expect(onlyOne(traced, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(traced, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    expect(Object.keys(templateOf(traced))).toEqual(Object.keys(templateOf(plain)));
    expect(warningsOf(traced)).toEqual([]);
  });

  test.each([
    ['twice on the same scope', (app: App) => [app, app]],
    ['on the App and on a Stack', (app: App) => [app, app.node.findChild('Stack')]],
    ['on the Stack and on the App', (app: App) => [app.node.findChild('Stack'), app]],
  ])('%s is the same as once', (_, scopes) => {
    const [once, twice] = [newApp(), newApp()];
    [once, twice].forEach((app) => makeShop(app));
    XRayTracing.of(once).enable();
    scopes(twice).forEach((scope) => XRayTracing.of(scope).enable());

    expect(templatesOf(twice)).toEqual(templatesOf(once));
  });

  test('together with a mixin on the very resource is the same as alone', () => {
    const [alone, both] = [newApp(), newApp()];
    [alone, both].forEach((app) => newFunction(newStack(app)));
    XRayTracing.of(alone).enable();
    both.node.findAll().forEach((node) => node.node.id === 'Function' && node.with(new mixins.FunctionTracing()));
    XRayTracing.of(both).enable();

    expect(templatesOf(both)).toEqual(templatesOf(alone));
  });

  test('makes the same templates in every synthesis', () => {
    const templates = [1, 2].map(() => {
      const app = newApp();
      makeShop(app);
      XRayTracing.of(app).enable();
      return JSON.stringify(templatesOf(app));
    });

    expect(templates[0]).toBe(templates[1]);
  });

  test('takes an option that is not given from the next enable() above', () => {
    const app = newApp();
    const stack = newStack(app);
    newFunction(stack, 'Function', { role: closedRole(stack) });
    XRayTracing.of(app).enable({ unwritableRoles: UnwritableRoles.ASSUME_PERMITTED });
    XRayTracing.of(stack).enable({ frameworkFunctions: undefined });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('has the option of the nearest enable() count', () => {
    const app = newApp();
    const stack = newStack(app);
    newFunction(stack, 'Function', { role: closedRole(stack) });
    XRayTracing.of(app).enable({ unwritableRoles: UnwritableRoles.ASSUME_PERMITTED });
    XRayTracing.of(stack).enable({ unwritableRoles: UnwritableRoles.SKIP });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
  });

  test('gives the permissions of a stack by one managed policy where inline policies are forbidden', () => {
    const stack = newStack();
    ['A', 'B'].forEach((id) => newFunction(stack, id));
    XRayTracing.of(stack).enable({ permissions: TracingPermissions.managedPolicyPerStack() });

    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::ManagedPolicy'))).toHaveLength(1);
    for (const { Properties } of Object.values(resourcesOf(stack, ROLE))) {
      expect(Properties.Policies).toBeUndefined();
      expect(Properties.ManagedPolicyArns).toHaveLength(2);
    }
  });

  test('fails the synthesis for every role that it cannot write, if told so', () => {
    const stack = newStack();
    ['A', 'B'].forEach((id) => newFunction(stack, id, { role: closedRole(stack, `Role${id}`) }));
    XRayTracing.of(stack).enable({ unwritableRoles: UnwritableRoles.ERROR });

    const synth = (): unknown => templateOf(stack);
    expect(synth).toThrow(/Stack\/A\/Resource\] not traced: its role arn:aws:iam::111122223333:role\/RoleA/);
    expect(synth).toThrow(/Stack\/B\/Resource\] .*PutTelemetryRecords/);
  });
});

describe('What counts for a resource', () => {
  test.each([
    ['tracing: PASS_THROUGH', lambda.Tracing.PASS_THROUGH, PASS_THROUGH],
    ['tracing: ACTIVE', lambda.Tracing.ACTIVE, ACTIVE],
  ])('is its own setting %s over enable(), with no second permission', (_, tracing, expected) => {
    const stack = newStack();
    newFunction(stack, 'Function', { tracing });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(expected);
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
  });

  test('is enable() over tracing: DISABLED, which leaves nothing in the template to read', () => {
    const stack = newStack();
    newFunction(stack, 'Function', { tracing: lambda.Tracing.DISABLED });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('is what the user said on the L1, with the permission that was forgotten there', () => {
    const stack = newStack();
    l1Of(newFunction(stack)).tracingConfig = { mode: 'Active' };
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, ROLE).Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test.each([
    ['a parameter', (scope: Construct) => new CfnParameter(scope, 'Mode').valueAsString],
    ['a lazy value', () => Lazy.string({ produce: () => 'Active' })],
    ['a condition', () => Fn.conditionIf('Traced', 'Active', 'PassThrough').toString()],
  ])('is a value of its own that is %s, with the permission that it may need', (_, mode) => {
    const stack = newStack();
    const own = mode(stack);
    l1Of(newFunction(stack)).tracingConfig = { mode: own };
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual({ Mode: stack.resolve(own) });
    expect(onlyOne(stack, ROLE).Policies).toHaveLength(1);
  });

  test('is the nearest of enable() and disable() above it', () => {
    const app = newApp();
    const [on, off] = [newStack(app, 'On'), newStack(app, 'Off')];
    const within = new Construct(off, 'Within');
    newFunction(on);
    newFunction(off);
    newFunction(within);
    XRayTracing.of(app).enable();
    XRayTracing.of(off).disable();
    XRayTracing.of(within).enable();

    expect(onlyOne(on, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(Object.values(resourcesOf(off, FUNCTION)).map(({ Properties }) => Properties.TracingConfig)).toEqual([ACTIVE, PASS_THROUGH]);
  });

  test('is a mixin on the very resource over its own setting and over disable()', () => {
    const stack = newStack();
    newFunction(stack, 'Function', { tracing: lambda.Tracing.PASS_THROUGH }).with(new mixins.FunctionTracing());
    XRayTracing.of(stack).disable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test.each(['before', 'after'])('is an exclusion said %s a mixin over everything', (when) => {
    const stack = newStack();
    const fn = newFunction(stack);
    const exclude = (): void => XRayTracing.of(stack).exclude(fn, { reason: 'replaced in March' });
    XRayTracing.of(stack).enable();
    if (when === 'before') {
      exclude();
    }
    fn.with(new mixins.FunctionTracing());
    if (when === 'after') {
      exclude();
    }

    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
  });

  test('is what another Aspect says after ours', () => {
    const stack = newStack();
    newFunction(stack);
    XRayTracing.of(stack).enable();
    Aspects.of(stack).add(new ForEachFunction((fn) => {
      fn.tracingConfig = { mode: 'PassThrough' };
    }), { priority: 900 });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(PASS_THROUGH);
  });

  test('is enable() again where another Aspect only cleared the property', () => {
    const stack = newStack();
    newFunction(stack);
    XRayTracing.of(stack).enable();
    Aspects.of(stack).add(new ForEachFunction((fn) => {
      fn.tracingConfig = undefined;
    }), { priority: 900 });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(stack, ROLE).Policies).toHaveLength(1);
  });
});

describe('disable()', () => {
  test('turns everything off explicitly, so that a deployed stack turns off', () => {
    const app = newApp();
    const stack = makeShop(app);
    XRayTracing.of(app).disable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(PASS_THROUGH);
    expect(onlyOne(stack, 'AWS::ApiGateway::Stage').TracingEnabled).toBe(false);
    expect(onlyOne(stack, 'AWS::StepFunctions::StateMachine').TracingConfiguration).toEqual({ Enabled: false });
    expect(onlyOne(stack, 'AWS::SNS::Topic').TracingConfig).toBe('PassThrough');
    expect(resourcesOf(stack, 'AWS::XRay::ResourcePolicy')).toEqual({});
  });

  test('turns off what says ACTIVE itself, leaves the permission that the CDK gave, and reports it', () => {
    const app = newApp();
    const stack = newStack(app);
    newFunction(stack, 'Function', { tracing: lambda.Tracing.ACTIVE });
    XRayTracing.of(app).disable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(PASS_THROUGH);
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'))).toHaveLength(1);
    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.OFF, reason: 'disabled, over its own setting' }]);
  });

  test('takes back what enable() gave when it comes later, from an Aspect', () => {
    const app = newApp();
    const stack = newStack(app);
    newFunction(stack);
    XRayTracing.of(app).enable();
    Aspects.of(stack).add(new ForEachFunction(() => XRayTracing.of(stack).disable()), { priority: 900 });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(PASS_THROUGH);
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
  });
});

describe('exclude()', () => {
  test('leaves the construct and everything below it exactly as it is', () => {
    const app = newApp();
    const stack = newStack(app);
    newFunction(stack, 'Legacy');
    XRayTracing.of(app).enable();
    XRayTracing.of(app).exclude(stack, { reason: 'replaced in March' });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.EXCLUDED, reason: 'replaced in March' }]);
  });

  test('holds against disable() as well', () => {
    const stack = newStack();
    const fn = newFunction(stack, 'Legacy', { tracing: lambda.Tracing.ACTIVE });
    XRayTracing.of(stack).disable();
    XRayTracing.of(stack).exclude(fn, { reason: 'must stay on' });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('of something without anything to trace is found', () => {
    const app = newApp();
    const stack = newStack(app);
    const topic = new Construct(stack, 'Nothing');
    XRayTracing.of(app).enable();
    XRayTracing.of(app).exclude(topic, { reason: 'no reason' });

    expect(violationsOf(app)).toEqual(['Stack/Nothing exclusionWithoutEffect']);
  });
});

describe('The context cdk-xray:mode', () => {
  test('off leaves every template as if enable() were not there', () => {
    const [off, without] = [newApp({ context: { 'cdk-xray:mode': 'off' } }), newApp()];
    [off, without].forEach((app) => makeShop(app));
    XRayTracing.of(off).enable();

    expect(templatesOf(off)).toEqual(templatesOf(without));
    expect(XRayTracing.of(off).report().inState(TracingState.UNTRACED)[0].reason).toBe('the context cdk-xray:mode is off');
    expect(violationsOf(off)).toEqual([]);
  });

  test('permissions-only gives the permissions and leaves every switch', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'permissions-only' } });
    const stack = makeShop(app);
    XRayTracing.of(app).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(onlyOne(stack, 'AWS::SNS::Topic').TracingConfig).toBeUndefined();
    expect(Object.values(resourcesOf(stack, ROLE)).filter(({ Properties }) => Properties.Policies)).toHaveLength(2);
    expect(Object.keys(resourcesOf(stack, 'AWS::XRay::ResourcePolicy'))).toHaveLength(1);
    expect(XRayTracing.of(app).report().resources.map(({ state }) => state)).toEqual(Array(4).fill(TracingState.PERMITTED));
    expect(violationsOf(app)).toEqual([]);
  });

  test('on is the default', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'on' } });
    const stack = newStack(app);
    newFunction(stack);
    XRayTracing.of(app).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('can differ from one Stage to the next', () => {
    const app = newApp();
    XRayTracing.of(app).enable();
    const [dev, prod] = ['Dev', 'Prod'].map((id) => new Stage(app, id));
    dev.node.setContext('cdk-xray:mode', 'off');
    const stacks = [dev, prod].map((stage) => newStack(stage));
    stacks.forEach((stack) => newFunction(stack));

    expect(stacks.map((stack) => onlyOne(stack, FUNCTION).TracingConfig)).toEqual([undefined, ACTIVE]);
  });

  test('fails where tracing is enabled when its value is unknown', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'false' } });

    expect(() => XRayTracing.of(app).enable())
      .toThrow('[App] context cdk-xray:mode must be one of on, off, permissions-only, got "false"');
  });
});

describe('Bad input', () => {
  const app = newApp();
  const stack = newStack(app);

  test.each<[string, () => unknown, string]>([
    ['a scope that is no construct', () => XRayTracing.of(notAConstruct('shop')), 'XRayTracing.of() needs a construct, got shop: pass an App'],
    ['a scope outside of an App', () => XRayTracing.of(loose()), '[Loose] XRayTracing.of() needs a construct inside an App or a Stage'],
    ['an unknown option value', () => XRayTracing.of(app).enable(options({ unwritableRoles: 'ignore' })), '[App] unwritableRoles must be one of SKIP, ASSUME_PERMITTED, ERROR, got "ignore"'],
    ['an unknown option', () => XRayTracing.of(app).enable(options({ unwriteableRoles: 'skip' })), '[App] enable() has no option "unwriteableRoles": it has frameworkFunctions, permissions, resourcePolicy, unwritableRoles'],
    ['an exclusion of nothing', () => XRayTracing.of(app).exclude(notAConstruct(undefined), { reason: 'x' }), '[App] exclude() needs a construct, got undefined'],
    ['an exclusion of something elsewhere', () => XRayTracing.of(stack).exclude(app, { reason: 'x' }), '[Stack] exclude() can\'t exclude App, which is not in this scope'],
    ['an exclusion without a reason', () => XRayTracing.of(app).exclude(stack, { reason: ' ' }), '[App] exclude() needs a reason for Stack, got " "'],
    ['a report before synthesis', () => XRayTracing.of(newApp()).report(), '[App] report() is there after synthesis only'],
  ])('fails on %s where it was typed', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

class ForEachFunction implements IAspect {
  constructor(private readonly change: (fn: lambda.CfnFunction) => void) {
  }

  public visit(node: IConstruct): void {
    if (node instanceof lambda.CfnFunction) {
      this.change(node);
    }
  }
}

function makeShop(app: App): ReturnType<typeof newStack> {
  const stack = newStack(app);
  newFunction(stack);
  new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false }).root.addMethod('GET');
  new sns.Topic(stack, 'Topic');
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });
  return stack;
}

function closedRole(scope: Construct, id = 'Role'): iam.IRole {
  return iam.Role.fromRoleArn(scope, id, `arn:aws:iam::111122223333:role/${id}`, { mutable: false });
}

function l1Of(fn: lambda.Function): lambda.CfnFunction {
  const l1 = fn.node.defaultChild;
  if (!(l1 instanceof lambda.CfnFunction)) {
    throw new Error('a function has a CfnFunction');
  }
  return l1;
}

function templateOf(stack: ReturnType<typeof newStack>): Record<string, unknown> {
  const { root } = stack.node;
  return App.isApp(root) ? root.synth().getStackByName(stack.stackName).template.Resources : {};
}

function templatesOf(app: App): unknown[] {
  return app.synth().stacksRecursively.map(({ template }): unknown => template);
}

function loose(): Construct {
  return new Construct(new RootConstruct(), 'Loose');
}

function notAConstruct(value: unknown): IConstruct {
  return JSON.parse(JSON.stringify({ value })).value;
}

function options(value: object): object {
  return value;
}
