import { SamplingClient } from './sampling-client';
import { SamplingRequest } from './sampling-request';

/**
 * Requests of one kind, for a forecast: all of them are decided by the same rule. Only requests that begin a trace count, for the services behind
 * follow the first decision.
 */
export interface SamplingTraffic {
  /**
   * What the forecast calls these requests. Each name once in a forecast.
   */
  readonly name: string;

  /**
   * How many of these requests come in a second, on average while they come and on all hosts together: 0 to 1,000,000,000.
   */
  readonly requestsPerSecond: number;

  /**
   * What one of the requests is like, which tells the rule that decides.
   *
   * @default - a request of the plan's service, of which nothing else is known
   */
  readonly request?: SamplingRequest;

  /**
   * Who decides for the requests. It tells which rules are obeyed, and how a reservoir is used up.
   *
   * @default - the client of the plan where it names one, otherwise SamplingClient.XRAY_SDK
   */
  readonly client?: SamplingClient;

  /**
   * How many hosts, containers or other processes serve these requests, each of them with its own part of the rule's reservoir: a whole number
   * from 1 to 1,000,000,000. Traffic of the same service and client runs on the same hosts; where it says different numbers, the largest one counts.
   *
   * @default 1
   */
  readonly hosts?: number;

  /**
   * How many hours of the month the requests come: 0 to 744. Traffic of fewer hours is taken to come while that of more hours does.
   *
   * @default 730
   */
  readonly hoursPerMonth?: number;
}
