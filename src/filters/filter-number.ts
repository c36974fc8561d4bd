import type { FilterExpression } from './filter-expression';
import { Operator } from './private/ast';

/**
 * A number of a trace, to be compared. What is no finite number, or not in its range, fails; a token is written as it is.
 */
export abstract class FilterNumber {
  protected constructor() {
  }

  /**
   * It has this value.
   *
   * @param value the number; fails outside of its range
   */
  public equalTo(value: number): FilterExpression {
    return this._compare('equalTo', '=', value);
  }

  /**
   * It has another value.
   *
   * @param value the number; fails outside of its range
   */
  public notEqualTo(value: number): FilterExpression {
    return this._compare('notEqualTo', '!=', value);
  }

  /**
   * It is less than this.
   *
   * @param value the number; fails outside of its range
   */
  public lessThan(value: number): FilterExpression {
    return this._compare('lessThan', '<', value);
  }

  /**
   * It is this or less.
   *
   * @param value the number; fails outside of its range
   */
  public atMost(value: number): FilterExpression {
    return this._compare('atMost', '<=', value);
  }

  /**
   * It is greater than this.
   *
   * @param value the number; fails outside of its range
   */
  public greaterThan(value: number): FilterExpression {
    return this._compare('greaterThan', '>', value);
  }

  /**
   * It is this or more.
   *
   * @param value the number; fails outside of its range
   */
  public atLeast(value: number): FilterExpression {
    return this._compare('atLeast', '>=', value);
  }

  /**
   * Makes the comparison.
   *
   * @internal
   */
  public abstract _compare(method: string, operator: Operator, value: number): FilterExpression;
}
