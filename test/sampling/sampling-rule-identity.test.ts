import { App, Aws, CfnParameter, CfnResource, Fn, Lazy, NestedStack, PhysicalName, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { SamplingRule, SamplingRuleProps } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, templatesOf } from '../fixtures';

const RULE = 'AWS::XRay::SamplingRule';
const PROPS: SamplingRuleProps = { fixedRate: 0.05, priority: 100 };

function newRule(props: Partial<SamplingRuleProps> = {}, stack = newStack()): { stack: Stack; rule: SamplingRule } {
  return { stack, rule: new SamplingRule(stack, 'Rule', { ...PROPS, ...props }) };
}

function idsOf(stack: Stack): string[] {
  return Object.keys(resourcesOf(stack, RULE));
}

/** The logical id of a rule with a name, where that needs something of its stack. */
function idOf(name: (stack: Stack) => string): string {
  const stack = newStack();
  newRule({ samplingRuleName: name(stack) }, stack);
  return idsOf(stack)[0];
}

describe('the name that a SamplingRule generates', () => {
  test('fits, says where the rule stands, and is the same each time', () => {
    const make = (): string => newRule({}, newStack(newApp(), 'Shop')).rule.samplingRuleName;

    expect(make()).toMatch(/^Shop-Rule-[0-9A-F]{8}$/);
    expect(make()).toBe(make());
  });

  test('is another one in another stack, Stage and nested stack, however long the path is', () => {
    const app = newApp();
    const long = 'a-construct-with-a-very-long-name-indeed';
    const scopes = [
      newStack(app, 'One'), newStack(app, 'Two'), newStack(new Stage(app, 'Dev'), 'One'), newStack(new Stage(app, 'Prod'), 'One'),
      new NestedStack(newStack(app, 'Three'), 'Nested'), newStack(new Stage(app, 'Test'), long),
    ];
    const names = scopes.flatMap((scope) => ['Rule', long].map((id) => new SamplingRule(scope, id, PROPS).samplingRuleName));

    expect(new Set(names).size).toBe(names.length);
    names.forEach((name) => expect(name).toMatch(/^[\w-]{1,32}$/));
  });

  test('is there too where a name is asked for that others can know before deployment', () => {
    const { stack, rule } = newRule({ samplingRuleName: PhysicalName.GENERATE_IF_NEEDED });

    expect(rule.samplingRuleName).toBe(newRule().rule.samplingRuleName);
    expect(onlyOne(stack, RULE).SamplingRule).toMatchObject({ RuleName: rule.samplingRuleName });
  });
});

describe('the logical id of a SamplingRule', () => {
  test('follows the name and nothing else', () => {
    const one = newRule({ samplingRuleName: 'one' });
    const changed = newRule({ samplingRuleName: 'one', fixedRate: 1, priority: 1, reservoir: 5, urlPath: '/x', tags: { a: 'b' } });
    const other = newRule({ samplingRuleName: 'two' });

    expect(idsOf(one.stack)).toEqual(idsOf(changed.stack));
    expect(idsOf(one.stack)).not.toEqual(idsOf(other.stack));
    expect(idsOf(one.stack)).toEqual([expect.stringMatching(/^Rule[0-9A-F]{14}$/)]);
  });

  test('is the same in two syntheses of the same app', () => {
    const make = (): unknown => {
      const app = newApp();
      newRule({}, newStack(app));
      newRule({ samplingRuleName: `orders-${Aws.REGION}` }, newStack(app, 'Other'));
      newRule({ samplingRuleName: 'orders' }, newStack(new Stage(app, 'Prod'), 'Third'));
      return templatesOf(app);
    };

    expect(make()).toEqual(make());
  });

  test.each<[string, (stack: Stack) => string, (stack: Stack) => string]>([
    ['a pseudo parameter', () => `orders-${Aws.REGION}`, () => `orders-${Aws.ACCOUNT_ID}`],
    ['an import', () => Fn.importValue('one'), () => Fn.importValue('two')],
    ['a parameter', (stack) => new CfnParameter(stack, 'One').valueAsString, (stack) => new CfnParameter(stack, 'Two').valueAsString],
    ['what is known at synthesis', () => Lazy.string({ produce: () => 'one' }), () => Lazy.string({ produce: () => 'two' })],
    ['a text around it', () => `one-${Aws.REGION}`, () => `two-${Aws.REGION}`],
  ])('follows a name that holds %s', (_title, name, other) => {
    expect(idOf(name)).toBe(idOf(name));
    expect(idOf(name)).not.toBe(idOf(other));
  });

  test('stays where a name becomes literal text', () => {
    expect(idOf(() => Lazy.string({ produce: () => 'orders' }))).toBe(idOf(() => 'orders'));
    expect(idOf(() => `orders-${Lazy.string({ produce: () => 'eu' })}`)).toBe(idOf(() => 'orders-eu'));
  });

  test('follows the resource that a name refers to, also one that gets another logical id later', () => {
    const make = (id?: string): string[] => {
      const stack = newStack();
      const source = new CfnResource(stack, 'Source', { type: 'Test::Source' });
      newRule({ samplingRuleName: `orders-${source.ref}` }, stack);
      if (id) {
        source.overrideLogicalId(id);
      }
      Template.fromStack(stack).hasResourceProperties(RULE, { SamplingRule: { RuleName: { 'Fn::Join': ['', ['orders-', { Ref: id ?? 'Source' }]] } } });
      return idsOf(stack);
    };

    expect(make('Renamed')).toEqual(make('Renamed'));
    expect(make('Renamed')).not.toEqual(make());
  });

  test('is one and the same for all who refer to the rule, with a name of another stack', () => {
    const app = newApp({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
    const before = newStack(app, 'Before');
    const stack = newStack(app, 'Rules');
    const source = new CfnResource(newStack(app, 'Source'), 'Source', { type: 'Test::Source' });
    const { rule } = newRule({ samplingRuleName: source.getAtt('Name').toString() }, stack);
    const users = [before, newStack(app, 'After')];
    users.forEach((user) => new CfnResource(user, 'User', { type: 'Test::User', properties: { Arn: rule.samplingRuleArn } }));

    const template = Template.fromStack(stack);
    const [id] = Object.keys(template.findResources(RULE));
    expect(Object.values(template.findOutputs('*'))).toEqual([{ Value: { Ref: id }, Export: { Name: expect.stringContaining(id) } }]);
    expect(users.map((user) => onlyOne(user, 'Test::User').Arn)).toEqual(users.map(() => ({ 'Fn::ImportValue': expect.stringContaining(id) })));
    template.hasResourceProperties(RULE, { SamplingRule: { RuleName: { 'Fn::ImportValue': Match.stringLikeRegexp('Source') } } });
  });

  test('is the one that a user gives it', () => {
    const { stack, rule } = newRule({ samplingRuleName: 'orders' });
    const resource = rule.node.defaultChild;
    if (!(resource instanceof CfnSamplingRule)) {
      throw new Error('the rule has its resource');
    }
    resource.overrideLogicalId('Mine');

    expect(idsOf(stack)).toEqual(['Mine']);
    expect(stack.resolve(rule.samplingRuleArn)).toEqual({ Ref: 'Mine' });
  });

  test('is right inside of nested stacks, below long paths, and for what depends on the rule', () => {
    const app = new App();
    const nested = new NestedStack(newStack(app), 'Nested');
    const { rule } = newRule({ samplingRuleName: 'x' }, nested);
    const deep = new Stage(app, 'Stage');
    const long = new SamplingRule(newStack(deep), 'R'.repeat(250), PROPS);
    const user = new CfnResource(nested, 'User', { type: 'Test::User' });
    user.node.addDependency(rule);

    expect(resourcesOf(nested, 'Test::User').User.DependsOn).toEqual(idsOf(nested));
    expect(idsOf(Stack.of(long))[0].length).toBeLessThanOrEqual(255);
  });
});
