import { Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import { addHandWritten, ENV, newGroup } from './groups';
import { XRayTracing } from '../../src';
import { newApp, newStack, warningsOf, warningTexts } from '../fixtures';

const MOST = 25;

function addGroups(stack: Stack, count: number, prefix = 'g'): Stack {
  Array.from({ length: count }).forEach((_none, index) => newGroup({ groupName: `${prefix}${index}` }, stack, `${prefix}${index}`));
  return stack;
}

function conditionIn(stack: Stack, id: string): CfnCondition {
  return new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.REGION, id) });
}

describe('The quota of groups', () => {
  test('is reached without a word', () => {
    expect(warningsOf(addGroups(newStack(newApp(), 'Stack', { env: ENV }), MOST))).toEqual([]);
  });

  test('is exceeded by the twenty-sixth', () => {
    const stack = addGroups(newStack(newApp(), 'Stack', { env: ENV }), MOST + 1);

    expect(warningsOf(stack)).toEqual(['/Stack/g25/Resource traceGroupQuota']);
    expect(warningTexts(stack).join()).toContain('this app has 26 groups in aws://111122223333/eu-central-1; X-Ray allows 25');
  });

  test('is not known where the account and Region are not', () => {
    expect(warningsOf(addGroups(newStack(), MOST + 1))).toEqual([]);
  });

  test('is shared by stacks, nested stacks and Stages of one place', () => {
    const app = newApp();
    const outer = addGroups(newStack(app, 'Outer', { env: ENV }), 9);
    addGroups(new NestedStack(outer, 'Nested'), 8, 'n');
    const inner = addGroups(newStack(new Stage(new Stage(app, 'Env', { env: ENV }), 'Deep'), 'Inner'), 9, 'i');
    app.synth();

    expect(warningsOf(outer)).toEqual([]);
    expect(warningsOf(inner)).toEqual(['/Env/Deep/Inner/i8/Resource traceGroupQuota']);
    expect(warningTexts(inner).join()).toContain('in the same account and Region, when both are deployed');
  });

  test('is one for each place', () => {
    const app = newApp();
    const stacks = ['eu-central-1', 'eu-west-1'].map((region) => addGroups(newStack(app, region, { env: { ...ENV, region } }), 13));

    expect(stacks.flatMap(warningsOf)).toEqual([]);
  });

  test('has nothing to do with groups that are there by a condition', () => {
    const stack = addGroups(newStack(newApp(), 'Stack', { env: ENV }), MOST);
    addHandWritten(stack, 'More').cfnOptions.condition = conditionIn(stack, 'One');

    expect(warningsOf(stack)).toEqual([]);
  });

  test('has nothing to do with a product', () => {
    const stack = addGroups(newStack(newApp(), 'Stack', { env: ENV }), MOST);
    class Product extends servicecatalog.ProductStack {
      constructor(scope: Construct, id: string) {
        super(scope, id);
        addGroups(this, 2);
      }
    }
    new servicecatalog.CloudFormationProduct(stack, 'Product', {
      productName: 'p',
      owner: 'o',
      productVersions: [{ productVersionName: 'v1', cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromProductStack(new Product(stack, 'ProductStack')) }],
    });

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('Two groups of one name', () => {
  test.each([['a known place', ENV], ['a place that is not known yet', undefined]])('are found in %s', (_title, env) => {
    const stack = newStack(newApp(), 'Stack', { env });
    addHandWritten(stack, 'Mine', { groupName: 'orders' });
    newGroup({ groupName: 'orders' }, stack);

    expect(warningsOf(stack)).toEqual(['/Stack/Group/Resource duplicateTraceGroup']);
    expect(warningTexts(stack).join()).toContain('Stack/Mine is the group "orders" of');
  });

  test('may differ in case', () => {
    const { stack } = newGroup({ groupName: 'orders' });
    addHandWritten(stack, 'Mine', { groupName: 'Orders' });

    expect(warningsOf(stack)).toEqual([]);
  });

  test('are found where one parameter names both, and not where two do', () => {
    const stack = newStack();
    const [one, two] = ['One', 'Two'].map((id) => new CfnParameter(stack, id).valueAsString);
    newGroup({ groupName: one }, stack, 'A');
    newGroup({ groupName: two }, stack, 'B');
    newGroup({ groupName: one }, stack, 'C');

    expect(warningsOf(stack)).toEqual(['/Stack/C/Resource duplicateTraceGroup']);
    expect(warningTexts(stack).join()).toContain('Stack/A/Resource is the group of that name of');
  });

  test('may be in two Regions, and in stacks and Stages of places that are not known', () => {
    const app = newApp();
    const stacks = ['eu-central-1', 'eu-west-1'].map((region) => newGroup({ groupName: 'orders' }, newStack(app, region, { env: { ...ENV, region } })).stack);
    const stages = ['dev', 'prod'].map((id) => newGroup({ groupName: 'orders' }, newStack(new Stage(app, id), 'Stack')).stack);
    app.synth();

    expect([...stacks, ...stages].flatMap(warningsOf)).toEqual([]);
  });

  test('are found in Stages of one place, with the Stage', () => {
    const app = newApp();
    const [dev, prod] = ['dev', 'prod'].map((id) => newGroup({ groupName: 'orders' }, newStack(new Stage(app, id, { env: ENV }), 'Stack')).stack);
    app.synth();

    expect(warningsOf(dev)).toEqual([]);
    expect(warningsOf(prod)).toEqual(['/prod/Stack/Group/Resource duplicateTraceGroup']);
    expect(warningTexts(prod).join()).toContain('(of the Stage dev in the same account and Region, when both are deployed)');
  });

  test('may be there by two conditions, and may meet by one', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    addHandWritten(stack, 'A', { groupName: 'orders' }).cfnOptions.condition = conditionIn(stack, 'One');
    addHandWritten(stack, 'B', { groupName: 'orders' }).cfnOptions.condition = conditionIn(stack, 'Two');
    expect(warningsOf(stack)).toEqual([]);

    const other = newStack();
    XRayTracing.of(other).enable();
    addHandWritten(other, 'A', { groupName: 'orders' });
    addHandWritten(other, 'B', { groupName: 'orders' }).cfnOptions.condition = conditionIn(other, 'One');
    expect(warningsOf(other)).toEqual(['/Stack/B duplicateTraceGroup']);
    expect(warningTexts(other).join()).toContain('(where its condition holds)');
  });

  test('without a name at all are nothing to speak of', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    ['A', 'B'].forEach((id) => addHandWritten(stack, id, { groupName: Aws.NO_VALUE }));

    expect(warningsOf(stack)).toEqual([]);
  });
});
