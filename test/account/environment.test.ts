import { Aws, NestedStack } from 'aws-cdk-lib';
import { ProductStack } from 'aws-cdk-lib/aws-servicecatalog';
import { environmentOf, isConcrete, isPortable, topOf } from '../../src/account/environment';
import { newApp, newStack } from '../fixtures';

test.each([
  [{ account: '111122223333', region: 'eu-west-1' }, { account: '111122223333', region: 'eu-west-1' }, true],
  [{ account: '111122223333', region: 'eu-west-1' }, { account: '111122223333', region: 'eu-central-1' }, false],
  [{ account: '111122223333', region: 'eu-west-1' }, { account: '444455556666', region: 'eu-west-1' }, false],
  [{ account: '111122223333', region: 'eu-west-1' }, undefined, false],
  [undefined, undefined, true],
  [{ account: Aws.ACCOUNT_ID, region: Aws.REGION }, undefined, true],
])('the environments %j and %j are the same: %s', (one, other, same) => {
  const app = newApp();

  expect(environmentOf(newStack(app, 'A', { env: one })) === environmentOf(newStack(app, 'B', { env: other }))).toBe(same);
});

test.each([
  [{ account: '111122223333', region: 'eu-west-1' }, true],
  [{ account: '111122223333' }, false],
  [{ region: 'eu-west-1' }, false],
  [undefined, false],
])('the environment %j is known: %s', (env, known) => {
  expect(isConcrete(newStack(newApp(), 'Stack', { env }))).toBe(known);
});

test('the top of a nested stack is the stack that is deployed', () => {
  const stack = newStack();
  const nested = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');

  expect(topOf(nested)).toBe(stack);
  expect(topOf(stack)).toBe(stack);
});

test('a product stack is deployed elsewhere, and so is what is nested in it', () => {
  const stack = newStack();
  const product = new ProductStack(stack, 'Product');

  expect(isPortable(product)).toBe(true);
  expect(isPortable(stack)).toBe(false);
  expect(isPortable(new NestedStack(stack, 'Nested'))).toBe(false);
});
