import { Aspects, CfnParameter, Fn, Lazy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { mixins, XRayTracing } from '../src';
import { ForEachFunction, l1Of, newApp, newFunction, newStack, onlyOne, resourcesOf, SEGMENT_ACTIONS, xrayPolicy } from './fixtures';

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';
const ACTIVE = { Mode: 'Active' };
const PASS_THROUGH = { Mode: 'PassThrough' };

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
