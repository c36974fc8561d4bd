import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  Ec2Collector, Ec2Host, EcsSidecarCollector, OnPremisesCollector, OnPremisesIdentity, TraceCollector, TracingPermissions, UnwritableRoles,
  XRayTracing,
} from '../../src';
import { closedRole, newApp, newStack, warningsOf, warningTexts } from '../fixtures';
import { IMPORTED, newCollector } from './eks-clusters';

const CENTRAL = 'arn:aws:iam::999988887777:role/traces';
const SHOP = ecs.ContainerImage.fromRegistry('shop:1');

/** A task whose collector sends with another role than its own. */
function sendingAs(stack: Stack, role: iam.IRole, taskRole?: iam.IRole): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole });
  task.addContainer('shop', { image: SHOP });
  task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent({ role }) }));
  return task;
}

function central(stack: Stack): iam.IRole {
  return iam.Role.fromRoleArn(stack, 'Central', CENTRAL);
}

function assuming(resource: unknown = CENTRAL): object {
  return { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: resource }] };
}

/** The logical id of what a task waits for, of a type. */
function awaited(template: Template, type: string, dependent = 'AWS::ECS::TaskDefinition'): string[] {
  const known = Object.keys(template.findResources(type));
  const [resource] = Object.values(template.findResources(dependent));
  return [resource?.DependsOn ?? []].flat().filter((id) => known.includes(id));
}

describe('A role that is to be assumed', () => {
  test('may be assumed by the role of the task, before the task runs, and nothing is wrong', () => {
    const stack = newStack();
    sendingAs(stack, central(stack));

    expect(warningsOf(stack)).toEqual([]);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: assuming(), Roles: [{ Ref: Match.stringLikeRegexp('^TaskTaskRole') }] });
    expect(awaited(template, 'AWS::IAM::Policy')).toHaveLength(1);
  });

  test('may be assumed by the role of an instance', () => {
    const stack = newStack();
    const host = new ec2.Instance(stack, 'Host', {
      vpc: new ec2.Vpc(stack, 'Vpc'),
      instanceType: new ec2.InstanceType('t4g.small'),
      machineImage: ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-1' }),
      userDataCausesReplacement: true,
    });
    new Ec2Collector(stack, 'Collector', { host: Ec2Host.instance(host), collector: TraceCollector.cloudWatchAgent({ role: central(stack) }) });

    expect(warningsOf(stack).filter((warning) => warning.includes('collectorRoleNotWritable'))).toEqual([]);
    expect(awaited(Template.fromStack(stack), 'AWS::IAM::Policy', 'AWS::EC2::Instance')).toHaveLength(1);
  });

  test.each(IMPORTED)('may be assumed by the role of the pods of a cluster of %s', (_, cluster) => {
    const stack = newStack();
    newCollector(stack, cluster(stack), { collector: TraceCollector.openTelemetry({ role: central(stack) }) });

    expect(warningsOf(stack)).toEqual([]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: assuming(), Roles: [{ Ref: Match.stringLikeRegexp('^TracesRole') }] });
  });

  test('may be assumed by the role of machines that are not in AWS', () => {
    const stack = newStack();
    new OnPremisesCollector(stack, 'Collector', { identity: OnPremisesIdentity.ssmHybrid(), collector: TraceCollector.cloudWatchAgent({ role: central(stack) }) });

    expect(warningsOf(stack)).toEqual([]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: assuming() });
  });

  test('may trust the role of the task by its ARN', () => {
    const stack = newStack();
    const taskRole = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const target = new iam.Role(stack, 'Target', { assumedBy: new iam.ArnPrincipal(taskRole.roleArn) });
    sendingAs(stack, target, taskRole);

    expect(() => Template.fromStack(stack)).not.toThrow();
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: assuming({ 'Fn::GetAtt': [Match.stringLikeRegexp('^Target'), 'Arn'] }) });
  });

  test('closes no circle where a policy of the role is about the task', () => {
    const stack = newStack();
    const task = sendingAs(stack, central(stack));
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['ecs:RunTask'], resources: [task.taskDefinitionArn] }));

    expect(() => Template.fromStack(stack)).not.toThrow();
    expect(awaited(Template.fromStack(stack), 'AWS::IAM::Policy')).toHaveLength(1);
  });

  test('is allowed once where tasks share their role', () => {
    const stack = newStack();
    const taskRole = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const role = central(stack);
    for (const id of ['One', 'Two']) {
      const task = new ecs.FargateTaskDefinition(stack, id, { taskRole });
      task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent({ role }) }));
    }

    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs('AWS::IAM::Policy', { PolicyDocument: assuming() }, 1);
    template.allResources('AWS::ECS::TaskDefinition', { DependsOn: Match.anyValue() });
  });

  test('is allowed by a managed policy where inline ones are forbidden', () => {
    const app = newApp();
    const stack = newStack(app);
    XRayTracing.of(app).enable({ permissions: TracingPermissions.managedPolicyPerStack() });
    sendingAs(stack, central(stack));

    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs('AWS::IAM::Policy', { PolicyDocument: assuming() }, 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: assuming(), Roles: [{ Ref: Match.stringLikeRegexp('^TaskTaskRole') }] });
    expect(awaited(template, 'AWS::IAM::ManagedPolicy')).toHaveLength(1);
  });

  test('is allowed by the policy of a role that is imported as mutable', () => {
    const stack = newStack();
    const taskRole = iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/Task');
    sendingAs(stack, central(stack), taskRole);

    expect(warningsOf(stack)).toEqual([]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: assuming(), Roles: ['Task'] });
  });

  test.each<[string, iam.PolicyStatementProps, string[]]>([
    ['has no permission', { actions: ['s3:GetObject'], resources: ['*'] }, ['/Stack/Task/Resource collectorRoleNotWritable']],
    ['has it for another role', { actions: ['sts:AssumeRole'], resources: [`${CENTRAL}2`] }, ['/Stack/Task/Resource collectorRoleNotWritable']],
    ['has it for this role', { actions: ['sts:AssumeRole'], resources: [CENTRAL] }, []],
    ['has it for every role', { actions: ['sts:*'], resources: ['*'] }, []],
  ])('is reported where a closed role %s', (_, statement, warnings) => {
    const stack = newStack();
    const taskRole = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    taskRole.addToPolicy(new iam.PolicyStatement(statement));
    const task = sendingAs(stack, central(stack), taskRole.withoutPolicyUpdates());
    task.node.addDependency(taskRole);

    expect(warningsOf(stack)).toEqual(warnings);
  });
});

test('A closed role is called by its path where its ARN is not known', () => {
  const stack = newStack();
  const taskRole = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const target = new iam.Role(stack, 'Target', { assumedBy: new iam.AccountRootPrincipal() });
  sendingAs(stack, target, taskRole.withoutPolicyUpdates());

  const [message] = warningTexts(stack).filter((text) => text.includes('collectorRoleNotWritable'));
  expect(message).toContain('its role Stack/TaskRole/Resource can\'t be changed from this app');
  expect(message).toContain('"Resource":"Stack/Target/Resource"');
});

describe('enable(), also when it is called after the collector was made', () => {
  function withClosedRole(unwritableRoles: UnwritableRoles): Stack {
    const stack = newStack();
    const definition = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole: closedRole(stack) });
    definition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app:1') });
    definition.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent() }));
    XRayTracing.of(stack).enable({ unwritableRoles });
    return stack;
  }

  test('has a role that can\'t be changed told of', () => {
    expect(warningsOf(withClosedRole(UnwritableRoles.SKIP)).join()).toContain('collectorRoleNotWritable');
  });

  test('has it trusted where its owner has allowed it', () => {
    expect(warningsOf(withClosedRole(UnwritableRoles.ASSUME_PERMITTED)).join()).not.toContain('collectorRoleNotWritable');
  });

  test('has it fail the synthesis', () => {
    expect(() => Template.fromStack(withClosedRole(UnwritableRoles.ERROR))).toThrow(/its role .*role\/Role can't be changed/);
  });
});
