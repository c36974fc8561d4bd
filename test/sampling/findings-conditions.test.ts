import { Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import { addHandWritten, addRule, idsIn } from './rules';
import { XRayTracing } from '../../src';
import { newApp, newStack, warningsOf, warningTexts } from '../fixtures';

const PROVISO = '(where its condition holds)';
const HEDGE = '(if the stacks of this Stage are deployed to the same account and Region)';

/** Rules that are written by hand are looked at where tracing is enabled. */
function tracedStack(): Stack {
  const stack = newStack();
  XRayTracing.of(stack).enable();
  return stack;
}

function conditionIn(stack: Stack, id = 'Condition'): CfnCondition {
  return new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.REGION, id) });
}

describe('A rule with a condition beside one without', () => {
  test('may have its name, where the condition holds', () => {
    const stack = tracedStack();
    addHandWritten(stack, 'a', { ruleName: 'same', serviceName: 'a' });
    addHandWritten(stack, 'b', { ruleName: 'same', serviceName: 'b' }).cfnOptions.condition = conditionIn(stack);

    expect(warningsOf(stack)).toEqual(['/Stack/b duplicateSamplingRule']);
    expect(warningTexts(stack).join()).toContain(PROVISO);
  });

  test('is shadowed by it, whenever it is there', () => {
    const stack = tracedStack();
    addHandWritten(stack, 'a', { priority: 1 });
    addHandWritten(stack, 'b', { priority: 2, urlPath: '/b' }).cfnOptions.condition = conditionIn(stack);

    expect(warningsOf(stack)).toEqual(['/Stack/b shadowedSamplingRule']);
    expect(warningTexts(stack).join()).not.toContain(PROVISO);
  });

  test('does not shadow it', () => {
    const stack = tracedStack();
    addHandWritten(stack, 'a', { priority: 1 }).cfnOptions.condition = conditionIn(stack);
    addHandWritten(stack, 'b', { priority: 2, urlPath: '/b' });

    expect(idsIn(stack)).toEqual([]);
  });
});

test('Of two rules with one condition, one can shadow the other', () => {
  const stack = tracedStack();
  const condition = conditionIn(stack);
  addHandWritten(stack, 'a', { priority: 1 }).cfnOptions.condition = condition;
  addHandWritten(stack, 'b', { priority: 2, urlPath: '/b' }).cfnOptions.condition = condition;

  expect(warningsOf(stack)).toEqual(['/Stack/b shadowedSamplingRule']);
});

test('Of two rules with different conditions nothing is said', () => {
  const stack = tracedStack();
  addHandWritten(stack, 'a', { ruleName: 'same' }).cfnOptions.condition = conditionIn(stack, 'One');
  addHandWritten(stack, 'b', { ruleName: 'same' }).cfnOptions.condition = conditionIn(stack, 'Other');

  expect(idsIn(stack)).toEqual([]);
});

describe('Stacks whose account and Region are not known', () => {
  test('are said to be possibly the same, within one Stage', () => {
    const app = newApp();
    const [first, second] = [newStack(app, 'First'), newStack(app, 'Second')];
    addRule(first, 'a', { samplingRuleName: 'same', serviceName: 'a' });
    addRule(second, 'b', { samplingRuleName: 'same', serviceName: 'b' });

    expect(warningsOf(second)).toEqual(['/Second/b/Resource duplicateSamplingRule']);
    expect(warningTexts(second).join()).toContain(HEDGE);
  });

  test('need no such word for the rules of one of them', () => {
    const stack = newStack();
    addRule(stack, 'a', { samplingRuleName: 'same', serviceName: 'a' });
    addRule(stack, 'b', { samplingRuleName: 'same', serviceName: 'b' });

    expect(idsIn(stack)).toEqual(['duplicateSamplingRule']);
    expect(warningTexts(stack).join()).not.toContain(HEDGE);
  });
});
