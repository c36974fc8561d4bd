import { CfnParameter, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Canary, CfnCanary, CfnCanaryProps, Code, Runtime, Schedule, Test } from 'aws-cdk-lib/aws-synthetics';
import { absent, dependenciesOf, describeMixin } from './contract';
import { describeNamedRole } from './role-contract';
import { mixins } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, warningsOf, warningTexts, xrayPolicy } from '../fixtures';

const TYPE = 'AWS::Synthetics::Canary';
const TRACED = { RunConfig: { ActiveTracing: true } };
const SEGMENTS = ['xray:PutTraceSegments'];

function newCanary(stack: Stack, props: Partial<CfnCanaryProps> = {}): CfnCanary {
  return new CfnCanary(stack, 'Canary', {
    name: 'shop',
    artifactS3Location: 's3://shop',
    code: { handler: 'index.handler' },
    schedule: { expression: 'rate(5 minutes)' },
    runtimeVersion: 'syn-nodejs-puppeteer-9.1',
    executionRoleArn: props.executionRoleArn ?? new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} }).attrArn,
    ...props,
  });
}

describe('CanaryTracing', () => {
  describeMixin<CfnCanary>({
    type: TYPE,
    mixin: () => new mixins.CanaryTracing(),
    l1: (stack) => newCanary(stack),
    l2: (stack) => new Canary(stack, 'Canary', {
      runtime: Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
      schedule: Schedule.once(),
      test: Test.custom({ code: Code.fromInline('exports.handler = () => {};'), handler: 'index.handler' }),
    }),
    assign: (canary, value) => {
      canary.runConfig = value === 'off' ? { activeTracing: false } : { activeTracing: value };
    },
    traced: TRACED,
    untraced: { RunConfig: absent },
  });

  describeNamedRole({
    type: TYPE,
    mixin: (props) => new mixins.CanaryTracing(props),
    l1: (stack, executionRoleArn) => newCanary(stack, { executionRoleArn }),
    actions: SEGMENTS,
    traced: TRACED,
    untraced: { RunConfig: absent },
  });

  test('adds its policy beside the one that the L2 gives to its role', () => {
    const stack = newStack();
    const canary = new Canary(stack, 'Canary', {
      runtime: Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
      schedule: Schedule.once(),
      test: Test.custom({ code: Code.fromInline('exports.handler = () => {};'), handler: 'index.handler' }),
      activeTracing: true,
    });

    canary.with(new mixins.CanaryTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([expect.objectContaining({ PolicyName: 'canaryPolicy' }), xrayPolicy(...SEGMENTS)]);
  });

  test('waits for a policy that allows tracing where the role is imported', () => {
    const stack = newStack();
    const role = Role.fromRoleArn(stack, 'Ops', 'arn:aws:iam::111122223333:role/ops');
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));

    new Canary(stack, 'Canary', {
      role,
      runtime: Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
      schedule: Schedule.once(),
      test: Test.custom({ code: Code.fromInline('exports.handler = () => {};'), handler: 'index.handler' }),
    }).with(new mixins.CanaryTracing());

    const allowing = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).filter(([, policy]) => JSON.stringify(policy).includes('xray:'));
    expect(allowing.map(([id]) => id)).toEqual(expect.arrayContaining(dependenciesOf(stack, TYPE)));
    expect(dependenciesOf(stack, TYPE)).toHaveLength(1);
  });

  test.each([
    ['a plain object', { timeoutInSeconds: 60, memoryInMb: 1024 }],
    ['a Lazy', Lazy.any({ produce: () => ({ timeoutInSeconds: 60, memoryInMb: 1024 }) })],
  ])('keeps the rest of a RunConfig that is %s', (_name, runConfig) => {
    const stack = newStack();

    newCanary(stack, { runConfig }).with(new mixins.CanaryTracing());

    expect(onlyOne(stack, TYPE).RunConfig).toEqual({ TimeoutInSeconds: 60, MemoryInMB: 1024, ActiveTracing: true });
  });

  test('loses nothing of a RunConfig that is a condition', () => {
    const stack = newStack();

    newCanary(stack, { runConfig: Fn.conditionIf('IsProd', { TimeoutInSeconds: 60 }, { TimeoutInSeconds: 30 }) }).with(new mixins.CanaryTracing());

    expect(JSON.stringify(onlyOne(stack, TYPE).RunConfig)).toContain('TimeoutInSeconds');
  });

  test('keeps the rest of a RunConfig that the user assigns later', () => {
    const stack = newStack();
    const canary = newCanary(stack);
    canary.with(new mixins.CanaryTracing());

    canary.runConfig = { timeoutInSeconds: 60, activeTracing: false };

    expect(onlyOne(stack, TYPE).RunConfig).toEqual({ TimeoutInSeconds: 60, ActiveTracing: true });
  });

  test.each([
    'syn-nodejs-2.0', 'syn-nodejs-2.2', 'syn-nodejs-puppeteer-3.0', 'syn-nodejs-puppeteer-9.1',
    'syn-nodejs-puppeteer-10.0', 'syn-nodejs-puppeteer-13.1',
  ])('traces the runtime %s', (runtimeVersion) => {
    const stack = newStack();

    newCanary(stack, { runtimeVersion }).with(new mixins.CanaryTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    'syn-1.0', 'syn-nodejs-1.0', 'syn-nodejs-playwright-1.0', 'syn-nodejs-playwright-5.0', 'syn-python-selenium-6.0', 'syn-future-1.0',
  ])('leaves the runtime %s as it is, with a warning that names it', (runtimeVersion) => {
    const stack = newStack();

    newCanary(stack, { runtimeVersion }).with(new mixins.CanaryTracing());

    expect(onlyOne(stack, TYPE).RunConfig).toBeUndefined();
    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toBeUndefined();
    expect(warningsOf(stack)).toEqual(['/Stack/Canary canaryNotTraceable']);
    expect(warningTexts(stack)[0]).toContain(runtimeVersion);
  });

  test('traces a runtime that is a token', () => {
    const stack = newStack();

    newCanary(stack, { runtimeVersion: new CfnParameter(stack, 'Runtime').valueAsString }).with(new mixins.CanaryTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('leaves a canary that runs Firefox as it is', () => {
    const stack = newStack();

    newCanary(stack, { browserConfigs: [{ browserType: 'CHROME' }, { browserType: 'FIREFOX' }] }).with(new mixins.CanaryTracing());

    expect(onlyOne(stack, TYPE).RunConfig).toBeUndefined();
    expect(warningTexts(stack)).toEqual([expect.stringContaining('Firefox')]);
  });

  test('leaves a canary whose lazy browsers include Firefox as it is', () => {
    const stack = newStack();

    newCanary(stack, { browserConfigs: Lazy.any({ produce: () => [{ browserType: 'FIREFOX' }] }) }).with(new mixins.CanaryTracing());

    expect(warningsOf(stack)).toEqual(['/Stack/Canary canaryNotTraceable']);
  });

  test('traces a canary that runs Chrome only', () => {
    const stack = newStack();

    newCanary(stack, { browserConfigs: [{ browserType: 'CHROME' }] }).with(new mixins.CanaryTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
  });

  test.each<[string | undefined, string[]]>([
    ['ap-southeast-3', ['/Stack/Canary canaryNotTraceable']],
    ['eu-west-1', []],
    [undefined, []],
  ])('knows whether the Region %s supports it', (region, warnings) => {
    const stack = newStack(newApp(), 'Stack', { env: { account: '111122223333', region } });

    newCanary(stack).with(new mixins.CanaryTracing());

    expect(warningsOf(stack)).toEqual(warnings);
    expect(onlyOne(stack, TYPE).RunConfig).toEqual(warnings.length > 0 ? undefined : { ActiveTracing: true });
  });

  test('leaves a raw resource whose role cannot be read as it was, with a warning', () => {
    const stack = newStack();
    const canary = new CfnResource(stack, 'Canary', { type: TYPE, properties: { RunConfig: { TimeoutInSeconds: 60 } } });

    canary.with(new mixins.CanaryTracing());

    expect(onlyOne(stack, TYPE).RunConfig).toEqual({ TimeoutInSeconds: 60 });
    expect(warningsOf(stack)).toHaveLength(1);
  });
});
