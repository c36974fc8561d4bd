import { Stack } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as fc from 'fast-check';
import { TraceDashboard, TraceGroup } from '../../src';
import { newFunction, newStack } from '../fixtures';
import { Widget, widgetsIn } from './dashboard-fixtures';

const WIDTH = 24;

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function groupsIn(stack: Stack, count: number): ReturnType<typeof TraceGroup.fromGroupAttributes>[] {
  return times(count, (index) => TraceGroup.fromGroupAttributes(stack, `Group${index}`, { groupName: `group-${index}` }));
}

function overlap(one: Widget, other: Widget): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

const CONTENT = fc.record({
  groups: fc.nat({ max: 45 }), services: fc.nat({ max: 12 }), functions: fc.nat({ max: 60 }), machines: fc.nat({ max: 12 }),
});

describe('the layout', () => {
  test('has no two widgets over each other, and fills every row, whatever there is', () => {
    fc.assert(fc.property(CONTENT, ({ groups, services, functions, machines }) => {
      const stack = newStack();
      times(functions, (index) => newFunction(stack, `F${index}`));
      times(machines, (index) => new sfn.StateMachine(stack, `M${index}`, { definitionBody: sfn.DefinitionBody.fromString('{}') }));
      new TraceDashboard(stack, 'Dashboard', { groups: groupsIn(stack, groups), services: times(services, (index) => `service-${index}`) });
      const widgets = widgetsIn(stack);
      widgets.forEach((one, index) => expect(widgets.slice(index + 1).filter((other) => overlap(one, other))).toEqual([]));
      for (const y of new Set(widgets.map((widget) => widget.y))) {
        const row = widgets.filter((widget) => widget.y === y);
        expect(row.reduce((sum, { width }) => sum + width, 0)).toBe(WIDTH);
        expect(new Set(row.map(({ height }) => height)).size).toBe(1);
      }
      const area = widgets.reduce((sum, { width, height }) => sum + width * height, 0);
      expect(Math.max(...widgets.map(({ y, height }) => y + height)) * WIDTH).toBe(area);
      expect(widgets.every(({ properties }) => (properties.metrics?.length ?? 0) <= 20)).toBe(true);
    }), { numRuns: 15 });
  });
});
