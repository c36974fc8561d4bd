import { Stack, Token } from 'aws-cdk-lib';
import { Expression, NodeSelector } from './ast';
import { readName } from './build/check-filter';
import { joined } from './build/combine';
import { partOf } from './build/parts';
import { tracedNodesIn } from './traced-nodes';
import { invalid } from '../../errors';
import { checkList, checkObject, shown } from '../../input/check-number';
import { Complain } from '../../input/complain';
import { FilterExpression } from '../filter-expression';
import { StackFilterOptions } from '../stack-filter-options';

const WHERE = 'TraceFilters.ofStack()';
/** Finds what goes through any traced service of a stack. */
export function stackFilter(stack: Stack, options: StackFilterOptions = {}): FilterExpression {
  const complain: Complain = (message) => invalid(WHERE, message);
  if (!Stack.isStack(stack)) {
    complain(`stack must be a Stack, got ${shown(stack)}: pass Stack.of(this), for example`);
  }
  checkObject(complain, 'options', options, '{ alsoServices: [\'orders\'] }');
  const names = namesIn(complain, options.alsoServices);
  const filter = options.filter && partOf(WHERE, 'filter', options.filter);
  return FilterExpression._of(() => anyOf(nodesOf(stack, names), filter?._expression), filter && [filter]);
}

function namesIn(complain: Complain, names: string[] = []): string[] {
  checkList(complain, 'alsoServices', names, '[\'orders\']');
  if (Token.isUnresolved(names)) {
    complain('alsoServices must be a list that is known, got a token: pass the names one by one');
  }
  return names.map((name, index) => readName(complain, `alsoServices[${index}]`, name));
}

/** What X-Ray names now, and what the user does; each once. */
function nodesOf(stack: Stack, names: readonly string[]): NodeSelector[] {
  const nodes = [...tracedNodesIn(stack), ...names.map((name): NodeSelector => ({ name, byId: false }))];
  return [...new Map(nodes.map((node) => [`${node.type}|${node.name}`, node])).values()];
}

function anyOf(nodes: readonly NodeSelector[], filter: Expression | undefined): Expression {
  return joined('or', nodes.map((node) => ({ kind: 'service', node, ...filter && { filter } })));
}
