import { FilterAnnotation } from './filter-annotation';
import { FilterDuration } from './filter-duration';
import { FilterMatch } from './filter-match';
import { FilterNode } from './filter-node';
import { FilterNumber } from './filter-number';
import { FilterText } from './filter-text';
import { invalid } from '../errors';
import { Expression, NodeSelector } from './private/ast';
import { readName } from './private/build/check-filter';
import { joined, negated } from './private/build/combine';
import { ComparedAnnotation, ComparedDuration, ComparedNumber, ComparedText } from './private/build/comparisons';
import { nodeOf, partOf, partsOf } from './private/build/parts';
import { renderFilter } from './private/build/render';
import { annotationSubject, keywordSubject, STATUS } from './private/build/subjects';
import { evaluate } from './private/evaluate/evaluate';
import { parseFilter } from './private/parse/parser';
import { FilterWarning, warningsOf } from './private/warnings';

/**
 * Which traces are looked for, in X-Ray's filter language: built from typed parts, or read from text. Texts are quoted for you, and may hold tokens; one with
 * a double quote or a line break is an error, for AWS documents no way to write it. Source: X-Ray Developer Guide, "Use filter expressions"; read 2026-11-22.
 */
export abstract class FilterExpression {
  /**
   * Reads a filter in X-Ray's language. What AWS does not document, such as parentheses around a part, is read and warned about.
   *
   * @param text the filter; what can't be read is an error that shows the line, a caret, and what was expected
   */
  public static parse(text: string): FilterExpression {
    const { expression, warnings } = parseFilter(text);
    return new ExpressionOf(() => expression, () => warnings);
  }

  /**
   * Traces for which all of these hold.
   *
   * @param filters one or more; fails for none
   */
  public static all(...filters: FilterExpression[]): FilterExpression {
    const parts = partsOf('FilterExpression.all()', filters);
    return FilterExpression._of(() => joined('and', parts.map(({ _expression }) => _expression)), parts);
  }

  /**
   * Traces for which at least one of these holds. Within `all()` it is written in parentheses, which AWS does not document; they are in wide use.
   *
   * @param filters one or more; fails for none
   */
  public static any(...filters: FilterExpression[]): FilterExpression {
    const parts = partsOf('FilterExpression.any()', filters);
    return FilterExpression._of(() => joined('or', parts.map(({ _expression }) => _expression)), parts);
  }

  /**
   * Traces for which this does not hold.
   *
   * @param filter what must not hold; of a keyword, an annotation, a service or an edge AWS documents it, of other parts not
   */
  public static negate(filter: FilterExpression): FilterExpression {
    const part = partOf('FilterExpression.negate()', 'filter', filter);
    return FilterExpression._of(() => negated(part._expression), [part]);
  }

  /** The answer was a success, 2xx. */
  public static ok(): FilterExpression {
    return keyword('ok');
  }

  /** The answer was an error of the client, 4xx. */
  public static error(): FilterExpression {
    return keyword('error');
  }

  /** The request was throttled, 429. */
  public static throttle(): FilterExpression {
    return keyword('throttle');
  }

  /** The answer was a fault of the server, 5xx. */
  public static fault(): FilterExpression {
    return keyword('fault');
  }

  /** Segments of the request are missing. */
  public static partial(): FilterExpression {
    return keyword('partial');
  }

  /** How long the server took to answer. */
  public static responseTime(): FilterDuration {
    return new ComparedDuration(keywordSubject('FilterExpression.responseTime', 'responsetime', built));
  }

  /** How long the request took with all that came of it, also after the answer. */
  public static duration(): FilterDuration {
    return new ComparedDuration(keywordSubject('FilterExpression.duration', 'duration', built));
  }

  /** The status of the answer, 100 to 599. */
  public static httpStatus(): FilterNumber {
    return new ComparedNumber(keywordSubject('FilterExpression.httpStatus', 'http.status', built), STATUS);
  }

  /** The whole URL of the request: it begins with `http`, not with the path. */
  public static httpUrl(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.httpUrl', 'http.url', built));
  }

  /** The method of the request, such as `GET`. */
  public static httpMethod(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.httpMethod', 'http.method', built));
  }

  /** The client's own words about itself. */
  public static httpUserAgent(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.httpUserAgent', 'http.useragent', built));
  }

  /** The address of the client. */
  public static httpClientIp(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.httpClientIp', 'http.clientip', built));
  }

  /** The user that a segment names. */
  public static user(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.user', 'user', built));
  }

  /** The Availability Zone. */
  public static availabilityZone(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.availabilityZone', 'availabilityzone', built));
  }

  /** The id of the instance. */
  public static instanceId(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.instanceId', 'instance.id', built));
  }

  /** The ARN of a resource. */
  public static resourceArn(): FilterText {
    return new ComparedText(keywordSubject('FilterExpression.resourceArn', 'resource.arn', built));
  }

  /**
   * An annotation that the code sets.
   *
   * @param key its key: letters, digits, `_` and dots; fails for other characters
   */
  public static annotation(key: string): FilterAnnotation {
    return new ComparedAnnotation(annotationSubject('FilterExpression.annotation', key, { make: built }));
  }

  /**
   * Traces that pass through a service.
   *
   * @param name the service's name, as the trace map shows it
   * @param filter what must hold for the service itself; by default nothing
   */
  public static service(name: string, filter?: FilterExpression): FilterExpression {
    const node = { name: readName((message) => invalid('FilterExpression.service()', message), 'name', name), byId: false };
    return serviceOf('FilterExpression.service()', { node }, filter);
  }

  /**
   * Traces that pass through a service which is known by more than its name.
   *
   * @param node which service
   * @param filter what must hold for the service itself; by default nothing
   */
  public static serviceNode(node: FilterNode, filter?: FilterExpression): FilterExpression {
    return serviceOf('FilterExpression.serviceNode()', { node: nodeOf('FilterExpression.serviceNode()', 'node', node) }, filter);
  }

  /**
   * Traces in which something holds for any of the services.
   *
   * @param filter what must hold for one of them
   */
  public static anyService(filter: FilterExpression): FilterExpression {
    return serviceOf('FilterExpression.anyService()', {}, partOf('FilterExpression.anyService()', 'filter', filter));
  }

  /**
   * Traces in which one service calls another.
   *
   * @param source who calls
   * @param destination who is called
   * @param filter what must hold for the call; by default nothing
   */
  public static edge(source: FilterNode, destination: FilterNode, filter?: FilterExpression): FilterExpression {
    const where = 'FilterExpression.edge()';
    const ends = { source: nodeOf(where, 'source', source), destination: nodeOf(where, 'destination', destination) };
    const part = filter === undefined ? undefined : partOf(where, 'filter', filter);
    return FilterExpression._of(() => ({ kind: 'edge', ...ends, ...part && { filter: part._expression } }), part && [part]);
  }

  /**
   * Traces in which something holds for any of the calls.
   *
   * @param filter what must hold for one of them
   */
  public static anyEdge(filter: FilterExpression): FilterExpression {
    const part = partOf('FilterExpression.anyEdge()', 'filter', filter);
    return FilterExpression._of(() => ({ kind: 'edge', filter: part._expression }), [part]);
  }

  /**
   * A filter of an expression that is looked up whenever it is needed.
   *
   * @internal
   */
  public static _of(produce: () => Expression, parts: readonly FilterExpression[] = []): FilterExpression {
    return new ExpressionOf(produce, () => parts.flatMap(({ _syntaxWarnings }) => _syntaxWarnings));
  }

  /**
   * What is to hold, as it is at the moment: parts may grow until synthesis.
   *
   * @internal
   */
  public abstract get _expression(): Expression;

  /**
   * What is suspicious about the way it was written.
   *
   * @internal
   */
  public abstract get _syntaxWarnings(): readonly FilterWarning[];

  protected constructor() {
  }

  /**
   * What is suspicious: a part that can find nothing, or one that AWS does not document. Empty where there is nothing to say.
   */
  public get warnings(): string[] {
    return this._warnings.map(({ text }) => text);
  }

  /**
   * What is suspicious, each once.
   *
   * @internal
   */
  public get _warnings(): readonly FilterWarning[] {
    return [...new Map([...this._syntaxWarnings, ...warningsOf(this._expression)].map((warning) => [warning.text, warning])).values()];
  }

  /**
   * The filter as X-Ray takes it. What means the same by our grammar is the same text.
   */
  public render(): string {
    return renderFilter(this._expression);
  }

  /**
   * Whether X-Ray would find a trace, as far as it can be told: see `FilterMatch`.
   *
   * @param segmentDocuments the segment documents of one trace, each as JSON, as `BatchGetTraces` gives them; fails where they are none
   */
  public matches(segmentDocuments: string[]): FilterMatch {
    return evaluate(this._expression, segmentDocuments);
  }

  /**
   * The same as `render()`.
   */
  public toString(): string {
    return this.render();
  }
}

class ExpressionOf extends FilterExpression {
  constructor(private readonly produce: () => Expression, private readonly warn: () => readonly FilterWarning[]) {
    super();
  }

  public get _expression(): Expression {
    return this.produce();
  }

  public get _syntaxWarnings(): readonly FilterWarning[] {
    return this.warn();
  }
}

function built(expression: Expression): FilterExpression {
  return FilterExpression._of(() => expression);
}

function keyword(name: string): FilterExpression {
  return built({ kind: 'keyword', keyword: name });
}

function serviceOf(where: string, subject: { readonly node?: NodeSelector }, filter: FilterExpression | undefined): FilterExpression {
  const part = filter === undefined ? undefined : partOf(where, 'filter', filter);
  return FilterExpression._of(() => ({ kind: 'service', ...subject, ...part && { filter: part._expression } }), part && [part]);
}
