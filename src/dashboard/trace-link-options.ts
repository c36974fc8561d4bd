import { Duration } from 'aws-cdk-lib';

/**
 * How a link into the console opens.
 */
export interface TraceLinkOptions {
  /**
   * The time before now that is shown, 1 minute to 6 hours, in whole minutes.
   *
   * @default Duration.hours(1)
   */
  readonly timeRange?: Duration;
}
