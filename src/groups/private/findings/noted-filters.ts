import { CfnResource } from 'aws-cdk-lib';
import { FilterExpression } from '../../../filters/filter-expression';

const FILTERS = new WeakMap<CfnResource, FilterExpression>();

/** Says from what the filter of a group was rendered. */
export function noteFilter(group: CfnResource, filter: FilterExpression): void {
  FILTERS.set(group, filter);
}

export function notedFilterOf(group: CfnResource): FilterExpression | undefined {
  return FILTERS.get(group);
}
