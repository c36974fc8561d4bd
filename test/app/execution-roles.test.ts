import { NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { containersOf, newTask, TASK, WITH_SIDECAR } from './task-fixtures';
import { EcsSidecarCollector, TraceCollector, UnwritableRoles, XRayTracing } from '../../src';
import { closedRole, newApp, newStack, onlyOne, warningsOf, warningTexts } from '../fixtures';

const collector = TraceCollector.cloudWatchAgent();
const LOGS = 'AWS::Logs::LogGroup';
const ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

function newRole(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Execution', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
}

/** A task with an execution role of its own stack, of another one, and so on. */
const CASES: [string, (stack: Stack) => { scope: Stack; executionRole?: iam.IRole }, string][] = [
  ['of another stack', (stack) => ({ scope: stack, executionRole: newRole(newStack(stack.node.root, 'Roles')) }), 'its execution role Roles/Execution is of another stack'],
  ['of the stack around it', (stack) => ({ scope: new NestedStack(stack, 'Nested'), executionRole: newRole(stack) }), 'its execution role Stack/Execution is of another stack'],
  ['that is closed', (stack) => ({ scope: stack, executionRole: closedRole(stack) }), 'its execution role arn:aws:iam::111122223333:role/Role can\'t be changed from this app'],
  ['that others make', (stack) => {
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Task/TaskRole': 'task', 'Stack/Execution': 'execution' } });
    return { scope: stack, executionRole: newRole(stack) };
  }, 'can\'t be changed from this app'],
  ['that others would have to make', (stack) => {
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Task/TaskRole': 'task' } });
    return { scope: stack };
  }, 'it has no execution role yet, and Role.customizeRoles() has others make the roles'],
];

describe('enable({ collector }) leaves a task alone with an execution role', () => {
  test.each(CASES)('%s, and says so', (_, make, cause) => {
    const app = newApp();
    const { scope, executionRole } = make(newStack(app));
    newTask(scope, 'Task', { executionRole });
    XRayTracing.of(app).enable({ collector });

    app.synth();
    expect(containersOf(scope)).toEqual([['shop']]);
    expect(Template.fromStack(scope).findResources(LOGS)).toEqual({});
    const deployed = scope.nestedStackParent ?? scope;
    expect(warningTexts(deployed)).toEqual([expect.stringContaining(cause)]);
    expect(warningsOf(deployed)).toEqual([expect.stringContaining('taskDefinitionNotExtended')]);
  });

  test('that is closed only where its owner is not trusted to have allowed it', () => {
    const app = newApp();
    const stack = newStack(app);
    newTask(stack, 'Task', { executionRole: closedRole(stack) });
    XRayTracing.of(app).enable({ collector, unwritableRoles: UnwritableRoles.ASSUME_PERMITTED });

    expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('and not with one of its own stack, nor where customized roles are made nevertheless', () => {
    for (const prepare of [(stack: Stack) => newRole(stack), (stack: Stack) => iam.Role.fromRoleName(stack, 'Imported', 'execution'), (stack: Stack) => {
      iam.Role.customizeRoles(stack, { preventSynthesis: false });
      return undefined;
    }]) {
      const app = newApp();
      const stack = newStack(app);
      newTask(stack, 'Task', { executionRole: prepare(stack) });
      XRayTracing.of(app).enable({ collector });

      expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
      expect(warningsOf(stack)).toEqual([]);
    }
  });
});

describe('EcsSidecarCollector with an execution role', () => {
  function traced(scope: Stack, executionRole: iam.IRole, logging?: ecs.LogDriver): void {
    newTask(scope, 'Task', { executionRole }).addExtension(new EcsSidecarCollector({ collector, logging }));
  }

  test('of another stack has it write the log by the pattern of its name, so that no stack waits for the other in a circle', () => {
    const app = newApp();
    const roles = newStack(app, 'Roles');
    const stack = newStack(app);
    traced(stack, newRole(roles));

    expect(onlyOne(roles, 'AWS::IAM::Policy').PolicyDocument).toMatchObject({
      Statement: [{ Action: ACTIONS, Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:Stack-*XRayCollectorLogs*']] } }],
    });
    const [logGroup] = Object.keys(Template.fromStack(stack).findResources(LOGS));
    expect(logGroup).toContain('XRayCollectorLogs');
    expect(JSON.stringify(onlyOne(stack, TASK))).toContain(`{"LogDriver":"awslogs","Options":{"awslogs-group":{"Ref":"${logGroup}"},"awslogs-stream-prefix":"xray-collector","awslogs-region":{"Ref":"AWS::Region"}}}`);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('of the stack around it has the pattern begin with the name of that one, as the name of the nested one does', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    traced(nested, newRole(stack));

    const { PolicyDocument } = onlyOne(stack, 'AWS::IAM::Policy');
    expect(JSON.stringify(PolicyDocument)).toContain(':log-group:Stack-*XRayCollectorLogs*');
    expect(JSON.stringify(PolicyDocument)).not.toContain('Nested');
    expect(containersOf(nested)).toEqual([WITH_SIDECAR]);
  });

  test('that is closed is put in place, and the owner of the role is told what is missing', () => {
    const stack = newStack();
    traced(stack, closedRole(stack));

    expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
    expect(warningsOf(stack)).toEqual(['/Stack/Task/Resource executionRoleNotWritable']);
    expect(warningTexts(stack)[0]).toContain(`{"Effect":"Allow","Action":${JSON.stringify(ACTIONS)},"Resource":"*"}`);
  });

  test('that is closed needs nothing where the user says where the log goes', () => {
    const stack = newStack();
    traced(stack, closedRole(stack), ecs.LogDrivers.fluentd());

    expect(warningsOf(stack)).toEqual([]);
  });
});
