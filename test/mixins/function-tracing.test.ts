import { CfnParameter, CfnResource, Fn, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CfnRole, CompositePrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias, CfnFunction, DockerImageCode, DockerImageFunction, SingletonFunction, SnapStartConf, Tracing, Code, Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { absent, dependenciesOf, describeMixin } from './contract';
import { describeNamedRole } from './role-contract';
import { mixins, XRayTracing } from '../../src';
import { newApp, newFunction, newStack, onlyOne, resourcesOf, SEGMENT_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const TYPE = 'AWS::Lambda::Function';
const TRACED = { TracingConfig: { Mode: 'Active' } };
const UNTRACED = { TracingConfig: absent };

describe('FunctionTracing', () => {
  describeMixin<CfnFunction>({
    type: TYPE,
    mixin: () => new mixins.FunctionTracing(),
    l1: (stack) => new CfnFunction(stack, 'Function', {
      code: { zipFile: ' ' }, role: new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} }).attrArn,
    }),
    l2: (stack) => newFunction(stack),
    assign: (fn, value) => {
      fn.tracingConfig = value === 'off' ? { mode: 'PassThrough' } : value;
    },
    traced: TRACED,
    untraced: UNTRACED,
  });

  describeNamedRole({
    type: TYPE,
    mixin: (props) => new mixins.FunctionTracing(props),
    l1: (stack, role) => new CfnFunction(stack, 'Function', { code: { zipFile: ' ' }, role }),
    actions: SEGMENT_ACTIONS,
    traced: TRACED,
    untraced: UNTRACED,
  });

  test('gives the two write actions to the role that the L2 makes, and needs no dependency for it', () => {
    const stack = newStack();

    newFunction(stack).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    expect(dependenciesOf(stack, TYPE)).toEqual(Object.keys(resourcesOf(stack, 'AWS::IAM::Role')));
  });

  test('adds nothing to a function that the user traced by the L2', () => {
    const before = newStack(newApp());
    newFunction(before, 'Function', { tracing: Tracing.ACTIVE });
    const after = newStack(newApp());
    newFunction(after, 'Function', { tracing: Tracing.ACTIVE }).with(new mixins.FunctionTracing());

    expect(Template.fromStack(after).toJSON()).toEqual(Template.fromStack(before).toJSON());
  });

  test('switches on over Tracing.PASS_THROUGH', () => {
    const stack = newStack();

    newFunction(stack, 'Function', { tracing: Tracing.PASS_THROUGH }).with(new mixins.FunctionTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
  });

  test('gives the permission to an L1 that the user made Active without it', () => {
    const stack = newStack();
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: ' ' }, role: role.attrArn, tracingConfig: { mode: 'Active' } });

    fn.with(new mixins.FunctionTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('keeps the other properties of the function', () => {
    const stack = newStack();

    newFunction(stack, 'Function', { memorySize: 512, environment: { TABLE: 'orders' }, description: 'orders' }).with(new mixins.FunctionTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, {
      MemorySize: 512, Environment: { Variables: { TABLE: 'orders' } }, Description: 'orders', Handler: 'index.handler', ...TRACED,
    });
  });

  test.each([
    ['a Lazy', Lazy.string({ produce: () => 'PassThrough' })],
    ['an import', Fn.importValue('Mode')],
    ['a condition', Fn.conditionIf('IsProd', 'Active', 'PassThrough').toString()],
  ])('switches on over a mode that is %s', (_name, mode) => {
    const stack = newStack();
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });

    new CfnFunction(stack, 'Function', { code: {}, role: role.attrArn, tracingConfig: { mode } }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, TYPE).TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('finds the role of an L1 by its name', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const roleArn = Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}', { Name: role.roleName });

    new CfnFunction(stack, 'Function', { code: {}, role: roleArn }).with(new mixins.FunctionTracing());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });

  test('corrects a mode that was set to a parameter later', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.with(new mixins.FunctionTracing());

    const l1 = fn.node.defaultChild;
    expect(l1).toBeInstanceOf(CfnFunction);
    if (l1 instanceof CfnFunction) {
      l1.tracingConfig = { mode: new CfnParameter(stack, 'Mode').valueAsString };
    }

    expect(onlyOne(stack, TYPE).TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('covers a container image function', () => {
    const stack = newStack();
    const code = DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, 'Images', 'orders'));

    new DockerImageFunction(stack, 'Function', { code }).with(new mixins.FunctionTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { PackageType: 'Image', ...TRACED });
  });

  test('covers a singleton function', () => {
    const stack = newStack();
    const fn = new SingletonFunction(stack, 'Function', {
      uuid: '1f6e5e51', code: Code.fromInline(' '), handler: 'index.handler', runtime: Runtime.NODEJS_22_X,
    });
    const [inner] = stack.node.findAll().filter(CfnFunction.isCfnFunction);

    inner.with(new mixins.FunctionTracing());

    expect(fn.role).toBeDefined();
    Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
  });

  test('keeps SnapStart beside tracing', () => {
    const stack = newStack();

    newFunction(stack, 'Function', {
      runtime: Runtime.JAVA_21,
      code: Code.fromBucketV2(Bucket.fromBucketName(stack, 'Code', 'code'), 'orders.jar'),
      snapStart: SnapStartConf.ON_PUBLISHED_VERSIONS,
    }).with(new mixins.FunctionTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { SnapStart: { ApplyOn: 'PublishedVersions' }, ...TRACED });
  });

  test('publishes one new version when tracing is switched on, and none when it is again', () => {
    const versionIds = [0, 1, 2].map((times) => {
      const stack = newStack(newApp());
      const fn = newFunction(stack);
      new Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
      Array.from({ length: times }, () => fn.with(new mixins.FunctionTracing()));
      return Object.keys(resourcesOf(stack, 'AWS::Lambda::Version'))[0];
    });

    expect(versionIds[1]).not.toBe(versionIds[0]);
    expect(versionIds[2]).toBe(versionIds[1]);
  });

  test('leaves an excluded function as it is', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    XRayTracing.of(stack).exclude(fn, { reason: 'replaced in March' });

    fn.with(new mixins.FunctionTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, UNTRACED);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Policies: absent });
  });

  describe('with a raw CfnResource', () => {
    test('switches on a function that depends on its role, by an override', () => {
      const stack = newStack();
      const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
      const fn = new CfnResource(stack, 'Function', { type: TYPE, properties: { Role: role.attrArn, Timeout: 5 } });
      fn.node.addDependency(role);

      fn.with(new mixins.FunctionTracing());

      Template.fromStack(stack).hasResourceProperties(TYPE, { Timeout: 5, ...TRACED });
      expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    });

    test('finds the role L2 that the function depends on', () => {
      const stack = newStack();
      const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      const fn = new CfnResource(stack, 'Function', { type: TYPE, properties: { Role: role.roleArn } });
      fn.node.addDependency(role);

      fn.with(new mixins.FunctionTracing());

      Template.fromStack(stack).hasResourceProperties(TYPE, TRACED);
      expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
    });

    test('leaves a function that declares no role as it was, with one warning', () => {
      const stack = newStack();
      const fn = new CfnResource(stack, 'Function', { type: TYPE, properties: { Role: 'arn:aws:iam::111122223333:role/ops' } });

      fn.with(new mixins.FunctionTracing());

      Template.fromStack(stack).hasResourceProperties(TYPE, UNTRACED);
      expect(warningsOf(stack)).toEqual(['/Stack/Function roleNotFound']);
    });
  });

  describe('at the edge', () => {
    test('leaves a function whose role trusts edgelambda as it was, with one warning', () => {
      const stack = newStack();
      const role = new CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] } }],
        },
      });
      const fn = new CfnFunction(stack, 'Function', { code: {}, role: role.attrArn });

      fn.with(new mixins.FunctionTracing()).with(new mixins.FunctionTracing());

      Template.fromStack(stack).hasResourceProperties(TYPE, UNTRACED);
      Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Policies: absent });
      expect(warningsOf(stack)).toEqual(['/Stack/Function edgeFunctionNotTraceable']);
    });

    test.each([
      ['alone', new ServicePrincipal('edgelambda.amazonaws.com')],
      ['beside lambda', new CompositePrincipal(new ServicePrincipal('lambda.amazonaws.com'), new ServicePrincipal('edgelambda.amazonaws.com'))],
    ])('notices an L2 role that trusts edgelambda %s', (_name, assumedBy) => {
      const stack = newStack();
      const role = new Role(stack, 'Role', { assumedBy });

      newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

      Template.fromStack(stack).hasResourceProperties(TYPE, UNTRACED);
      expect(warningsOf(stack)).toEqual(['/Stack/Function/Resource edgeFunctionNotTraceable']);
    });
  });
});
