import { Construct, IConstruct, RootConstruct } from 'constructs';
import { mixins, XRayTracing } from '../src';
import { newApp, newStack } from './fixtures';

describe('Bad input', () => {
  const app = newApp();
  const stack = newStack(app);

  test.each<[string, () => unknown, string]>([
    ['a scope that is no construct', () => XRayTracing.of(notAConstruct('shop')), 'XRayTracing.of() needs a construct, got shop: pass an App'],
    ['a scope outside of an App', () => XRayTracing.of(loose()), '[Loose] XRayTracing.of() needs a construct inside an App or a Stage'],
    ['an unknown option value', () => XRayTracing.of(app).enable(options({ unwritableRoles: 'ignore' })), '[App] unwritableRoles must be one of SKIP, ASSUME_PERMITTED, ERROR, got "ignore"'],
    ['permissions of another kind', () => XRayTracing.of(app).enable(options({ permissions: 'inline' })), '[App] permissions must be made by TracingPermissions, got "inline"'],
    ['an owner of another kind', () => XRayTracing.of(app).enable(options({ resourcePolicy: {} })), '[App] resourcePolicy must be made by ResourcePolicyOwner, got {}'],
    ['a switch that is no boolean', () => XRayTracing.of(app).enable(options({ frameworkFunctions: 'yes' })), '[App] frameworkFunctions must be true or false, got "yes"'],
    ['a wrong option of a mixin', () => new mixins.FunctionTracing(options({ unwritableRoles: 'ignore' })), 'FunctionTracing: unwritableRoles must be one of SKIP'],
    ['an unknown option', () => XRayTracing.of(app).enable(options({ unwriteableRoles: 'skip' })), '[App] enable() has no option "unwriteableRoles": it has collector, frameworkFunctions, permissions, resourcePolicy, unwritableRoles'],
    ['an exclusion of nothing', () => XRayTracing.of(app).exclude(notAConstruct(undefined), { reason: 'x' }), '[App] exclude() needs a construct, got undefined'],
    ['an exclusion of something elsewhere', () => XRayTracing.of(stack).exclude(app, { reason: 'x' }), '[Stack] exclude() can\'t exclude App, which is not in this scope'],
    ['an exclusion without a reason', () => XRayTracing.of(app).exclude(stack, { reason: ' ' }), '[App] exclude() needs a reason for Stack, got " "'],
    ['a report before synthesis', () => XRayTracing.of(newApp()).report(), '[App] report() is there after synthesis only'],
  ])('fails on %s where it was typed', (_, call, message) => {
    expect(call).toThrow(message);
  });
});


function loose(): Construct {
  return new Construct(new RootConstruct(), 'Loose');
}

function notAConstruct(value: unknown): IConstruct {
  return JSON.parse(JSON.stringify({ value })).value;
}

function options(value: object): object {
  return value;
}
