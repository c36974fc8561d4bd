import { FilterExpression } from '../filters/filter-expression';

/**
 * A group of traces.
 */
export interface TraceGroupProps {
  /**
   * The group's name, 1 to 32 characters; an account has it once in a Region. Another name makes another group: X-Ray can't rename one. `Default` is
   * refused, for X-Ray has that group already.
   *
   * @default - a name that follows from the place of the construct, with the name of its stack
   */
  readonly groupName?: string;

  /**
   * Which traces are in the group; `FilterExpression.parse()` takes it as text. Another filter holds for new traces only.
   */
  readonly filter: FilterExpression;

  /**
   * Whether X-Ray looks for insights in this group: anomalies of its fault rate. Each recorded trace costs for it.
   *
   * @default - true where `insightNotifications` is, or `onInsight()` or `notifyOnInsight()` is used; otherwise false
   */
  readonly insights?: boolean;

  /**
   * Whether X-Ray sends insights to Amazon EventBridge, for rules that are made elsewhere. Where `insights` is false it can't.
   *
   * @default - true where `onInsight()` or `notifyOnInsight()` is used, otherwise false
   */
  readonly insightNotifications?: boolean;

  /**
   * Tags of the group: at most 50, keys of 1 to 128 and values of 0 to 256 characters.
   *
   * @default - those of what the group stands in
   */
  readonly tags?: { [key: string]: string };
}
