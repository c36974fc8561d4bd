import { Aws, CfnResource, Lazy, NestedStack, PhysicalName, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FILTER, GROUP, newGroup } from './groups';
import { TraceGroup } from '../../src';
import { FilterExpression } from '../../src/filters/filter-expression';
import { newApp, newStack, onlyOne, resourcesOf, templatesOf } from '../fixtures';

function idsOf(stack: Stack): string[] {
  return Object.keys(resourcesOf(stack, GROUP));
}

describe('the name that a TraceGroup generates', () => {
  test('fits, says where the group stands, and is the same each time', () => {
    const make = (): string => newGroup({}, newStack(newApp(), 'Shop')).group.groupName;

    expect(make()).toMatch(/^Shop-Group-[0-9A-F]{8}$/);
    expect(make()).toBe(make());
  });

  test('is another one in another stack, Stage and nested stack, however long the path is, of letters, digits and dashes', () => {
    const app = newApp();
    const long = 'a_construct_with_a_very_long_name_indeed';
    const scopes = [
      newStack(app, 'One'), newStack(app, 'Two'), newStack(new Stage(app, 'Dev'), 'One'), newStack(new Stage(app, 'Prod'), 'One'),
      new NestedStack(newStack(app, 'Three'), 'Nested'), newStack(new Stage(app, 'Test'), long.replaceAll('_', '-')),
    ];
    const names = scopes.flatMap((scope) => ['Group', long].map((id) => new TraceGroup(scope, id, { filter: FILTER }).groupName));

    expect(new Set(names).size).toBe(names.length);
    names.forEach((name) => expect(name).toMatch(/^[A-Za-z0-9-]{1,32}$/));
  });

  test('is there too where a name is asked for that others can know before deployment', () => {
    const { stack, group } = newGroup({ groupName: PhysicalName.GENERATE_IF_NEEDED });

    expect(group.groupName).toBe(newGroup().group.groupName);
    expect(onlyOne(stack, GROUP).GroupName).toBe(group.groupName);
  });
});

describe('the logical id of a TraceGroup', () => {
  test('follows the name and nothing else', () => {
    const one = newGroup({ groupName: 'one' });
    const changed = newGroup({ groupName: 'one', filter: FilterExpression.parse('error'), insights: true, tags: { a: 'b' } });
    const other = newGroup({ groupName: 'two' });

    expect(idsOf(one.stack)).toEqual(idsOf(changed.stack));
    expect(idsOf(one.stack)).not.toEqual(idsOf(other.stack));
    expect(idsOf(one.stack)).toEqual([expect.stringMatching(/^Group[0-9A-F]{14}$/)]);
  });

  test('is the same in two syntheses of the same app', () => {
    const make = (): unknown => {
      const app = newApp();
      newGroup({}, newStack(app));
      newGroup({ groupName: `orders-${Aws.REGION}` }, newStack(app, 'Other'));
      newGroup({ groupName: 'orders' }, newStack(new Stage(app, 'Prod'), 'Third'));
      return templatesOf(app);
    };

    expect(make()).toEqual(make());
  });

  test('follows what a name is made of', () => {
    const make = (groupName: string): string[] => idsOf(newGroup({ groupName }).stack);

    expect(make(`orders-${Aws.REGION}`)).toEqual(make(`orders-${Aws.REGION}`));
    expect(make(`orders-${Aws.REGION}`)).not.toEqual(make(`orders-${Aws.ACCOUNT_ID}`));
    expect(make(Lazy.string({ produce: () => 'orders' }))).toEqual(make('orders'));
  });

  test('is the one that whoever depends on the group waits for', () => {
    const { stack, group } = newGroup({ groupName: 'orders' });
    new CfnResource(stack, 'User', { type: 'Test::User' }).node.addDependency(group);

    expect(resourcesOf(stack, 'Test::User').User.DependsOn).toEqual(idsOf(stack));
    Template.fromStack(stack).resourceCountIs(GROUP, 1);
  });
});
