import { FilterExpression } from './filter-expression';
import { FilterNumber } from './filter-number';
import { FilterText } from './filter-text';
import { Expression } from './private/ast';
import { checkWord, readCauses } from './private/build/check-filter';
import { ComparedNumber, ComparedText } from './private/build/comparisons';
import { partOf } from './private/build/parts';
import { COUNT, keywordSubject, SHARE } from './private/build/subjects';
import { RootCauseKind, RootCauseList } from './root-cause';
import { invalid } from '../errors';

/**
 * Filters by what X-Ray takes for the root cause of a fault, an error or a long response time, and the keywords that mean something in their braces.
 */
export class RootCauseFilter {
  /**
   * Traces with a root cause.
   *
   * @param kind what it is the cause of
   * @param list what is looked for: services, entities or exceptions
   * @param filter what must hold for one of the list; by default nothing
   */
  public static of(kind: RootCauseKind, list: RootCauseList, filter?: FilterExpression): FilterExpression {
    const where = 'RootCauseFilter.of()';
    checkWord((message) => invalid(where, message), 'kind', kind, { enumName: 'RootCauseKind', members: RootCauseKind });
    checkWord((message) => invalid(where, message), 'list', list, { enumName: 'RootCauseList', members: RootCauseList });
    const part = filter === undefined ? undefined : partOf(where, 'filter', filter);
    return FilterExpression._of(() => ({ kind: 'rootcause', cause: kind, list, ...part && { filter: part._expression } }), part && [part]);
  }

  /**
   * Traces with exactly this path of services and entities as a root cause.
   *
   * @param json a JSON list, as the console shows it; fails where it is none
   */
  public static json(json: string): FilterExpression {
    return built({ kind: 'rootcause-json', json: readCauses((message) => invalid('RootCauseFilter.json()', message), json) });
  }

  /** The first of the list. */
  public static first(): FilterExpression {
    return built({ kind: 'keyword', keyword: 'first' });
  }

  /** The last of the list. */
  public static last(): FilterExpression {
    return built({ kind: 'keyword', keyword: 'last' });
  }

  /** The entity is remote. */
  public static remote(): FilterExpression {
    return built({ kind: 'keyword', keyword: 'remote' });
  }

  /** The segment is inferred: X-Ray made it from what the caller sent. */
  public static inferred(): FilterExpression {
    return built({ kind: 'keyword', keyword: 'inferred' });
  }

  /** The place in the list, 0 or more. */
  public static index(): FilterNumber {
    return new ComparedNumber(keywordSubject('RootCauseFilter.index', 'index', built), COUNT);
  }

  /** Which share of the root segment's response time the entity takes, 0 to 1; for root causes of response times only. */
  public static coverage(): FilterNumber {
    return new ComparedNumber(keywordSubject('RootCauseFilter.coverage', 'coverage', built), SHARE);
  }

  /** The name of the service, the entity or the exception. */
  public static entityName(): FilterText {
    return new ComparedText(keywordSubject('RootCauseFilter.entityName', 'name', built));
  }

  /** The type of the service, such as `AWS::DynamoDB`. */
  public static serviceType(): FilterText {
    return new ComparedText(keywordSubject('RootCauseFilter.serviceType', 'type', built));
  }

  /** What the exception says. */
  public static exceptionMessage(): FilterText {
    return new ComparedText(keywordSubject('RootCauseFilter.exceptionMessage', 'message', built));
  }

  private constructor() {
  }
}

function built(expression: Expression): FilterExpression {
  return FilterExpression._of(() => expression);
}
