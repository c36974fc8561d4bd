import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { mixins, TracingState, XRayTracing } from '../src';
import { closedRole, l1Of, makeShop, newApp, newFunction, newStack, violationsOf } from './fixtures';

describe('The check after synthesis', () => {
  test('has nothing to say about an app that was rendered as it was meant', () => {
    const app = newApp();
    makeShop(app);
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual([]);
  });

  test('finds a switch that an override turned off', () => {
    const app = newApp();
    l1Of(newFunction(newStack(app))).addPropertyOverride('TracingConfig.Mode', 'PassThrough');
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual(['Stack/Function/Resource renderedOtherwise']);
    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.UNTRACED, reason: expect.stringContaining('an override') }]);
  });

  test('finds a switch that an override turned on again', () => {
    const app = newApp();
    l1Of(newFunction(newStack(app))).addPropertyOverride('TracingConfig.Mode', 'Active');
    XRayTracing.of(app).disable();

    expect(violationsOf(app)).toEqual(['Stack/Function/Resource renderedOtherwise']);
    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.TRACED }]);
  });

  test('finds a permission that an override removed', () => {
    const app = newApp();
    const fn = newFunction(newStack(app));
    const role = fn.role?.node.defaultChild;
    if (role instanceof iam.CfnRole) {
      role.addPropertyDeletionOverride('Policies');
    }
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual(['Stack/Function/Resource permissionLost']);
  });

  test('does not miss the permission of a role in another stack', () => {
    const app = newApp();
    const role = new iam.Role(newStack(app, 'Roles'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    newFunction(newStack(app, 'Functions'), 'Function', { role });
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual([]);
  });

  test.each([[3, []], [4, ['App resourcePolicyQuota']]])('counts the X-Ray resource policies in one account and Region: %i', (count, expected) => {
    const app = newApp();
    for (let index = 0; index < count; index++) {
      const stage = new Stage(app, `Stage${index}`, { env: { account: '111111111111', region: 'eu-west-1' } });
      new sns.Topic(newStack(stage), 'Topic');
    }
    XRayTracing.of(app).enable();

    expect(violationsOf(app).map((found) => found.replace(/^ /, 'App '))).toEqual(expected);
  });

  test('does not count policies of which it cannot know the account', () => {
    const app = newApp();
    for (let index = 0; index < 4; index++) {
      new sns.Topic(newStack(new Stage(app, `Stage${index}`)), 'Topic');
    }
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual([]);
  });

  test('takes acknowledgements', () => {
    const app = newApp();
    const fn = newFunction(newStack(app));
    l1Of(fn).addPropertyOverride('TracingConfig.Mode', 'PassThrough');
    XRayTracing.of(app).enable();
    Validations.of(fn).acknowledge({ id: 'cdk-xray::renderedOtherwise', reason: 'tested by hand' });

    expect(violationsOf(app)).toEqual([]);
  });
});

describe('A finding on a construct', () => {
  test('says cause, remedy and id', () => {
    const app = newApp();
    const stack = newStack(app);
    newFunction(stack, 'Function', { role: closedRole(stack) });
    XRayTracing.of(app).enable();

    const [{ data }] = app.synth().getStackByName('Stack').messages.map(({ entry }) => entry);
    expect(data).toMatch(/^not traced: its role arn:aws:iam::111122223333:role\/Role can't be changed from this app, /);
    expect(data).toContain('add {"Effect":"Allow","Action":["xray:PutTelemetryRecords","xray:PutTraceSegments"],"Resource":"*"} to it, then pass unwritableRoles');
    expect(data).toMatch(/\[ack: [\w:-]*cdk-xray:roleNotWritable\]/);
  });

  test('is gone once it is acknowledged', () => {
    const app = newApp();
    const stack = newStack(app);
    const fn = newFunction(stack, 'Function', { role: closedRole(stack) });
    Validations.of(fn).acknowledge({ id: 'cdk-xray:roleNotWritable', reason: 'the role comes next week' });
    XRayTracing.of(app).enable();

    expect(app.synth().getStackByName('Stack').messages).toEqual([]);
  });
});

describe('The files in the cloud assembly', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  test('are the report, and what the owners of other roles have to add', () => {
    const app = new App({ outdir });
    const stack = newStack(app);
    newFunction(stack);
    newFunction(stack, 'Closed', { role: closedRole(stack) });
    XRayTracing.of(app).enable();
    app.synth();

    expect(readJson('xray-tracing-report.json')).toEqual({
      version: 1,
      resources: [
        {
          constructPath: 'Stack/Function/Resource',
          resourceType: 'AWS::Lambda::Function',
          logicalId: 'Function76856677',
          stack: 'Stack',
          state: 'traced',
          reason: 'switched on by XRayTracing',
        },
        expect.objectContaining({ constructPath: 'Stack/Closed/Resource', state: 'untraced' }),
      ],
    });
    expect(readJson('xray-required-permissions.json')).toEqual({
      version: 1,
      roles: [{
        role: 'arn:aws:iam::111122223333:role/Role',
        resources: ['Stack/Closed/Resource'],
        statement: { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
      }],
    });
  });

  test('are written anew by the next synthesis, and only those that are needed', () => {
    const app = new App({ outdir });
    newFunction(newStack(app), 'Other');
    XRayTracing.of(app).enable();
    app.synth();

    expect(JSON.stringify(readJson('xray-tracing-report.json'))).toContain('Stack/Other/Resource');
    expect(existsSync(join(outdir, 'xray-required-permissions.json'))).toBe(false);
  });

  test('ask nobody for a permission of what was excluded after its mixin was refused', () => {
    const app = new App({ outdir });
    const fn = newFunction(newStack(app), 'Closed', { role: closedRole(newStack(app, 'Roles')) });
    fn.with(new mixins.FunctionTracing());
    XRayTracing.of(app).enable();
    XRayTracing.of(app).exclude(fn, { reason: 'replaced in March' });
    app.synth();

    expect(existsSync(join(outdir, 'xray-required-permissions.json'))).toBe(false);
  });

  function readJson(file: string): unknown {
    return JSON.parse(readFileSync(join(outdir, file), 'utf8'));
  }
});

describe('The report', () => {
  test('of a scope has the resources of that scope', () => {
    const app = newApp();
    const [a, b] = ['A', 'B'].map((id) => newStack(app, id));
    [a, b].forEach((stack) => newFunction(stack));
    XRayTracing.of(a).enable();
    app.synth();

    expect(XRayTracing.of(b).report().resources).toMatchObject([
      { stack: 'B', state: TracingState.UNTRACED, reason: 'tracing is not enabled for it' },
    ]);
    expect(XRayTracing.of(app).report().inState(TracingState.TRACED)).toMatchObject([{ stack: 'A' }]);
  });

  test('is there for an app that only uses mixins', () => {
    const app = newApp();
    newFunction(newStack(app)).with(new mixins.FunctionTracing());
    app.synth();

    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.TRACED, reason: 'switched on by its mixin' }]);
  });

  test('says so where the value is decided at deployment', () => {
    const app = newApp();
    const stack = newStack(app);
    l1Of(newFunction(stack)).addPropertyOverride('TracingConfig.Mode', { Ref: 'Mode' });
    XRayTracing.of(app).disable();
    app.synth();

    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.UNKNOWN }]);
  });

  test('finds resources by a logical id of the user\'s own', () => {
    const app = newApp();
    const fn = newFunction(newStack(app), 'Function', { tracing: lambda.Tracing.DISABLED });
    l1Of(fn).overrideLogicalId('Checkout');
    XRayTracing.of(app).enable();
    app.synth();

    expect(XRayTracing.of(app).report().resources).toMatchObject([{ logicalId: 'Checkout', state: TracingState.TRACED }]);
  });
});
