import { Expression } from '../ast';

/** The terms of several expressions; those of the same kind lose their parentheses. */
export function joined(kind: 'and' | 'or', expressions: readonly Expression[]): Expression {
  const terms = expressions.flatMap((expression) => expression.kind === kind ? expression.terms : [expression]);
  return terms.length === 1 ? terms[0] : { kind, terms };
}

export function negated(term: Expression): Expression {
  return term.kind === 'not' ? term.term : { kind: 'not', term };
}
