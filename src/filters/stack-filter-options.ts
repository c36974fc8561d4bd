import { FilterExpression } from './filter-expression';

/**
 * Options of a filter for everything of a stack.
 */
export interface StackFilterOptions {
  /**
   * Names of more services, as the trace map shows them: what an application on containers or machines calls itself, and an AppSync API. None may be empty,
   * or have a double quote or a line break.
   *
   * @default - only what X-Ray itself names
   */
  readonly alsoServices?: string[];

  /**
   * What has to hold of one of the services itself, such as `FilterExpression.fault()`.
   *
   * @default - that the trace passes through it
   */
  readonly filter?: FilterExpression;
}
