import { CfnResource, Fn, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine, DefinitionBody, Pass, StateMachine, StateMachineProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { absent, describeMixin } from './contract';
import { describeNamedRole } from './role-contract';
import { mixins } from '../../src';
import { newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const TYPE = 'AWS::StepFunctions::StateMachine';
const TRACED = { TracingConfiguration: { Enabled: true } };
const UNTRACED = { TracingConfiguration: absent };

function newMachine(scope: Construct, props: Partial<StateMachineProps> = {}): StateMachine {
  return new StateMachine(scope, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(scope, 'Pass')), ...props });
}

describe('StateMachineTracing', () => {
  describeMixin<CfnStateMachine>({
    type: TYPE,
    mixin: () => new mixins.StateMachineTracing(),
    l1: (stack) => new CfnStateMachine(stack, 'Machine', { roleArn: new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} }).attrArn }),
    l2: (stack) => newMachine(stack),
    assign: (machine, value) => {
      machine.tracingConfiguration = value === 'off' ? { enabled: false } : { enabled: value };
    },
    traced: TRACED,
    untraced: UNTRACED,
  });

  describeNamedRole({
    type: TYPE,
    mixin: (props) => new mixins.StateMachineTracing(props),
    l1: (stack, roleArn) => new CfnStateMachine(stack, 'Machine', { roleArn }),
    actions: SAMPLING_ACTIONS,
    traced: TRACED,
    untraced: UNTRACED,
  });

  test('gives the four actions to the role that the L2 makes', () => {
    const stack = newStack();

    newMachine(stack).with(new mixins.StateMachineTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
  });

  test('adds nothing to a machine that the user traced by the L2', () => {
    const stack = newStack();

    newMachine(stack, { tracingEnabled: true }).with(new mixins.StateMachineTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toBeUndefined();
    expect(Object.values(resourcesOf(stack, 'AWS::IAM::Policy'))).toHaveLength(1);
    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
  });

  test('switches on over tracingEnabled: false', () => {
    const stack = newStack();

    newMachine(stack, { tracingEnabled: false }).with(new mixins.StateMachineTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
  });

  test('keeps the other properties of the machine', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });

    newMachine(stack, { role, stateMachineName: 'orders' }).with(new mixins.StateMachineTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, {
      StateMachineName: 'orders',
      RoleArn: { 'Fn::GetAtt': [Object.keys(resourcesOf(stack, 'AWS::IAM::Role'))[0], 'Arn'] },
      ...TRACED,
    });
  });

  test.each([
    ['a Lazy', Lazy.any({ produce: () => ({ enabled: false }) })],
    ['a Lazy without a value', Lazy.any({ produce: () => undefined })],
    ['a condition', Fn.conditionIf('IsProd', { Enabled: true }, { Enabled: false })],
  ])('replaces a configuration that is %s', (_name, tracingConfiguration) => {
    const stack = newStack();
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });

    new CfnStateMachine(stack, 'Machine', { roleArn: role.attrArn, tracingConfiguration }).with(new mixins.StateMachineTracing());

    expect(onlyOne(stack, TYPE).TracingConfiguration).toEqual({ Enabled: true });
  });

  test('leaves a raw resource whose role cannot be read as it was, with a warning', () => {
    const stack = newStack();
    const machine = new CfnResource(stack, 'Machine', { type: TYPE, properties: { RoleArn: 'arn:aws:iam::111122223333:role/ops' } });

    machine.with(new mixins.StateMachineTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, UNTRACED);
    expect(warningsOf(stack)).toHaveLength(1);
  });
});
