import { Fn, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnStateMachine } from 'aws-cdk-lib/aws-sam';
import { absent, describeMixin } from './contract';
import { describeNamedRole } from './role-contract';
import { mixins } from '../../src';
import { newStack, onlyOne, SAMPLING_ACTIONS } from '../fixtures';

const TYPE = 'AWS::Serverless::StateMachine';
const TRACED = { Tracing: { Enabled: true } };
const UNTRACED = { Tracing: absent };

describe('SamStateMachineTracing', () => {
  describeMixin<CfnStateMachine>({
    type: TYPE,
    mixin: () => new mixins.SamStateMachineTracing(),
    l1: (stack) => new CfnStateMachine(stack, 'Machine', { definition: {} }),
    assign: (machine, value) => {
      machine.tracing = value === 'off' ? { enabled: false } : { enabled: value };
    },
    traced: TRACED,
    untraced: UNTRACED,
  });

  describeNamedRole({
    type: TYPE,
    mixin: (props) => new mixins.SamStateMachineTracing(props),
    l1: (stack, role) => new CfnStateMachine(stack, 'Machine', { role }),
    actions: SAMPLING_ACTIONS,
    traced: TRACED,
    untraced: UNTRACED,
  });

  test('leaves the permission to SAM where SAM makes the role', () => {
    const stack = newStack();

    new CfnStateMachine(stack, 'Machine', { name: 'orders' }).with(new mixins.SamStateMachineTracing());

    expect(Template.fromStack(stack).toJSON().Resources).toEqual({
      Machine: { Type: TYPE, Properties: { Name: 'orders', Tracing: { Enabled: true } } },
    });
  });

  test.each([
    ['a Lazy', Lazy.any({ produce: () => ({ enabled: false }) })],
    ['a condition', Fn.conditionIf('IsProd', { Enabled: true }, { Enabled: false })],
  ])('replaces a configuration that is %s', (_name, tracing) => {
    const stack = newStack();

    new CfnStateMachine(stack, 'Machine', { tracing }).with(new mixins.SamStateMachineTracing());

    expect(onlyOne(stack, TYPE).Tracing).toEqual({ Enabled: true });
  });
});
