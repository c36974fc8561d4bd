/**
 * Whether an insight is still going on.
 */
export enum InsightState {
  /**
   * The faults are still more than expected.
   */
  ACTIVE = 'ACTIVE',

  /**
   * The faults are as few as expected again.
   */
  CLOSED = 'CLOSED',
}
