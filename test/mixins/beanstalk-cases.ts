import { CfnResource, Fn, IResolvable, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnInstanceProfile, CfnRole, InstanceProfile, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IMixin } from 'constructs';
import { describeMixin } from './contract';
import { describeRolePermission } from './role-contract';
import { mixins } from '../../src';
import { newApp, newStack, onlyOne, SAMPLING_ACTIONS, warningsOf, warningTexts, xrayPolicy } from '../fixtures';

/** An option setting, as both types of Elastic Beanstalk have it. */
export interface Option {
  readonly namespace: string;
  readonly optionName: string;
  readonly value?: string;
}

/** One of Elastic Beanstalk's two resource types. */
export interface BeanstalkCases<R extends CfnResource> {
  readonly type: string;
  mixin(props?: mixins.RoleTracingOptions): IMixin;
  make(stack: Stack, props: { optionSettings?: Option[] | IResolvable; solutionStackName?: string }): R;
  assign(resource: R, settings: Option[] | IResolvable): void;
}

const XRAY = { Namespace: 'aws:elasticbeanstalk:xray', OptionName: 'XRayEnabled', Value: 'true' };
const TRACED = { OptionSettings: Match.arrayWith([XRAY]) };
const UNTRACED = { OptionSettings: Match.not(Match.arrayWith([Match.objectLike({ Namespace: 'aws:elasticbeanstalk:xray' })])) };
const SIZE = { Namespace: 'aws:autoscaling:asg', OptionName: 'MaxSize', Value: '4' };
const DOCKER_COMPOSE = '64bit Amazon Linux 2 v3.7.3 running ECS';

export function size(): Option {
  return { namespace: 'aws:autoscaling:asg', optionName: 'MaxSize', value: '4' };
}

export function profileOption(value: string): Option {
  return { namespace: 'aws:autoscaling:launchconfiguration', optionName: 'IamInstanceProfile', value };
}

function xray(value: string): Option {
  return { namespace: 'aws:elasticbeanstalk:xray', optionName: 'XRayEnabled', value };
}

/** An instance profile with a role of its own, in L1 form. */
export function newProfile(stack: Stack, roleName?: string): CfnInstanceProfile {
  const role = roleName ?? new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} }).ref;
  return new CfnInstanceProfile(stack, 'Profile', { roles: [role] });
}

/** The tests that hold for environments and configuration templates alike. */
export function describeBeanstalk<R extends CfnResource>(cases: BeanstalkCases<R>): void {
  const { type, make } = cases;

  describeMixin<R>({
    type,
    mixin: () => cases.mixin(),
    l1: (stack) => make(stack, { optionSettings: [size(), profileOption(newProfile(stack).ref)] }),
    assign: (resource, value) => cases.assign(resource, value === 'off'
      ? [profileOption(profileIn(resource)), xray('false')]
      : [profileOption(profileIn(resource)), { ...xray(''), value: value.toString() }]),
    traced: TRACED,
    untraced: UNTRACED,
  });

  describeRolePermission({
    type,
    mixin: (props) => cases.mixin(props),
    l1: (stack, roleArn) => make(stack, {
      optionSettings: [profileOption(new CfnInstanceProfile(stack, 'Profile', { roles: [roleArn] }).ref)],
    }),
    actions: SAMPLING_ACTIONS,
    traced: TRACED,
    untraced: UNTRACED,
  });

  test('keeps the other options', () => {
    const stack = newStack();
    const profile = newProfile(stack);

    make(stack, { optionSettings: [size(), profileOption(profile.ref)] }).with(cases.mixin());

    const instanceProfile = { Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile', Value: { Ref: 'Profile' } };
    expect(onlyOne(stack, type).OptionSettings).toEqual([SIZE, instanceProfile, XRAY]);
  });

  test.each(['false', 'true', 'FALSE', ''])('replaces an option that says "%s" instead of adding a second one', (value) => {
    const stack = newStack();

    make(stack, { optionSettings: [xray(value), profileOption(newProfile(stack).ref), size()] }).with(cases.mixin());

    const settings = onlyOne(stack, type).OptionSettings;
    expect(settings).toHaveLength(3);
    expect(settings).toContainEqual(expect.objectContaining({ Namespace: XRAY.Namespace, Value: expect.stringMatching(/^true$/i) }));
  });

  test('adds its option to settings that are a Lazy', () => {
    const stack = newStack();
    const profile = newProfile(stack);

    make(stack, { optionSettings: Lazy.any({ produce: () => [size(), profileOption(profile.ref), xray('false')] }) }).with(cases.mixin());

    const settings = onlyOne(stack, type).OptionSettings;
    expect(settings).toHaveLength(3);
    expect(settings).toEqual(expect.arrayContaining([SIZE, XRAY]));
    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
  });

  test('leaves settings that are a condition as they were, with a warning', () => {
    const stack = newStack();
    const optionSettings = Fn.conditionIf('IsProd', [SIZE], []);

    make(stack, { optionSettings }).with(cases.mixin());

    expect(onlyOne(stack, type).OptionSettings).toEqual({ 'Fn::If': ['IsProd', [SIZE], []] });
    expect(warningsOf(stack)).toHaveLength(1);
  });

  test('finds the role of an instance profile L2', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const profile = new InstanceProfile(stack, 'Profile', { role });

    make(stack, { optionSettings: [profileOption(profile.instanceProfileName)] }).with(cases.mixin());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
    Template.fromStack(stack).hasResourceProperties(type, TRACED);
  });

  test('finds an instance profile by its ARN', () => {
    const stack = newStack();

    make(stack, { optionSettings: [profileOption(newProfile(stack).attrArn)] }).with(cases.mixin());

    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
  });

  test('adds nothing to the role that has the managed policy of the web tier', () => {
    const stack = newStack();
    const managedPolicyArns = ['arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier'];
    const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, managedPolicyArns });

    make(stack, { optionSettings: [profileOption(newProfile(stack, role.ref).ref)] }).with(cases.mixin());

    expect(onlyOne(stack, 'AWS::IAM::Role')).toEqual({ AssumeRolePolicyDocument: {}, ManagedPolicyArns: managedPolicyArns });
    Template.fromStack(stack).hasResourceProperties(type, TRACED);
  });

  test('leaves a resource that names a profile of elsewhere as it was, with a warning that names it', () => {
    const stack = newStack();

    const resource = make(stack, { optionSettings: [profileOption('aws-elasticbeanstalk-ec2-role')] });
    resource.with(cases.mixin()).with(cases.mixin());

    Template.fromStack(stack).hasResourceProperties(type, UNTRACED);
    expect(warningsOf(stack)).toEqual([`/${resource.node.path} roleNotFound`]);
    expect(warningTexts(stack)[0]).toContain('aws-elasticbeanstalk-ec2-role');
    expect(warningTexts(stack)[0]).toContain(JSON.stringify({ Effect: 'Allow', Action: SAMPLING_ACTIONS, Resource: '*' }));
  });

  test.each([[undefined], [[]], [[size()]]])('leaves a resource that names no profile (%j) as it was, with a warning', (optionSettings) => {
    const before = newStack(newApp());
    make(before, { optionSettings });
    const after = newStack(newApp());
    make(after, { optionSettings }).with(cases.mixin());

    expect(Template.fromStack(after).toJSON()).toEqual(Template.fromStack(before).toJSON());
    expect(warningTexts(after)).toEqual([expect.stringContaining('IamInstanceProfile')]);
  });

  test('leaves a platform that has no daemon as it was, with a warning that names it', () => {
    const stack = newStack();

    make(stack, { optionSettings: [profileOption(newProfile(stack).ref)], solutionStackName: DOCKER_COMPOSE }).with(cases.mixin());

    Template.fromStack(stack).hasResourceProperties(type, UNTRACED);
    expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toBeUndefined();
    expect(warningTexts(stack)).toEqual([expect.stringContaining(DOCKER_COMPOSE)]);
  });

  test.each([
    ['64bit Amazon Linux 2023 v6.1.0 running Node.js 20'],
    ['64bit Amazon Linux 2 v3.6.0 running Docker'],
    [Fn.importValue('Platform')],
  ])('switches on the platform %s', (solutionStackName) => {
    const stack = newStack();

    make(stack, { optionSettings: [profileOption(newProfile(stack).ref)], solutionStackName }).with(cases.mixin());

    Template.fromStack(stack).hasResourceProperties(type, TRACED);
    expect(warningsOf(stack)).toEqual([]);
  });
}

function profileIn(resource: CfnResource): string {
  const profile = Stack.of(resource).node.findChild('Profile');
  return profile instanceof CfnInstanceProfile ? profile.ref : '';
}
