import type { FilterExpression } from './filter-expression';
import { Operator } from './private/ast';

/**
 * A text of a trace, to be compared. It is quoted for you. A double quote or a line break in it fails, as AWS documents no way to write it; tokens are
 * written as they are.
 */
export abstract class FilterText {
  protected constructor() {
  }

  /**
   * It is this text.
   *
   * @param text the whole text, without quotes around it
   */
  public equalTo(text: string): FilterExpression {
    return this._compare('equalTo', '=', text);
  }

  /**
   * It is another text.
   *
   * @param text the whole text, without quotes around it
   */
  public notEqualTo(text: string): FilterExpression {
    return this._compare('notEqualTo', '!=', text);
  }

  /**
   * This is somewhere in it.
   *
   * @param text the part, without quotes around it; an empty one is in every text
   */
  public contains(text: string): FilterExpression {
    return this._compare('contains', 'CONTAINS', text);
  }

  /**
   * It begins with this.
   *
   * @param text the beginning, without quotes around it. A URL begins with its scheme: `https://…`.
   */
  public beginsWith(text: string): FilterExpression {
    return this._compare('beginsWith', 'BEGINSWITH', text);
  }

  /**
   * It ends with this.
   *
   * @param text the end, without quotes around it
   */
  public endsWith(text: string): FilterExpression {
    return this._compare('endsWith', 'ENDSWITH', text);
  }

  /**
   * The trace has such a text, whichever it is.
   */
  public isSet(): FilterExpression {
    return this._exists();
  }

  /**
   * Makes the comparison.
   *
   * @internal
   */
  public abstract _compare(method: string, operator: Operator, text: string): FilterExpression;

  /**
   * Asks whether it is there.
   *
   * @internal
   */
  public abstract _exists(): FilterExpression;
}
