import { Duration, Stack } from 'aws-cdk-lib';
import { FilterExpression } from './filter-expression';
import { stackFilter } from './private/stack-filter';
import { StackFilterOptions } from './stack-filter-options';

/**
 * Filters that people ask for. Each is a `FilterExpression`, to be combined with others by `FilterExpression.all()` and the like.
 */
export class TraceFilters {
  /**
   * Traces in which a service had a fault, 5xx.
   *
   * @param serviceName the service's name, as the trace map shows it
   */
  public static faultsOf(serviceName: string): FilterExpression {
    return FilterExpression.service(serviceName, FilterExpression.fault());
  }

  /**
   * Traces of requests that were answered late.
   *
   * @param time what is waited longer for
   * @param serviceName the service that took so long itself; by default the whole request
   */
  public static slowerThan(time: Duration, serviceName?: string): FilterExpression {
    const slow = FilterExpression.responseTime().greaterThan(time);
    return serviceName === undefined ? slow : FilterExpression.service(serviceName, slow);
  }

  /**
   * Traces that pass through anything traced of a stack and its nested stacks: its functions, state machines and stages of REST APIs, whenever they are added.
   * What has no name of its own is referred to, so it can't refer to the group in turn: a function that may read the group needs a `functionName`. Without
   * one, what is under a condition is left out.
   *
   * @param stack the stack; one with nothing that is traced fails when the app is synthesized
   * @param options what else belongs to it, such as services in containers, which only their own code names
   */
  public static ofStack(stack: Stack, options?: StackFilterOptions): FilterExpression {
    return stackFilter(stack, options);
  }

  /**
   * Traces of one user, where the code sets the user of a segment.
   *
   * @param user the user
   */
  public static ofUser(user: string): FilterExpression {
    return FilterExpression.user().equalTo(user);
  }

  /**
   * Traces with an annotation of a text; `FilterExpression.annotation()` compares numbers, too.
   *
   * @param key the annotation's key
   * @param value what it is
   */
  public static withAnnotation(key: string, value: string): FilterExpression {
    return FilterExpression.annotation(key).equalTo(value);
  }

  private constructor() {
  }
}
