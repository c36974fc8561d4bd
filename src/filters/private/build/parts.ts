import { invalid } from '../../../errors';
import { shown } from '../../../input/check-number';
import { isRecord } from '../../../references';
import type { FilterExpression } from '../../filter-expression';
import type { FilterNode } from '../../filter-node';
import { NodeSelector } from '../ast';

/** Refuses what is no filter, such as a text. */
export function partOf(where: string, name: string, filter: FilterExpression): FilterExpression {
  if (!isRecord(filter) || !('_expression' in filter)) {
    const remedy = typeof filter === 'string' ? `write FilterExpression.parse(${shown(filter)})` : 'write for example FilterExpression.fault()';
    invalid(where, `${name} must be a FilterExpression, got ${shown(filter)}: ${remedy}`);
  }
  return filter;
}

/** Refuses a list of filters that is empty, or holds something else. */
export function partsOf(where: string, filters: readonly FilterExpression[]): FilterExpression[] {
  if (filters.length === 0) {
    invalid(where, 'filters must be one or more, got none: leave it out where nothing has to hold');
  }
  return filters.map((filter, index) => partOf(where, `filters[${index}]`, filter));
}

/** Refuses what selects no service, such as a text. */
export function nodeOf(where: string, name: string, node: FilterNode): NodeSelector {
  if (!isRecord(node) || !('_selector' in node)) {
    const remedy = typeof node === 'string' ? `write FilterNode.named(${shown(node)})` : 'write for example FilterNode.named("orders")';
    invalid(where, `${name} must be a FilterNode, got ${shown(node)}: ${remedy}`);
  }
  return node._selector;
}
