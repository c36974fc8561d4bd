import { Aspects, NestedStack, Stage } from 'aws-cdk-lib';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Construct, IConstruct } from 'constructs';
import { containersOf, newTask, SHOP, TASK, WITH_SIDECAR } from './task-fixtures';
import { TraceCollector, TracingPermissions, UnwritableRoles, XRayTracing } from '../../src';
import { TASK_INJECTION_IDS } from '../../src/app/tasks';
import {
  closedRole, newApp, newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, STABILIZATION, templatesOf, violationsOf, warningsOf, xrayPolicy,
} from '../fixtures';

const ROLE = 'AWS::IAM::Role';
const collector = TraceCollector.cloudWatchAgent();

describe.each(STABILIZATION)('With aspect stabilization %s, enable({ collector }) gives a sidecar', (stabilization) => {
  test('to task definitions that are there and to those that come later, and everything that belongs to it', () => {
    const app = newApp({}, stabilization);
    const [before, after] = ['Before', 'After'].map((id) => newStack(app, id));
    newTask(before);
    XRayTracing.of(app).enable({ collector });
    newTask(after);

    for (const stack of [before, after]) {
      expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
      expect(JSON.stringify(onlyOne(stack, TASK))).toContain('{"Name":"AWS_XRAY_DAEMON_ADDRESS","Value":"127.0.0.1:2000"}');
      const policies = Object.values(resourcesOf(stack, ROLE)).flatMap(({ Properties }) => Properties.Policies ?? []);
      expect(policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
      expect(warningsOf(stack)).toEqual([]);
    }
    expect(JSON.stringify(app.synth().getStackByName('Before').messages)).not.toContain('ignoredAspect');
    expect(violationsOf(app)).toEqual([]);
  });

  test('once, however often it is said', () => {
    const [once, twice] = [newApp({}, stabilization), newApp({}, stabilization)];
    [once, twice].forEach((app) => newTask(newStack(app)));
    XRayTracing.of(once).enable({ collector });
    [twice, twice.node.findChild('Stack'), twice].forEach((scope) => XRayTracing.of(scope).enable({ collector }));

    expect(templatesOf(twice)).toEqual(templatesOf(once));
  });

  test('to every kind of task definition', () => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    const tasks = [
      new ecs.FargateTaskDefinition(stack, 'Fargate', { memoryLimitMiB: 1024 }),
      new ecs.Ec2TaskDefinition(stack, 'Bridge'),
      new ecs.Ec2TaskDefinition(stack, 'Host', { networkMode: ecs.NetworkMode.HOST }),
      new ecs.Ec2TaskDefinition(stack, 'AwsVpc', { networkMode: ecs.NetworkMode.AWS_VPC }),
      new ecs.ExternalTaskDefinition(stack, 'External'),
      new ecs.TaskDefinition(stack, 'Both', { compatibility: ecs.Compatibility.EC2_AND_FARGATE, cpu: '256', memoryMiB: '512' }),
    ];
    tasks.forEach((task) => task.addContainer('shop', { image: SHOP, memoryReservationMiB: 64 }));
    XRayTracing.of(app).enable({ collector });

    expect(containersOf(stack)).toEqual(tasks.map(() => WITH_SIDECAR));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('in nested stacks, in Stages and in Stages inside of them', () => {
    const app = newApp({}, stabilization);
    const first = newStack(new Stage(app, 'First'));
    newTask(first);
    XRayTracing.of(app).enable({ collector });
    const later = new Stage(app, 'Later');
    const second = newStack(later);
    newTask(second);
    const inner = newStack(new Stage(later, 'Inner'));
    newTask(inner);
    const nested = new NestedStack(newStack(app), 'Nested');
    newTask(nested);

    app.synth();
    for (const stack of [first, second, inner, nested]) {
      expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
    }
    expect(violationsOf(app)).toEqual([]);
  });

  test('in a Stage of a pipeline that has nothing else', () => {
    const app = newApp({}, stabilization);
    XRayTracing.of(app).enable({ collector });
    const pipelineStack = newStack(app, 'Pipeline');
    const repository = new codecommit.Repository(pipelineStack, 'Repository', { repositoryName: 'shop' });
    const pipeline = new CodePipeline(pipelineStack, 'Pipeline', {
      synth: new ShellStep('Synth', { input: CodePipelineSource.codeCommit(repository, 'main'), commands: ['npx cdk synth'] }),
    });
    const stage = new Stage(app, 'Prod');
    const stack = newStack(stage);
    newTask(stack, 'Task', { taskRole: closedRole(stack) });
    pipeline.addStage(stage);

    app.synth();
    expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
    expect(violationsOf(app)).toEqual([]);
  });

  test('to what another Aspect adds late', () => {
    const app = newApp({}, stabilization);
    XRayTracing.of(app).enable({ collector });
    const stack = newStack(app);
    new Construct(stack, 'Last');
    Aspects.of(app).add({
      visit: (node: IConstruct) => {
        if (node.node.id === 'Last' && !stack.node.tryFindChild('Late')) {
          newTask(stack, 'Late');
        }
      },
    }, { priority: 900 });

    expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
    expect(JSON.stringify(onlyOne(stack, TASK))).toContain('{"Name":"AWS_XRAY_DAEMON_ADDRESS","Value":"127.0.0.1:2000"}');
  });

  test('to containers of log routers and of the CDK\'s own making beside it, as it would be without', () => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    const task = new ecs.FargateTaskDefinition(stack, 'Task', { memoryLimitMiB: 1024 });
    task.addContainer('shop', { image: SHOP, logging: ecs.LogDrivers.firelens({}) });
    XRayTracing.of(app).enable({ collector });

    expect(containersOf(stack)).toEqual([['shop', 'xray-collector', 'log-router']]);
  });
});

describe('enable({ collector })', () => {
  test('on a Stack wins over that on the App, and an enable() without it takes that of the App', () => {
    const app = newApp();
    const [own, inherited] = ['Own', 'Inherited'].map((id) => newStack(app, id));
    [own, inherited].forEach((stack) => newTask(stack));
    XRayTracing.of(app).enable({ collector });
    XRayTracing.of(own).enable({ collector: TraceCollector.openTelemetry() });
    XRayTracing.of(inherited).enable({ frameworkFunctions: true });

    expect(JSON.stringify(onlyOne(own, TASK))).toContain('AOT_CONFIG_CONTENT');
    expect(JSON.stringify(onlyOne(inherited, TASK))).toContain('CW_CONFIG_CONTENT');
  });

  test('gives the permission as the other options say', () => {
    const app = newApp();
    const stack = newStack(app);
    newTask(stack);
    XRayTracing.of(app).enable({ collector, permissions: TracingPermissions.managedPolicyPerStack() });

    expect(JSON.stringify(resourcesOf(stack, ROLE))).not.toContain('"Policies"');
    expect(onlyOne(stack, 'AWS::IAM::ManagedPolicy').PolicyDocument).toMatchObject({ Statement: [{ Action: SAMPLING_ACTIONS }] });
  });

  test.each([[UnwritableRoles.SKIP, ['/Stack/Task/Resource collectorRoleNotWritable']], [UnwritableRoles.ASSUME_PERMITTED, []]])(
    'with unwritableRoles: %s puts the sidecar in place where the role is closed', (unwritableRoles, warnings) => {
      const app = newApp();
      const stack = newStack(app);
      newTask(stack, 'Task', { taskRole: closedRole(stack) });
      XRayTracing.of(app).enable({ collector, unwritableRoles });

      expect(containersOf(stack)).toEqual([WITH_SIDECAR]);
      expect(warningsOf(stack)).toEqual(warnings);
    });

  test('fails where it is given what is no collector, or one that can\'t run in a container', () => {
    const wrong = { collector: JSON.parse('{"xray":true}') };
    const app = newApp();

    expect(() => XRayTracing.of(app).enable(wrong)).toThrow('[App] collector must be made by TraceCollector, got {"xray":true}');
    expect(() => XRayTracing.of(app).enable({ collector: TraceCollector.xrayDaemon({ concurrency: 4 }) })).toThrow('concurrency can\'t be given to the daemon\'s container');
    newTask(newStack(app));
    expect(templatesOf(app)).toHaveLength(1);
  });

  test('notices every class of the CDK that makes a task definition', () => {
    const classes = [ecs.TaskDefinition, ecs.FargateTaskDefinition, ecs.Ec2TaskDefinition, ecs.ExternalTaskDefinition];

    expect(TASK_INJECTION_IDS).toEqual(classes.map(({ PROPERTY_INJECTION_ID }) => PROPERTY_INJECTION_ID));
  });

  test('says of a Stage that was synthesized before that it was missed', () => {
    const app = newApp();
    const stage = new Stage(app, 'Prod');
    newTask(newStack(stage));
    stage.synth();
    XRayTracing.of(app).enable({ collector });

    expect(violationsOf(app)).toEqual(['Prod stageNotVisited']);
  });
});
