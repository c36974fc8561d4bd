import { CfnParameter, CfnResource, Fn, IResolvable, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { IConstruct, IMixin } from 'constructs';
import { newApp, newStack, resourcesOf, warningTexts } from '../fixtures';

/** What is the same for every mixin, in the words of one resource type. */
export interface MixinContract<R extends CfnResource> {
  readonly type: string;
  /** The properties of a resource that is traced. */
  readonly traced: object;
  /** The properties that are not there before. */
  readonly untraced: object;
  mixin(): IMixin;
  /** The L1 alone, with what it cannot do without. */
  l1(stack: Stack): R;
  /** The L2, if there is one. */
  l2?(stack: Stack): IConstruct;
  /** Sets the switch by itself: what a user could write after the mixin was applied. */
  assign(resource: R, value: 'off' | IResolvable): void;
}

/** The tests that every mixin has to pass. */
export function describeMixin<R extends CfnResource>(contract: MixinContract<R>): void {
  const { type, traced, untraced } = contract;

  test('supports its own resource type and no other', () => {
    const stack = newStack();
    const other = new CfnQueue(stack, 'Queue');

    expect(contract.mixin().supports(contract.l1(stack))).toBe(true);
    expect(contract.mixin().supports(other)).toBe(false);
    expect(contract.mixin().supports(stack)).toBe(false);
  });

  test('leaves a resource of another type untouched', () => {
    const stack = newStack();
    const other = new CfnQueue(stack, 'Queue', { queueName: 'jobs' });

    contract.mixin().applyTo(other);

    expect(Template.fromStack(stack).toJSON().Resources).toEqual({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } } });
  });

  test('switches an L1 on', () => {
    const stack = newStack();
    const resource = contract.l1(stack);

    resource.with(contract.mixin());

    Template.fromStack(stack).hasResourceProperties(type, traced);
    expect(warningTexts(stack)).toEqual([]);
  });

  test('leaves an L1 that it is not applied to as it is', () => {
    const stack = newStack();
    contract.l1(stack);

    Template.fromStack(stack).hasResourceProperties(type, untraced);
  });

  test('says nothing more when it is applied twice', () => {
    const once = newStack(newApp());
    contract.l1(once).with(contract.mixin());
    const twice = newStack(newApp());
    contract.l1(twice).with(contract.mixin()).with(contract.mixin());

    expect(Template.fromStack(twice).toJSON()).toEqual(Template.fromStack(once).toJSON());
  });

  test('corrects at synthesis what the user assigns later', () => {
    const stack = newStack();
    const resource = contract.l1(stack);
    resource.with(contract.mixin());

    contract.assign(resource, 'off');

    Template.fromStack(stack).hasResourceProperties(type, traced);
  });

  test('switches on over a setting that says off', () => {
    const stack = newStack();
    const resource = contract.l1(stack);
    contract.assign(resource, 'off');

    resource.with(contract.mixin());

    Template.fromStack(stack).hasResourceProperties(type, traced);
  });

  test.each<[string, (stack: Stack) => IResolvable]>([
    ['a Lazy', () => Lazy.any({ produce: () => undefined })],
    ['a parameter', (stack) => new CfnParameter(stack, 'Tracing', { default: 'false' }).value],
    ['a condition', () => Fn.conditionIf('IsProd', 'on', 'off')],
  ])('switches on over a setting that is %s', (_name, token) => {
    const stack = newStack();
    const resource = contract.l1(stack);
    contract.assign(resource, token(stack));

    resource.with(contract.mixin());

    Template.fromStack(stack).hasResourceProperties(type, traced);
  });

  if (contract.l2) {
    const { l2 } = contract;
    test('reaches the default child of an L2', () => {
      const stack = newStack();

      l2(stack).with(contract.mixin());

      Template.fromStack(stack).hasResourceProperties(type, traced);
      expect(warningTexts(stack)).toEqual([]);
    });

    test('adds no resource of its own to a traced L2', () => {
      const before = newStack(newApp());
      l2(before);
      const after = newStack(newApp());
      l2(after).with(contract.mixin());

      expect(Object.keys(Template.fromStack(after).toJSON().Resources).filter((id) => !id.startsWith('XRay')))
        .toEqual(Object.keys(Template.fromStack(before).toJSON().Resources));
    });
  }
}

/** The DependsOn of the only resource of a type. */
export function dependenciesOf(stack: Stack, type: string): string[] {
  const found = Object.values(resourcesOf(stack, type));
  expect(found).toHaveLength(1);
  return found[0].DependsOn ?? [];
}

export const absent = Match.absent();
