import { Aws, NestedStack } from 'aws-cdk-lib';
import { ProductStack } from 'aws-cdk-lib/aws-servicecatalog';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { mixins } from '../../src';
import { isConcrete, isPortable, topOf } from '../../src/account/environment';
import { newApp, newStack, resourcesOf } from '../fixtures';

test.each([
  [{ account: '111122223333', region: 'eu-west-1' }, { account: '111122223333', region: 'eu-west-1' }, true],
  [{ account: '111122223333', region: 'eu-west-1' }, { account: '111122223333', region: 'eu-central-1' }, false],
  [{ account: '111122223333', region: 'eu-west-1' }, { account: '444455556666', region: 'eu-west-1' }, false],
  [{ account: '111122223333', region: 'eu-west-1' }, undefined, false],
  [undefined, undefined, true],
  [{ account: Aws.ACCOUNT_ID, region: Aws.REGION }, undefined, true],
])('stacks of the environments %j and %j share a policy: %s', (one, other, same) => {
  const app = newApp();
  const stacks = [newStack(app, 'A', { env: one }), newStack(app, 'B', { env: other })];
  stacks.forEach((stack) => new Topic(stack, 'Topic').with(new mixins.TopicTracing()));

  app.synth();

  const policies = stacks.flatMap((stack) => Object.keys(resourcesOf(stack, 'AWS::XRay::ResourcePolicy')));
  expect(policies).toHaveLength(same ? 1 : 2);
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
