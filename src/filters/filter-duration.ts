import { Duration } from 'aws-cdk-lib';
import type { FilterExpression } from './filter-expression';
import { Operator } from './private/ast';

/**
 * A time of a trace, to be compared. X-Ray counts in seconds. A duration made of a token must be made by `Duration.seconds()`, or it fails.
 */
export abstract class FilterDuration {
  protected constructor() {
  }

  /**
   * It takes exactly this long.
   *
   * @param value how long; fractions of seconds are fine
   */
  public equalTo(value: Duration): FilterExpression {
    return this._compare('equalTo', '=', value);
  }

  /**
   * It takes longer or shorter.
   *
   * @param value how long; fractions of seconds are fine
   */
  public notEqualTo(value: Duration): FilterExpression {
    return this._compare('notEqualTo', '!=', value);
  }

  /**
   * It is shorter than this.
   *
   * @param value how long; fractions of seconds are fine
   */
  public lessThan(value: Duration): FilterExpression {
    return this._compare('lessThan', '<', value);
  }

  /**
   * It takes this long or less.
   *
   * @param value how long; fractions of seconds are fine
   */
  public atMost(value: Duration): FilterExpression {
    return this._compare('atMost', '<=', value);
  }

  /**
   * It is longer than this.
   *
   * @param value how long; fractions of seconds are fine
   */
  public greaterThan(value: Duration): FilterExpression {
    return this._compare('greaterThan', '>', value);
  }

  /**
   * It takes this long or more.
   *
   * @param value how long; fractions of seconds are fine
   */
  public atLeast(value: Duration): FilterExpression {
    return this._compare('atLeast', '>=', value);
  }

  /**
   * Makes the comparison.
   *
   * @internal
   */
  public abstract _compare(method: string, operator: Operator, value: Duration): FilterExpression;
}
