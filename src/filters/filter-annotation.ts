import type { FilterExpression } from './filter-expression';
import { Operator } from './private/ast';

/**
 * An annotation of a trace, to be compared: a text, a number, or true or false. What has another type does not match. A text is quoted for you. A double
 * quote or a line break in it fails, and so does a number that is not finite; tokens are written as they are.
 */
export abstract class FilterAnnotation {
  protected constructor() {
  }

  /**
   * It is this text.
   *
   * @param text the whole text, without quotes around it
   */
  public equalTo(text: string): FilterExpression {
    return this._compareText('equalTo', '=', text);
  }

  /**
   * It is another text.
   *
   * @param text the whole text, without quotes around it
   */
  public notEqualTo(text: string): FilterExpression {
    return this._compareText('notEqualTo', '!=', text);
  }

  /**
   * This is somewhere in it.
   *
   * @param text the part, without quotes around it; an empty one is in every text
   */
  public contains(text: string): FilterExpression {
    return this._compareText('contains', 'CONTAINS', text);
  }

  /**
   * It begins with this.
   *
   * @param text the beginning, without quotes around it.
   */
  public beginsWith(text: string): FilterExpression {
    return this._compareText('beginsWith', 'BEGINSWITH', text);
  }

  /**
   * It ends with this.
   *
   * @param text the end, without quotes around it
   */
  public endsWith(text: string): FilterExpression {
    return this._compareText('endsWith', 'ENDSWITH', text);
  }

  /**
   * It is this number.
   *
   * @param value any finite number; fails otherwise
   */
  public equalToNumber(value: number): FilterExpression {
    return this._compareNumber('equalToNumber', '=', value);
  }

  /**
   * It is another number.
   *
   * @param value any finite number; fails otherwise
   */
  public notEqualToNumber(value: number): FilterExpression {
    return this._compareNumber('notEqualToNumber', '!=', value);
  }

  /**
   * It is a number less than this.
   *
   * @param value any finite number; fails otherwise
   */
  public lessThan(value: number): FilterExpression {
    return this._compareNumber('lessThan', '<', value);
  }

  /**
   * It is this number or less.
   *
   * @param value any finite number; fails otherwise
   */
  public atMost(value: number): FilterExpression {
    return this._compareNumber('atMost', '<=', value);
  }

  /**
   * It is a number greater than this.
   *
   * @param value any finite number; fails otherwise
   */
  public greaterThan(value: number): FilterExpression {
    return this._compareNumber('greaterThan', '>', value);
  }

  /**
   * It is this number or more.
   *
   * @param value any finite number; fails otherwise
   */
  public atLeast(value: number): FilterExpression {
    return this._compareNumber('atLeast', '>=', value);
  }

  /**
   * It is `true`, not the text "true".
   */
  public isTrue(): FilterExpression {
    return this._is(true);
  }

  /**
   * It is `false`, not the text "false".
   */
  public isFalse(): FilterExpression {
    return this._is(false);
  }

  /**
   * The trace has such an annotation; whether one that is `false` counts, AWS leaves open.
   */
  public isSet(): FilterExpression {
    return this._exists();
  }

  /**
   * Makes the comparison with a text.
   *
   * @internal
   */
  public abstract _compareText(method: string, operator: Operator, text: string): FilterExpression;

  /**
   * Makes the comparison with a number.
   *
   * @internal
   */
  public abstract _compareNumber(method: string, operator: Operator, value: number): FilterExpression;

  /**
   * Makes the comparison with true or false.
   *
   * @internal
   */
  public abstract _is(value: boolean): FilterExpression;

  /**
   * Asks whether it is there.
   *
   * @internal
   */
  public abstract _exists(): FilterExpression;
}
