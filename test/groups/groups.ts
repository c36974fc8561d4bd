import { Stack } from 'aws-cdk-lib';
import { CfnGroup, CfnGroupProps } from 'aws-cdk-lib/aws-xray';
import { TraceGroup, TraceGroupProps } from '../../src';
import { FilterExpression } from '../../src/filters/filter-expression';
import { newStack } from '../fixtures';

export const GROUP = 'AWS::XRay::Group';

export const FILTER = FilterExpression.parse('service("orders") AND fault');

export const ENV = { account: '111122223333', region: 'eu-central-1' };

/** A group of which a test says what matters. */
export function newGroup(props: Partial<TraceGroupProps> = {}, stack = newStack(), id = 'Group'): { stack: Stack; group: TraceGroup } {
  return { stack, group: new TraceGroup(stack, id, { filter: FILTER, ...props }) };
}

/** A group as people write it by hand. */
export function addHandWritten(stack: Stack, id: string, props: Partial<CfnGroupProps> = {}): CfnGroup {
  return new CfnGroup(stack, id, { groupName: id, ...props });
}
