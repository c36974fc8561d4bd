import { Expression, NodeSelector, Test, Value } from '../ast';
import { decimal } from '../decimal';

/** The one text that an expression is written as. */
export function renderFilter(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return renderTerms(expression.kind, termsOf(expression.kind, expression.terms));
    case 'not':
      return renderNegation(expression.term);
    case 'keyword':
      return `${expression.keyword}${renderTest(expression)}`;
    case 'annotation':
      return `${expression.side ? `${expression.side}.` : ''}annotation[${expression.key}]${renderTest(expression)}`;
    case 'service':
      return `service(${renderNode(expression.node)})${renderBraces(expression.filter)}`;
    case 'edge':
      return renderEdge(expression);
    case 'group':
      return `group.${expression.property}${renderTest(expression)}`;
    case 'rootcause':
      return `rootcause.${expression.cause}.${expression.list}${renderBraces(expression.filter)}`;
    case 'rootcause-json':
      return `rootcause.json = #${expression.json}`;
  }
}

/** Terms of terms of the same kind mean the same without parentheses. */
function termsOf(kind: 'and' | 'or', terms: readonly Expression[]): readonly Expression[] {
  return terms.flatMap((term) => term.kind === kind ? termsOf(kind, term.terms) : [term]);
}

function renderTerms(kind: 'and' | 'or', terms: readonly Expression[]): string {
  return terms
    .map((term) => terms.length > 1 && (term.kind === 'and' || term.kind === 'or') ? `(${renderFilter(term)})` : renderFilter(term))
    .join(kind === 'and' ? ' AND ' : ' OR ');
}

function renderNegation(term: Expression): string {
  return isNegatedBare(term) ? `!${renderFilter(term)}` : `!(${renderFilter(term)})`;
}

/** What AWS shows behind an exclamation mark. */
function isNegatedBare(term: Expression): boolean {
  switch (term.kind) {
    case 'keyword':
    case 'annotation':
      return term.operator === undefined;
    default:
      return term.kind === 'service' || term.kind === 'edge';
  }
}

function renderTest({ operator, value }: Test): string {
  return operator === undefined || value === undefined ? '' : ` ${operator} ${renderValue(value)}`;
}

function renderValue(value: Value): string {
  if (typeof value === 'number') {
    return decimal(value);
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `"${text}"`;
}

function renderNode(node: NodeSelector | undefined): string {
  if (node === undefined) {
    return '';
  }
  return node.byId ? `id(${renderParts(node)})` : quoted(node.name ?? '');
}

function renderParts({ name, type, accountId }: NodeSelector): string {
  return [['name', name], ['type', type], ['account.id', accountId]]
    .flatMap(([part, value]) => value === undefined ? [] : [`${part}: ${quoted(value)}`])
    .join(', ');
}

/** Any call: AWS shows braces without parentheses. */
function renderEdge({ source, destination, filter }: Extract<Expression, { kind: 'edge' }>): string {
  const ends = source === undefined && destination === undefined ? undefined : `(${renderNode(source)}, ${renderNode(destination)})`;
  return `edge${ends ?? (filter === undefined ? '()' : '')}${renderBraces(filter)}`;
}

function renderBraces(filter: Expression | undefined): string {
  return filter === undefined ? '' : ` { ${renderFilter(filter)} }`;
}
