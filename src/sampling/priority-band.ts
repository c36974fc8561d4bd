/**
 * Priorities that an app or a service has for itself, so that its rules and those of others don't meet.
 */
export interface PriorityBand {
  /**
   * The lowest one, which is tried first: 1 to 9999.
   */
  readonly first: number;

  /**
   * The highest one: 1 to 9999, not below `first`.
   */
  readonly last: number;
}
