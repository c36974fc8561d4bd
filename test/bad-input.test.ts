import { Construct, IConstruct, RootConstruct } from 'constructs';
import { XRayTracing } from '../src';
import { newApp, newStack } from './fixtures';

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


function loose(): Construct {
  return new Construct(new RootConstruct(), 'Loose');
}

function notAConstruct(value: unknown): IConstruct {
  return JSON.parse(JSON.stringify({ value })).value;
}

function options(value: object): object {
  return value;
}
