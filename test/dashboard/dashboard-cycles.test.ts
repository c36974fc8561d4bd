import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Dashboard, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { TraceDashboard } from '../../src';
import { newApp, newFunction, newStack } from '../fixtures';
import { bodiesIn, linesIn, textsIn } from './dashboard-fixtures';

const ENV = { account: '111122223333', region: 'eu-west-1' };

describe('what can not be deployed before the dashboard', () => {
  const CYCLE = 'it needs this dashboard, or something of its stack, first, and the deployment would fail';

  function twoStacks(): { app: App; shop: Stack; operations: Stack } {
    const app = newApp();
    return { app, shop: newStack(app, 'Shop', { env: ENV }), operations: newStack(app, 'Operations', { env: ENV }) };
  }

  function expectLeftOut(app: App, stack: Stack, name: string): void {
    expect(() => app.synth()).not.toThrow();
    expect(textsIn(stack)).toContain(`\`${name}\`: ${CYCLE}`);
    expect(linesIn(stack, 'Functions: requests').filter((line) => line.endsWith(name))).toEqual([]);
  }

  test('is a function of a stack that depends on the stack of the dashboard', () => {
    const { app, shop, operations } = twoStacks();
    newFunction(shop, 'Orders');
    shop.node.addDependency(operations);
    new TraceDashboard(operations, 'Dashboard', { resources: [shop] });
    expectLeftOut(app, operations, 'Shop/Orders');
  });

  test('is a function of a stack that refers to the stack of the dashboard, wherever it does', () => {
    const { app, shop, operations } = twoStacks();
    newFunction(shop, 'Orders');
    const inner = newFunction(operations, 'Inner');
    newFunction(shop, 'Other', { environment: { NAME: inner.functionName } });
    new TraceDashboard(operations, 'Dashboard', { resources: [shop, operations] });
    expectLeftOut(app, operations, 'Shop/Orders`, `Shop/Other');
    expect(linesIn(operations, 'Functions: requests').map((line) => line.split('> ')[1])).toEqual(['Inner']);
  });

  test('is a function of a stack that depends on it by way of a third one', () => {
    const { app, shop, operations } = twoStacks();
    const middle = newStack(app, 'Middle', { env: ENV });
    newFunction(shop, 'Orders');
    shop.node.addDependency(middle);
    newFunction(middle, 'Between', { environment: { NAME: newFunction(operations, 'Inner').functionName } });
    new TraceDashboard(operations, 'Dashboard', { resources: [shop] });
    expectLeftOut(app, operations, 'Shop/Orders');
  });

  test('is a function that knows the name of the dashboard, or needs one that does', () => {
    const app = newApp();
    const stack = newStack(app, 'Stack', { env: ENV });
    const { dashboard } = new TraceDashboard(stack, 'Dashboard');
    const asking = newFunction(stack, 'Asking', { environment: { NAME: dashboard.dashboardName } });
    newFunction(stack, 'Calling', { environment: { NAME: asking.functionName } });
    newFunction(stack, 'Fine');
    expectLeftOut(app, stack, 'Asking`, `Calling');
    expect(linesIn(stack, 'Functions: requests').map((line) => line.split('> ')[1])).toEqual(['Fine']);
  });

  test('is a function around a nested stack that has the dashboard, where it needs that stack', () => {
    const app = newApp();
    const stack = newStack(app, 'Stack', { env: ENV });
    const nested = new NestedStack(stack, 'Nested');
    const inner = newFunction(nested, 'Inner');
    newFunction(stack, 'Calling', { environment: { NAME: inner.functionName } });
    newFunction(stack, 'Fine');
    new TraceDashboard(nested, 'Dashboard', { resources: [stack] });
    expectLeftOut(app, nested, 'Stack/Calling');
    expect(linesIn(nested, 'Functions: requests').map((line) => line.split('> ')[1])).toEqual(['Inner', 'Stack/Fine']);
  });

  test('is nothing in a stack that has a dashboard of its own', () => {
    const { app, shop, operations } = twoStacks();
    newFunction(shop, 'Orders');
    new Dashboard(shop, 'Own', { widgets: [[new TextWidget({ markdown: 'x' })]] });
    new TraceDashboard(operations, 'Dashboard', { resources: [shop] });
    app.synth();
    expect(linesIn(operations, 'Functions: requests')).toHaveLength(1);
  });

  test('is what only the later one of two dashboards would show of the other stack', () => {
    const { app, shop, operations } = twoStacks();
    newFunction(shop, 'Orders');
    newFunction(operations, 'Pager');
    new TraceDashboard(operations, 'Dashboard', { resources: [shop, operations] });
    new TraceDashboard(shop, 'Dashboard', { resources: [shop, operations] });
    app.synth();
    expect(linesIn(operations, 'Functions: requests')).toHaveLength(2);
    expect(linesIn(shop, 'Functions: requests').map((line) => line.split('> ')[1])).toEqual(['Orders']);
    expect(textsIn(shop)).toContain(`\`Operations/Pager\`: ${CYCLE}`);
    expect(operations.dependencies).toEqual([shop]);
  });

  test('is nothing where two dashboards in one stack show the same', () => {
    const stack = newStack();
    newFunction(stack, 'Orders');
    new TraceDashboard(stack, 'One');
    new TraceDashboard(stack, 'Two');
    expect(bodiesIn(stack).map(({ widgets }) => widgets.length)).toEqual([6, 6]);
  });
});
