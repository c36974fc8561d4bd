import { App, Aspects, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { mixins, TracingPermissions, TracingState, UnwritableRoles, XRayTracing } from '../src';
import { closedRole, ForEachFunction, makeShop, newApp, newFunction, newStack, onlyOne, resourcesOf, SEGMENT_ACTIONS, templatesOf, violationsOf, warningsOf, xrayPolicy } from './fixtures';

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


function templateOf(stack: Stack): Record<string, unknown> {
  const { root } = stack.node;
  return App.isApp(root) ? root.synth().getStackByName(stack.stackName).template.Resources : {};
}
