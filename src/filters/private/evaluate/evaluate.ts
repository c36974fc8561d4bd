import { Token } from 'aws-cdk-lib';
import { Expression, Side } from '../ast';
import { annotationTruth } from './annotation-truth';
import { compareOne, compareTruth } from './compare';
import { keywordOfUnit, keywordOfUnits } from './keyword-values';
import { outcomeOf } from './outcome';
import { selects, selectsClient } from './select-node';
import { agreed, everyOf, negated, someOf, Truth, unknownFor } from './three-valued';
import { Call, readTrace, ServiceNode, Trace } from './trace';
import { Unit } from './unit';
import { FilterMatch, FilterResult } from '../../filter-match';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const SEGMENTS_DIFFER = 'service: its segments in this trace differ, and AWS does not say whether one or all of them must match';

/** What the terms are about: the trace, a segment of a service, or a call. */
type Subject =
  | { readonly kind: 'trace' }
  | { readonly kind: 'service'; readonly unit: Unit; readonly node: ServiceNode }
  | { readonly kind: 'edge'; readonly call: Call };

/** Evaluates a filter expression on the segment documents of one trace. */
export function evaluate(expression: Expression, segmentDocuments: readonly string[]): FilterMatch {
  const truth = new Evaluation(readTrace(segmentDocuments)).truthOf(expression, { kind: 'trace' });
  if (typeof truth === 'boolean') {
    return FilterMatch._of(truth ? FilterResult.MATCHES : FilterResult.DOES_NOT_MATCH, []);
  }
  return FilterMatch._of(FilterResult.UNKNOWN, [...truth.reasons]);
}

class Evaluation {
  /** A caller is asked once, however many calls it makes. */
  private readonly asked = new Map<Expression, Map<Unit, Truth>>();

  public constructor(private readonly trace: Trace) {}

  public truthOf(expression: Expression, subject: Subject): Truth {
    switch (expression.kind) {
      case 'and':
        return everyOf(expression.terms, (term) => this.truthOf(term, subject));
      case 'or':
        return someOf(expression.terms, (term) => this.truthOf(term, subject));
      case 'not':
        return negated(this.truthOf(expression.term, subject));
      case 'keyword':
        return this.keyword(expression, subject);
      case 'annotation':
        return this.annotation(expression, subject);
      case 'service':
        return subject.kind === 'trace' ? someOf(this.trace.nodes, (node) => this.service(expression, node)) : nested(expression.kind, subject);
      case 'edge':
        return subject.kind === 'trace' ? someOf(this.trace.calls, (call) => this.edge(expression, call)) : nested(expression.kind, subject);
      case 'group':
        return unknownFor(`group.${expression.property}: the groups of a trace do not stand in its segment documents`);
      case 'rootcause':
        return unknownFor(`rootcause.${expression.cause}.${expression.list}: X-Ray works out root causes in a way that AWS does not describe`);
      case 'rootcause-json':
        return unknownFor('rootcause.json: X-Ray works out root causes in a way that AWS does not describe');
    }
  }

  private service({ node: selector, filter }: Of<'service'>, node: ServiceNode): Truth {
    return everyOf([
      () => selects(selector, node),
      () => filter === undefined || agreed(node.units.map((unit) => this.truthOf(filter, { kind: 'service', unit, node })), SEGMENTS_DIFFER),
    ], (test) => test());
  }

  private edge({ source, destination, filter }: Of<'edge'>, call: Call): Truth {
    return everyOf([
      () => this.selectsUnit(destination, call.destination),
      () => call.source === undefined ? selectsClient(source) : this.selectsUnit(source, call.source),
      () => filter === undefined || this.truthOf(filter, { kind: 'edge', call }),
    ], (test) => test());
  }

  private selectsUnit(selector: Of<'edge'>['source'], unit: Unit): Truth {
    const node = this.trace.nodeOf.get(unit);
    return node !== undefined && selects(selector, node);
  }

  private keyword(expression: Of<'keyword'>, subject: Subject): Truth {
    const keyword = expression.keyword.toLowerCase();
    const truth = subject.kind === 'trace' ? this.keywordOfTrace(keyword, expression) : this.keywordOfPart(keyword, expression, subject);
    return truth ?? unknownFor(`${keyword}: AWS does not say what it means ${placeOf(subject)}`);
  }

  private keywordOfTrace(keyword: string, expression: Of<'keyword'>): Truth | undefined {
    const { root, segments, whole, times } = this.trace;
    if (keyword === 'partial') {
      return compareTruth(keyword, this.partial(), expression);
    }
    const ofAny = keywordOfUnits(segments, keyword, expression);
    if (ofAny !== undefined) {
      return ofAny;
    }
    const ofRoot = keywordOfUnit(root ?? whole, times, keyword, expression);
    if (ofRoot === undefined) {
      return undefined;
    }
    if (root === undefined) {
      return unknownFor(`${keyword}: the trace has no single root segment`);
    }
    return keyword === 'throttle' ? compareTruth(keyword, this.throttle(root), expression) : ofRoot;
  }

  private partial(): Truth {
    const { documentInProgress, whole } = this.trace;
    return documentInProgress || whole.hasOpenPart && unknownFor('partial: AWS does not say whether a part of a segment document that is in progress counts');
  }

  private throttle(root: Unit): Truth {
    const below = this.trace.nodes.flatMap(({ units }) => units).filter((unit) => unit !== root && outcomeOf(unit, 'throttle') === true);
    const atRoot = outcomeOf(root, 'throttle') ?? false;
    return atRoot === true || below.length === 0 ? atRoot : unknownFor('throttle: AWS says that the root segment decides, and that any segment does');
  }

  private keywordOfPart(keyword: string, expression: Of<'keyword'>, subject: Exclude<Subject, { kind: 'trace' }>): Truth | undefined {
    const unit = subject.kind === 'service' ? subject.unit : subject.call.destination;
    const known = keywordOfUnit(unit, unit.times, keyword, expression);
    if (known !== undefined || subject.kind === 'edge') {
      return known;
    }
    switch (keyword) {
      case 'root':
        return this.trace.root === undefined
          ? unknownFor('root: the trace has no single root segment')
          : compareTruth(keyword, subject.node.units.includes(this.trace.root), expression);
      case 'partial':
        return compareTruth(keyword, unit.inProgress, expression);
      case 'name':
        return compareOne(keyword, subject.node.name, expression);
      case 'type':
        return subject.node.type === undefined ? unknownFor('type: the segment documents do not say it of each service') : compareOne(keyword, subject.node.type, expression);
      default:
        return keywordOfUnits([unit], keyword, expression);
    }
  }

  private annotation(expression: Of<'annotation'>, subject: Subject): Truth {
    const { key, side } = expression;
    const what = `${side === undefined ? '' : `${side}.`}annotation[${key}]`;
    if (Token.isUnresolved(key)) {
      return unknownFor('annotation: a token in its key is not known before deployment');
    }
    if ((side === undefined) === (subject.kind === 'edge')) {
      return unknownFor(`${what}: AWS does not say what it means ${placeOf(subject)}`);
    }
    const unit = subject.kind === 'trace' ? this.trace.whole : subject.kind === 'service' ? subject.unit : sideOf(subject.call, side);
    return unit === undefined ? unknownFor(`${what}: the client that calls the root segment stands in no segment document`) : this.once(expression, unit, what);
  }

  private once(expression: Of<'annotation'>, unit: Unit, what: string): Truth {
    const asked = this.asked.get(expression) ?? new Map<Unit, Truth>();
    this.asked.set(expression, asked);
    const truth = asked.get(unit) ?? annotationTruth(what, expression, unit, this.trace.whole);
    asked.set(unit, truth);
    return truth;
  }
}

function sideOf({ source, destination }: Call, side: Side | undefined): Unit | undefined {
  return side === 'source' ? source : destination;
}

function nested(what: string, subject: Subject): Truth {
  return unknownFor(`${what}: AWS does not say what it means ${placeOf(subject)}`);
}

function placeOf({ kind }: Subject): string {
  return kind === 'trace' ? 'outside of braces' : `in the braces of ${kind}`;
}
