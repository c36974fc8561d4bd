import { Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { isConcrete, topOf } from '../../../account/environment';
import { fail } from '../../../errors';
import { SsmHybridOptions } from '../../on-premises-identity-options';

/** By app, and by stack where account or Region are not known. */
const CLAIMS = new WeakMap<IConstruct, Map<string, Construct>>();

/**
 * Takes nodes for a collector, and refuses those that another collector of this app has: each of the two would stop the other one.
 * Nodes and tags that only CloudFormation knows are not compared.
 */
export function claimNodes(collector: Construct, { instanceIds, tags }: Pick<SsmHybridOptions, 'instanceIds' | 'tags'>): void {
  const stack = topOf(Stack.of(collector));
  const where = isConcrete(stack) ? collector.node.root : stack;
  const claims = CLAIMS.get(where) ?? new Map<string, Construct>();
  CLAIMS.set(where, claims);
  const literal = [...new Set(instanceIds), ...tags && !Token.isUnresolved(tags) ? [sorted(tags)] : []].filter((nodes) => !Token.isUnresolved(nodes));
  for (const nodes of literal) {
    const place = `${stack.account}/${stack.region}/${nodes}`;
    const first = claims.get(place);
    if (first) {
      fail(collector, `identity must name nodes that have no collector yet, got ${nodes}, which have that of ${first.node.path}: `
        + 'there can be one on a machine; remove one of the two, or name other nodes');
    }
    claims.set(place, collector);
  }
}

function sorted(tags: { [key: string]: string }): string {
  return JSON.stringify(Object.fromEntries(Object.entries(tags).sort(([a], [b]) => a < b ? -1 : 1)));
}
