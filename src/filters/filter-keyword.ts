import { FilterAnnotation } from './filter-annotation';
import { FilterExpression } from './filter-expression';
import { FilterText } from './filter-text';
import { invalid } from '../errors';
import { Expression } from './private/ast';
import { readName } from './private/build/check-filter';
import { ComparedAnnotation, ComparedText } from './private/build/comparisons';
import { annotationSubject, keywordSubject } from './private/build/subjects';

/**
 * Keywords of filters that mean something in the braces of a service or a call only, and groups.
 */
export class FilterKeyword {
  /**
   * The service is where the request came in. In the braces of a service.
   */
  public static root(): FilterExpression {
    return built({ kind: 'keyword', keyword: 'root' });
  }

  /**
   * The service's name. In the braces of a service.
   */
  public static nodeName(): FilterText {
    return new ComparedText(keywordSubject('FilterKeyword.nodeName', 'name', built));
  }

  /**
   * The service's type, such as `AWS::DynamoDB::Table`. In the braces of a service.
   */
  public static nodeType(): FilterText {
    return new ComparedText(keywordSubject('FilterKeyword.nodeType', 'type', built));
  }

  /**
   * An annotation of the service that calls. In the braces of an edge.
   *
   * @param key its key: letters, digits, `_` and dots; fails for other characters
   */
  public static sourceAnnotation(key: string): FilterAnnotation {
    return new ComparedAnnotation(annotationSubject('FilterKeyword.sourceAnnotation', key, { make: built, side: 'source' }));
  }

  /**
   * An annotation of the service that is called. In the braces of an edge.
   *
   * @param key its key: letters, digits, `_` and dots; fails for other characters
   */
  public static destinationAnnotation(key: string): FilterAnnotation {
    return new ComparedAnnotation(annotationSubject('FilterKeyword.destinationAnnotation', key, { make: built, side: 'destination' }));
  }

  /**
   * Traces of a group.
   *
   * @param name the group's name; fails where it is empty
   */
  public static groupName(name: string): FilterExpression {
    const value = readName((message) => invalid('FilterKeyword.groupName()', message), 'name', name);
    return built({ kind: 'group', property: 'name', operator: '=', value });
  }

  /**
   * Traces of a group.
   *
   * @param arn the group's ARN; fails where it is empty
   */
  public static groupArn(arn: string): FilterExpression {
    const value = readName((message) => invalid('FilterKeyword.groupArn()', message), 'arn', arn);
    return built({ kind: 'group', property: 'arn', operator: '=', value });
  }

  private constructor() {
  }
}

function built(expression: Expression): FilterExpression {
  return FilterExpression._of(() => expression);
}
