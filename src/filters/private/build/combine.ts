import { Expression } from '../ast';

/** The terms of several expressions; those of the same kind lose their parentheses. */
export function joined(kind: 'and' | 'or', expressions: readonly Expression[]): Expression {
  const terms = expressions.flatMap((expression) => expression.kind === kind ? expression.terms : [expression]);
  return terms.length === 1 ? terms[0] : { kind, terms };
}

/** Whether something is asked of one of no parts, or of all of none. */
export function hasEmptyPart(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.terms.length === 0 || expression.terms.some(hasEmptyPart);
    case 'not':
      return hasEmptyPart(expression.term);
    case 'service':
    case 'edge':
    case 'rootcause':
      return expression.filter !== undefined && hasEmptyPart(expression.filter);
    default:
      return false;
  }
}

export function negated(term: Expression): Expression {
  return term.kind === 'not' ? term.term : { kind: 'not', term };
}
