import { join } from 'path';
import { App, Stage, Validations } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import { addHandWritten, addRule, ENV, idsIn, stackAt } from './rules';
import { DefaultSamplingRule, XRayTracing } from '../../src';
import { newApp, newStack, warningsOf, warningTexts } from '../fixtures';

const TIE = 'samplingPriorityTie';

/** A Stage with one rule that meets that of every other such Stage. */
function stageWithRule(app: App, id: string, env: typeof ENV | undefined): string[] {
  const stack = newStack(new Stage(app, id, { env }), 'Stack');
  addRule(stack, 'Rule', { samplingRuleName: `shop-${id}`, urlPath: `/${id}*`, httpMethod: 'GET' });
  addRule(stack, 'Other', { samplingRuleName: 'shop', urlPath: '/shop*', host: id });
  return warningsOf(stack);
}

describe('Stages', () => {
  test('of different accounts have nothing to do with each other', () => {
    const app = newApp();

    expect(stageWithRule(app, 'shop-dev', ENV)).toEqual([`/shop-dev/Stack/Rule/Resource ${TIE}`]);
    expect(stageWithRule(app, 'shop-prod', { ...ENV, account: '444455556666' })).toEqual([`/shop-prod/Stack/Rule/Resource ${TIE}`]);
  });

  test.each([
    ['of one place meet', ENV, ['duplicateSamplingRule']],
    ['of unknown places do not', undefined, []],
  ])('%s', (_title, env, expected) => {
    const app = newApp();
    const [dev, prod] = ['dev', 'prod'].map((id) => {
      const stack = newStack(new Stage(app, id, { env }), 'Stack');
      addRule(stack, 'Rule', { samplingRuleName: 'shop', serviceName: `shop-${id}` });
      return stack;
    });
    app.synth();

    expect(idsIn(dev)).toEqual([]);
    expect(idsIn(prod)).toEqual(expected);
  });

  test('and the app around them meet, whoever is synthesized first', () => {
    const app = newApp();
    const inner = newStack(new Stage(app, 'Stage', { env: ENV }), 'Stack');
    addRule(inner, 'inner', { urlPath: '/a*' });
    const outer = stackAt(ENV, 'Outer', app);
    addRule(outer, 'outer', { httpMethod: 'GET' });
    app.synth();

    expect(warningsOf(inner)).toEqual([]);
    expect(warningsOf(outer)).toEqual([`/Outer/outer/Resource ${TIE}`]);
  });

  test('with the same rules hear once of each, with the Stage and a name of its own as the remedy', () => {
    const app = newApp();
    const [, prod] = ['dev', 'prod'].map((id) => {
      const stack = newStack(new Stage(app, id, { env: ENV }), 'Stack');
      addRule(stack, 'Rule', { samplingRuleName: `orders-${id}`, serviceName: 'orders' });
      return stack;
    });
    app.synth();

    expect(idsIn(prod)).toEqual(['shadowedSamplingRule']);
    expect(warningTexts(prod).join()).toContain('of the Stage dev in the same account and Region, when both are deployed');
    expect(warningTexts(prod).join()).toContain('SamplingScope.service(`orders-${stage}`)');
  });

  test('share the quota of their place', () => {
    const app = newApp();
    const stacks = ['a', 'b'].map((id) => newStack(new Stage(app, id, { env: ENV }), 'Stack'));
    stacks.forEach((stack, place) => Array.from({ length: 13 }).forEach((_none, index) => addRule(stack, `r${place}-${index}`, { serviceName: `s${place}-${index}` })));
    app.synth();

    expect(warningsOf(stacks[0])).toEqual([]);
    expect(warningsOf(stacks[1])).toEqual(['/b/Stack/r1-12/Resource samplingRuleQuota']);
  });

  test('that come after another one was synthesized count too', () => {
    const app = newApp();
    const make = (id: string): string[] => {
      const stage = new Stage(app, id, { env: ENV });
      const stack = newStack(stage, 'Stack');
      addRule(stack, 'Rule', { samplingRuleName: 'shop', serviceName: id });
      stage.synth();
      return idsIn(stack);
    };

    expect(make('a')).toEqual([]);
    expect(make('b')).toEqual(['duplicateSamplingRule']);
    expect(make('c')).toEqual(['duplicateSamplingRule']);
  });
});

describe('Rules', () => {
  test('in a product are left alone', () => {
    const stack = newStack();
    class Product extends servicecatalog.ProductStack {
      constructor(scope: Construct, id: string) {
        super(scope, id);
        addHandWritten(this, 'Rule', { ruleName: 'shop', serviceType: 'AWS::Lambda' });
      }
    }
    new servicecatalog.CloudFormationProduct(stack, 'Product', {
      productName: 'p',
      owner: 'o',
      productVersions: [{ productVersionName: 'v1', cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromProductStack(new Product(stack, 'ProductStack')) }],
    });
    addRule(stack, 'Rule', { samplingRuleName: 'shop' });

    expect(idsIn(stack)).toEqual([]);
  });

  test('of a template that is included are looked at', () => {
    const stack = newStack();
    new CfnInclude(stack, 'Included', { templateFile: join(__dirname, 'included-rules.json') });
    addRule(stack, 'Rule', { samplingRuleName: 'included', priority: 200, serviceName: 'shop' });

    expect(warningsOf(stack).sort()).toEqual([
      '/Stack/Included/OnGroup samplingRuleOnGroup',
      '/Stack/Included/Wrong unknownServiceType',
      '/Stack/Rule/Resource duplicateSamplingRule',
    ]);
  });
});

describe('The Default rule', () => {
  const settings = { fixedRate: 0.1, reservoir: 1 };

  test('is set once for a place', () => {
    const stack = stackAt(ENV);
    new DefaultSamplingRule(stack, 'One', settings);
    expect(idsIn(stack)).toEqual([]);

    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => stackAt(ENV, id, app));
    [one, two].forEach((each) => new DefaultSamplingRule(each, 'Default', settings));
    expect(idsIn(one)).toEqual([]);
    expect(warningsOf(two)).toEqual(['/Two/Default duplicateSamplingRule']);
  });

  test('may be set in two Regions', () => {
    const app = newApp();
    const stacks = ['eu-central-1', 'eu-west-1'].map((region) => {
      const stack = stackAt({ ...ENV, region }, region, app);
      new DefaultSamplingRule(stack, 'Default', settings);
      return stack;
    });

    expect(stacks.flatMap(idsIn)).toEqual([]);
  });

  test('is quiet once that is acknowledged', () => {
    const app = newApp();
    const stack = stackAt(ENV, 'Two', app);
    new DefaultSamplingRule(stackAt(ENV, 'One', app), 'Default', settings);
    Validations.of(new DefaultSamplingRule(stack, 'Default', settings)).acknowledge({ id: 'cdk-xray:duplicateSamplingRule', reason: 'tested by hand' });

    expect(idsIn(stack)).toEqual([]);
  });
});

describe('An app without sampling rules', () => {
  test('hears nothing of them', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();

    expect(idsIn(stack)).toEqual([]);
  });
});
