import { Aspects, CfnResource, IAspect, NestedStack, PropertyInjectors, Stage, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Construct, IConstruct } from 'constructs';
import { XRayTracing } from '../src';
import { newApp, newFunction, newStack, onlyOne, resourcesOf, STABILIZATION, violationsOf } from './fixtures';
import { SERVICES } from '../src/mixins/private/services';

const FUNCTION = 'AWS::Lambda::Function';
const ACTIVE = { Mode: 'Active' };

describe.each(STABILIZATION)('with aspect stabilization %s, enable() on an App', (stabilization) => {
  test('reaches what is there and what is added later', () => {
    const app = newApp({}, stabilization);
    const before = newStack(app, 'Before');
    newFunction(before);

    XRayTracing.of(app).enable();
    const after = newStack(app, 'After');
    newFunction(after);

    expect(onlyOne(before, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(after, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('reaches a Stage that exists, a Stage that comes later and a Stage inside a Stage', () => {
    const app = newApp({}, stabilization);
    const first = newStack(new Stage(app, 'First'));
    newFunction(first);

    XRayTracing.of(app).enable();
    const later = new Stage(app, 'Later');
    const second = newStack(later);
    newFunction(second);
    const inner = newStack(new Stage(later, 'Inner'));
    newFunction(inner);

    app.synth();
    for (const stack of [first, second, inner]) {
      expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
    }
    expect(violationsOf(app)).toEqual([]);
  });

  test('reaches nested stacks', () => {
    const app = newApp({}, stabilization);
    XRayTracing.of(app).enable();
    const nested = new NestedStack(newStack(app), 'Nested');
    newFunction(nested);

    expect(onlyOne(nested, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('picks up what an Aspect of a higher number adds to a stack that was visited already', () => {
    const app = newApp({}, stabilization);
    XRayTracing.of(app).enable();
    const stack = newStack(app);
    new Construct(stack, 'Last');
    Aspects.of(app).add(new Adding('Last', () => newFunction(stack, 'Late')), { priority: 900 });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toHaveLength(1);
  });

  test.each([100, 200, 500, 900])('works when it is called inside an Aspect of priority %i', (priority) => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    newFunction(stack);
    Aspects.of(app).add(new Adding('Stack', () => XRayTracing.of(app).enable()), { priority });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(JSON.stringify(app.synth().getStackByName('Stack').messages)).not.toContain('ignoredAspect');
  });

  test('leaves a Stage that a pipeline synthesized before, and says so', () => {
    const app = newApp({}, stabilization);
    const { pipeline } = newPipeline(app);
    const stage = new Stage(app, 'Prod', { env: { account: '111111111111', region: 'eu-west-1' } });
    newFunction(newStack(stage));
    pipeline.addStage(stage);

    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toContain('Prod stageNotVisited');
  });

  test('reaches two Stages of a pipeline that deploy into one account, each with its own resource policy', () => {
    const app = newApp({}, stabilization);
    XRayTracing.of(app).enable();
    const { pipeline, stack: pipelineStack } = newPipeline(app);
    const stacks = ['Beta', 'Prod'].map((id) => {
      const stage = new Stage(pipelineStack, id, { env: { account: '111111111111', region: 'eu-west-1' } });
      const stack = newStack(stage);
      newFunction(stack);
      pipeline.addStage(stage);
      return stack;
    });

    app.synth();
    for (const stack of stacks) {
      expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
    }
    expect(violationsOf(app)).toEqual([]);
  });
});

describe('The noticing of later Stages', () => {
  test('leaves the user\'s own property injectors at work, on the App and above an enabled scope', () => {
    const app = newApp();
    const seen: string[] = [];
    PropertyInjectors.of(app).add({
      constructUniqueId: lambda.Function.PROPERTY_INJECTION_ID,
      inject: (props: lambda.FunctionProps, { id }) => {
        seen.push(id);
        return { ...props, memorySize: 512 };
      },
    });
    XRayTracing.of(app).enable();
    const stack = newStack(app);
    XRayTracing.of(stack).enable();
    newFunction(stack);
    const staged = newStack(new Stage(app, 'Stage'));
    newFunction(staged, 'Staged');

    app.synth();
    expect(seen).toEqual(['Function', 'Staged']);
    expect(onlyOne(stack, FUNCTION)).toMatchObject({ MemorySize: 512, TracingConfig: ACTIVE });
    expect(onlyOne(staged, FUNCTION)).toMatchObject({ MemorySize: 512, TracingConfig: ACTIVE });
  });

  test('is by the ids that the CDK gives its own classes', () => {
    const ours = new Set([...SERVICES.values()].flatMap((service) => service.injectionIds));
    const theirs = [
      lambda.Function, iam.Role, apigateway.RestApi, apigateway.Stage, appsync.GraphqlApi, sfn.StateMachine, sns.Topic, synthetics.Canary,
    ];

    expect([...ours].sort()).toEqual(theirs.map((construct) => construct.PROPERTY_INJECTION_ID).sort());
  });

  test('cannot see a Stage of L1s only, and the check after synthesis says so', () => {
    const app = newApp();
    XRayTracing.of(app).enable();
    const stage = new Stage(app, 'Raw');
    new lambda.CfnFunction(newStack(stage), 'Function', { code: {}, role: 'arn:aws:iam::111122223333:role/r' });

    expect(violationsOf(app)).toEqual(['Raw stageNotVisited']);
  });

  test('says nothing about a Stage that has nothing to trace', () => {
    const app = newApp();
    XRayTracing.of(app).enable();
    new CfnResource(newStack(new Stage(app, 'Empty')), 'Bucket', { type: 'AWS::S3::Bucket' });

    expect(violationsOf(app)).toEqual([]);
  });
});

describe('enable() on a part of an app', () => {
  test('leaves the rest alone', () => {
    const app = newApp();
    const [traced, other] = [newStack(app, 'Traced'), newStack(app, 'Other')];
    [traced, other].forEach((stack) => newFunction(stack));
    XRayTracing.of(traced).enable();

    expect(onlyOne(traced, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(other, FUNCTION).TracingConfig).toBeUndefined();
    expect(onlyOne(other, 'AWS::IAM::Role').Policies).toBeUndefined();
  });

  test('works for a single construct', () => {
    const stack = newStack();
    const [traced] = ['Traced', 'Other'].map((id) => newFunction(stack, id));
    XRayTracing.of(traced).enable();

    const modes = Object.values(resourcesOf(stack, FUNCTION)).map(({ Properties }) => Properties.TracingConfig);
    expect(modes).toEqual([ACTIVE, undefined]);
  });

  test('works in a Stage that is the root of its tree', () => {
    const stage = new Stage(undefined as never, 'Root');
    const stack = new Stack(stage, 'Stack');
    newFunction(stack);
    XRayTracing.of(stage).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });
});

/** Does something once, when it comes by a construct. */
class Adding implements IAspect {
  private done = false;

  constructor(private readonly id: string, private readonly add: () => unknown) {
  }

  public visit(node: IConstruct): void {
    if (!this.done && node.node.id === this.id) {
      this.done = true;
      this.add();
    }
  }
}

function newPipeline(app: Construct): { pipeline: CodePipeline; stack: Stack } {
  const stack = new Stack(app, 'Pipeline', { env: { account: '111111111111', region: 'eu-west-1' } });
  const source = CodePipelineSource.codeCommit(new codecommit.Repository(stack, 'Repo', { repositoryName: 'repo' }), 'main');
  const pipeline = new CodePipeline(stack, 'Pipeline', { synth: new ShellStep('Synth', { input: source, commands: ['npx cdk synth'] }) });
  return { pipeline, stack };
}
