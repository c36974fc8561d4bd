import { Aspects, CfnParameter, CfnResource, Fn, IAspect, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { IConstruct } from 'constructs';
import { mixins, ResourcePolicyOwner, TracingPermissions, UnwritableRoles, XRayTracing } from '../src';
import { l1Of, newApp, newFunction, newStack, onlyOne, resourcesOf, SEGMENT_ACTIONS, STABILIZATION, violationsOf, warningsOf, xrayPolicy } from './fixtures';

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';
const OWN = { policyName: 'Own', policyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } };

describe.each(STABILIZATION)('With aspect stabilization %s, a permission is given again', (stabilization) => {
  test.each(['the same stack', 'another stack'])('where a later Aspect assigns the policies of a role in %s anew', (where) => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    const roles = where === 'another stack' ? newStack(app, 'Roles') : stack;
    const role = new iam.Role(roles, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    newFunction(stack, 'Function', { role });
    XRayTracing.of(app).enable();
    Aspects.of(app).add(new ForEachRole((l1) => {
      l1.policies = [OWN];
    }), { priority: 900 });

    expect(onlyOne(roles, ROLE).Policies).toEqual([expect.objectContaining({ PolicyName: 'Own' }), xrayPolicy(...SEGMENT_ACTIONS)]);
    expect(app.synth({ force: true }).getStackByName(roles.stackName).template).toEqual(app.synth().getStackByName(roles.stackName).template);
    expect(violationsOf(app)).toEqual([]);
  });

  test('where a later Aspect assigns the managed policies of a role anew', () => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    newFunction(stack);
    XRayTracing.of(app).enable({ permissions: TracingPermissions.managedPolicyPerStack() });
    Aspects.of(app).add(new ForEachRole((l1) => {
      l1.managedPolicyArns = ['arn:aws:iam::111122223333:policy/own'];
    }), { priority: 900 });

    expect(onlyOne(stack, ROLE).ManagedPolicyArns).toEqual(['arn:aws:iam::111122223333:policy/own', { Ref: expect.stringContaining('XRayWrite') }]);
  });
});

describe('The role that counts', () => {
  test('is that of the property, where somebody assigned another role of the app to it', () => {
    const stack = newStack();
    const other = new iam.Role(stack, 'Other', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    l1Of(newFunction(stack)).role = other.roleArn;
    XRayTracing.of(stack).enable();

    const policies = Object.entries(resourcesOf(stack, ROLE)).map(([id, { Properties }]) => [id.slice(0, 5), Properties.Policies]);
    expect(Object.fromEntries(policies)).toEqual({ Other: [xrayPolicy(...SEGMENT_ACTIONS)], Funct: undefined });
  });

  test('cannot be known where CloudFormation chooses it', () => {
    const stack = newStack();
    const [a, b] = ['A', 'B'].map((id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    new lambda.CfnFunction(stack, 'Function', { code: {}, role: Fn.conditionIf('Prod', a.roleArn, b.roleArn).toString() });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(warningsOf(stack)).toEqual(['/Stack/Function roleNotWritable']);
  });

  test.each(['AWS::Serverless::Function', FUNCTION])('of a raw %s is the one that its property refers to', (type) => {
    const stack = newStack();
    const [other, own] = ['Other', 'Own'].map((id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    const raw = new CfnResource(stack, 'Raw', { type, properties: { Role: own.roleArn } });
    raw.node.addDependency(other, own);
    XRayTracing.of(stack).enable();

    const policies = Object.entries(resourcesOf(stack, ROLE)).map(([id, { Properties }]) => [id.slice(0, 3), Properties.Policies]);
    expect(Object.fromEntries(policies)).toEqual({ Own: [xrayPolicy(...SEGMENT_ACTIONS)], Oth: undefined });
  });

  test('is not mistaken for another import with the same text in another scope', () => {
    const app = newApp();
    const stack = newStack(app);
    const nested = new NestedStack(stack, 'Nested');
    const importOf = (scope: Stack): iam.IRole => iam.Role.fromRoleArn(scope, 'Imported', new CfnParameter(scope, 'RoleArn').valueAsString);
    [importOf(nested), importOf(stack)].forEach((role, index) => newFunction(nested, `Function${index}`, { role }));
    XRayTracing.of(app).enable();

    expect(Object.keys(resourcesOf(nested, 'AWS::IAM::Policy'))).toHaveLength(2);
  });

  test('in a nested stack keeps its permission without a false alarm', () => {
    const app = newApp();
    const stack = newStack(app);
    const role = new iam.Role(new NestedStack(stack, 'Nested'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    newFunction(stack, 'Function', { role });
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual([]);
  });
});

describe('What the user says', () => {
  test('after a mixin stays, when the resource is excluded later', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.with(new mixins.FunctionTracing());
    l1Of(fn).tracingConfig = { mode: 'PassThrough' };
    XRayTracing.of(stack).exclude(fn, { reason: 'by hand' });

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual({ Mode: 'PassThrough' });
  });

  test('for a raw resource comes back, when it is excluded after a mixin', () => {
    const stack = newStack();
    const mode = new CfnParameter(stack, 'Mode').valueAsString;
    const topic = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { TracingConfig: mode } });
    topic.with(new mixins.TopicTracing());
    XRayTracing.of(stack).exclude(topic, { reason: 'by hand' });

    expect(onlyOne(stack, 'AWS::SNS::Topic').TracingConfig).toEqual({ Ref: 'Mode' });
  });

  test('for a raw resource is not overwritten', () => {
    const stack = newStack();
    new CfnResource(stack, 'Api', { type: 'AWS::AppSync::GraphQLApi', properties: { XrayEnabled: false } });
    new CfnResource(stack, 'Canary', { type: 'AWS::Synthetics::Canary', properties: { RuntimeVersion: 'syn-python-selenium-4.0' } });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, 'AWS::AppSync::GraphQLApi').XrayEnabled).toBe(false);
    expect(warningsOf(stack)).toEqual(['/Stack/Canary canaryNotTraceable']);
  });

  test('in a second enable() leaves the options of the first, where it gives none', () => {
    const stack = newStack();
    newFunction(stack);
    XRayTracing.of(stack).enable({ permissions: TracingPermissions.managedPolicyPerStack() });
    XRayTracing.of(stack).enable({ unwritableRoles: UnwritableRoles.SKIP });

    expect(onlyOne(stack, ROLE).Policies).toBeUndefined();
  });

  test('by an override on what was left alone is compared as well', () => {
    const app = newApp();
    l1Of(newFunction(newStack(app), 'Function', { tracing: lambda.Tracing.PASS_THROUGH })).addPropertyOverride('TracingConfig.Mode', 'Active');
    XRayTracing.of(app).enable();

    expect(violationsOf(app)).toEqual(['Stack/Function/Resource renderedOtherwise']);
  });
});

describe('The owner of the resource policy', () => {
  test('that is another app makes no stack wait, whatever other stacks do', () => {
    const app = newApp();
    const [shared, preview] = ['Shared', 'Preview'].map((id) => newStack(app, id));
    [shared, preview].forEach((stack) => new sns.Topic(stack, 'Topic'));
    XRayTracing.of(app).enable({ resourcePolicy: ResourcePolicyOwner.stack(shared) });
    XRayTracing.of(preview).enable({ resourcePolicy: ResourcePolicyOwner.external() });
    app.synth();

    expect(preview.dependencies).toEqual([]);
  });

  test('that is a nested stack is the stack around it', () => {
    const app = newApp();
    const stack = newStack(app);
    const nested = new NestedStack(stack, 'Nested');
    new sns.Topic(nested, 'Topic');
    XRayTracing.of(app).enable({ resourcePolicy: ResourcePolicyOwner.stack(nested) });

    expect(onlyOne(stack, 'AWS::XRay::ResourcePolicy').PolicyName).toMatch(/^XRayTopics-[0-9a-f]{16}$/);
    expect(resourcesOf(nested, 'AWS::XRay::ResourcePolicy')).toEqual({});
  });
});

test('A RunConfig that is computed as a whole and says nothing about tracing is named', () => {
  const stack = newStack();
  const canary = new synthetics.CfnCanary(stack, 'Canary', {
    name: 'shop',
    artifactS3Location: 's3://b',
    executionRoleArn: 'arn',
    runtimeVersion: 'syn-nodejs-puppeteer-10.0',
    code: { handler: 'h' },
    schedule: { expression: 'rate(0 minute)' },
    startCanaryAfterCreation: false,
  });
  canary.addPropertyOverride('Name', 'shop');
  canary.runConfig = Fn.conditionIf('Prod', { TimeoutInSeconds: 60 }, { TimeoutInSeconds: 30 });
  XRayTracing.of(stack).enable({ unwritableRoles: UnwritableRoles.ASSUME_PERMITTED });

  expect(warningsOf(stack)).toEqual(['/Stack/Canary propertyNotSettable']);
  expect(onlyOne(stack, 'AWS::Synthetics::Canary').RunConfig).toEqual({ 'Fn::If': ['Prod', { TimeoutInSeconds: 60 }, { TimeoutInSeconds: 30 }] });
});

class ForEachRole implements IAspect {
  constructor(private readonly change: (role: iam.CfnRole) => void) {
  }

  public visit(node: IConstruct): void {
    if (node instanceof iam.CfnRole) {
      this.change(node);
    }
  }
}
