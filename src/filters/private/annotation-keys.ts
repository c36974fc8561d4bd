import { Expression, NodeSelector } from './ast';

/** The name of a service; nothing for one that is known by something else. */
export type ServiceName = string | undefined;

/** An annotation that a filter looks for. */
export interface AnnotationUse {
  readonly key: string;
  /** Services that have to be in the trace with it; where there are none, any may be. */
  readonly beside: readonly ServiceName[];
  /** Services of which one has to have it itself; where nothing is said, any may have it. */
  readonly within?: readonly ServiceName[];
}

type Context = Omit<AnnotationUse, 'key'>;

/** The annotations that a filter looks for, wherever they stand in it. */
export function annotationUses(expression: Expression, context: Context = { beside: [] }): AnnotationUse[] {
  switch (expression.kind) {
    case 'and': {
      const beside = [...context.beside, ...expression.terms.flatMap(servicesOf)];
      return expression.terms.flatMap((term) => annotationUses(term, { ...context, beside }));
    }
    case 'or': return expression.terms.flatMap((term) => annotationUses(term, context));
    case 'not': return annotationUses(expression.term, context);
    case 'annotation': return [{ ...context, key: expression.key, ...context.within && { within: ofSide(context.within, expression.side) } }];
    case 'rootcause': return inBraces(expression.filter, [undefined], context);
    case 'service':
    case 'edge': return inBraces(expression.filter, servicesOf(expression), context);
    default: return [];
  }
}

/** Braces after a service or an edge that says none are about all of them. */
function inBraces(filter: Expression | undefined, services: readonly ServiceName[], context: Context): AnnotationUse[] {
  return filter === undefined ? [] : annotationUses(filter, services.length === 0 ? context : { ...context, within: services });
}

function ofSide(ends: readonly ServiceName[], side: 'source' | 'destination' | undefined): readonly ServiceName[] {
  return side === undefined ? ends : [ends[side === 'source' ? 0 : 1]];
}

/** The services that a term asks for by itself. */
function servicesOf(term: Expression): ServiceName[] {
  switch (term.kind) {
    case 'service': return namesOf(term.node);
    case 'edge': return [...namesOf(term.source), ...namesOf(term.destination)];
    default: return [];
  }
}

function namesOf(node: NodeSelector | undefined): ServiceName[] {
  return node === undefined ? [] : [node.name];
}
