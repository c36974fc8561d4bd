import { Token } from 'aws-cdk-lib';
import { annotationFindsNothing } from './annotation-limits';
import { Expression, NodeSelector, Test } from './ast';
import { keywordOf, KeywordPlace } from './keywords';
import { numberFindsNothing } from './number-warnings';
import { shownText } from './shown-text';

/** What is suspicious about a filter expression that is none the less one. */
export interface FilterWarning {
  /** Whether it can find no trace, or is written in a way that AWS does not document, be it seen in use or not. */
  readonly kind: 'finds-nothing' | 'undocumented' | 'in-use';
  readonly text: string;
}

/** What the braces around a part belong to. */
type Place = 'trace' | 'service' | 'edge' | 'rootcause';
type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** What can find nothing or means nothing, however the filter came to be; each once. */
export function warningsOf(expression: Expression): FilterWarning[] {
  const found = new Map(inside(expression, 'trace').map((warning) => [warning.text, warning]));
  return [...found.values()];
}

function inside(expression: Expression, place: Place): FilterWarning[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.terms.flatMap((term) => inside(term, place));
    case 'not':
      return inside(expression.term, place);
    case 'keyword':
      return ofKeyword(expression, place);
    case 'annotation':
      return [...ofSide(expression, place), ...annotationFindsNothing(expression).map(findsNothing)];
    case 'service':
      return [...ofNode(expression.node), ...inBraces(expression)];
    case 'edge':
      return [...ofNode(expression.source), ...ofNode(expression.destination), ...inBraces(expression)];
    case 'rootcause':
      return inBraces(expression);
    default:
      return [];
  }
}

function inBraces({ kind, filter }: Of<'service' | 'edge' | 'rootcause'>): FilterWarning[] {
  return filter === undefined ? [] : inside(filter, kind);
}

function ofKeyword(expression: Of<'keyword'>, here: Place): FilterWarning[] {
  const keyword = keywordOf(expression.keyword);
  if (keyword === undefined) {
    return [];
  }
  const { name, kind, place } = keyword;
  if (kind === 'number' && expression.operator === undefined) {
    return [...misplaced(name, place, here), undocumented(`${name} stands alone, and AWS documents a number only with a comparison: write ${name} > 0 or the like`)];
  }
  return [...misplaced(name, place, here), ...ofValue(name, expression)];
}

function misplaced(name: string, place: KeywordPlace, here: Place): FilterWarning[] {
  if (place === 'rootcause' && here !== 'rootcause') {
    return [undocumented(`${name} means something only inside the braces of a root cause, such as rootcause.fault.entity { ${name} … }: move it there`)];
  }
  if (place === 'service' && here !== 'service') {
    return [undocumented(`${name} means something only inside the braces of a service, such as service() { ${name} … }: move it there`)];
  }
  return [];
}

/** What is known only after the deployment may find something. */
function ofValue(name: string, { operator, value }: Test): FilterWarning[] {
  if (operator === undefined || Token.isUnresolved(value)) {
    return [];
  }
  if (typeof value === 'number') {
    const problem = numberFindsNothing(name, operator, value);
    return problem === undefined ? [] : [findsNothing(problem)];
  }
  if (typeof value !== 'string') {
    return [];
  }
  if (name === 'http.url' && (operator === '=' || operator === 'BEGINSWITH') && value.startsWith('/')) {
    return [findsNothing(`http.url is the whole URL, and none begins with ${shownText(value)}: write CONTAINS, or begin with https://`)];
  }
  return name === 'name' && operator === '=' ? ofName(value) : [];
}

function ofSide({ side }: Of<'annotation'>, here: Place): FilterWarning[] {
  return side === undefined || here === 'edge'
    ? []
    : [undocumented(`${side}.annotation means something only inside the braces of edge(…) { … }: move it there`)];
}

function ofNode(node: NodeSelector | undefined): FilterWarning[] {
  if (node === undefined) {
    return [];
  }
  const { name, type, accountId } = node;
  if (name === undefined && type === undefined && accountId === undefined) {
    return [undocumented('id() without name, type and account.id stands for every service: leave it out or fill it in')];
  }
  return name === undefined ? [] : ofName(name);
}

/** Types of services, as they stand in a trace, are never names. */
function ofName(name: string): FilterWarning[] {
  return !Token.isUnresolved(name) && /^(?:AWS::[A-Z]|client::Synthetics$)/.test(name)
    ? [findsNothing(`${shownText(name)} is a type of service, not a name, and finds nothing as a name: write id(type: ${shownText(name)})`)]
    : [];
}

function findsNothing(text: string): FilterWarning {
  return { kind: 'finds-nothing', text };
}

function undocumented(text: string): FilterWarning {
  return { kind: 'undocumented', text };
}
