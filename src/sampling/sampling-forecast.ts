import { ForecastNumbers } from './private/forecast/forecast-numbers';
import { forecastTable } from './private/forecast/forecast-table';
import { SamplingTraffic } from './sampling-traffic';
import { TraceBilling } from './trace-billing';

/**
 * What a forecast goes by.
 */
export interface SamplingForecastOptions {
  /**
   * The requests to expect, at least one kind of them. Each has a name of its own.
   */
  readonly traffic: SamplingTraffic[];

  /**
   * How the account pays for traces.
   *
   * @default TraceBilling.perTrace()
   */
  readonly billing?: TraceBilling;
}

/**
 * What will be sampled of one kind of requests.
 */
export interface TrafficForecast {
  /**
   * The name of the traffic.
   */
  readonly name: string;

  /**
   * The name in the account of the rule that decides; `Default` is X-Ray's own.
   */
  readonly samplingRuleName: string;

  /**
   * How many of the requests come in a second while they come.
   */
  readonly requestsPerSecond: number;

  /**
   * How many of them are sampled in a second, on average while they come.
   */
  readonly sampledPerSecond: number;

  /**
   * Which share of them is sampled, 0 to 1. Of no requests the share is 0.
   */
  readonly sampledShare: number;

  /**
   * How many traces they make in a month.
   */
  readonly tracesPerMonth: number;
}

/**
 * What will be sampled of expected traffic and what it costs: the averages to be expected where requests come at random and hosts get equal parts of them.
 *
 * Beyond its fixed rate, a rule samples what its reservoir allows, which X-Ray shares out over the hosts in whole numbers; as evenly as it can, the forecast
 * takes it. A second with few requests leaves some of it over and another one does not get that, so that traffic about as large as the reservoir is sampled
 * less than the two numbers suggest.
 *
 * Requests that do not come at random use a reservoir otherwise; what the fixed rate alone samples is the same. Simulated with aws-xray-sdk-core 3.12.0 at a
 * fixed rate of 5 percent, 2026-11-22: of evenly spaced requests up to 54 percent more are sampled than forecast where as many come to a host as its part of the
 * reservoir and that is 1 a second, 20 percent more where it is 5, 6 percent where it is 50; where three times as many come, 5 percent more at most. Of bursts
 * fewer are sampled: 16 to 45 percent fewer where all requests come in one of two seconds, 29 to 85 percent fewer where they come in one of ten. Where they come
 * ten at a time, it is 63 to 82 percent fewer of up to 3 a second with a part of 1, but within 1 percent of 100 a second with parts of 10 to 50.
 *
 * Each client is computed by its own model. The X-Ray SDKs count in each second of the clock. The OpenTelemetry sampler has a bucket, which is empty again
 * every ten seconds: at a fixed rate of 5 percent it samples up to a quarter less than the SDKs where a host's part of the reservoir is 1 a second, up to
 * 4 percent more where it is 5 to 10, and the same within 2 percent from 50 on. Simulated with aws-xray-sdk-core 3.12.0 and `@opentelemetry/sampler-aws-xray`
 * 0.3.0, 2026-11-22: the forecast is within 2 percent of both. Of that SDK for Node.js itself only where traffic says so, with
 * `SamplingClient.XRAY_SDK_NODEJS`: it never uses its part of a reservoir. How the services of AWS count is not published; they are taken to do it like the
 * other SDKs.
 *
 * Not in the forecast are boosts of adaptive sampling, the first seconds of a host, rules of other apps that share a service with these, and the costs that
 * `TraceBilling` leaves out.
 */
export class SamplingForecast {
  /**
   * For numbers that were worked out.
   *
   * @internal
   */
  public static _of(numbers: ForecastNumbers, billing: TraceBilling): SamplingForecast {
    return new SamplingForecast(numbers, billing);
  }

  /**
   * What will be sampled of each kind of requests, in the order in which they were given.
   */
  public readonly traffic: TrafficForecast[];

  /**
   * How many traces are recorded in a second while all of the traffic comes at the same time.
   */
  public readonly tracesPerSecond: number;

  /**
   * How many traces are recorded in a month.
   */
  public readonly tracesPerMonth: number;

  /**
   * What they cost in a month, in US dollars, not rounded.
   */
  public readonly dollarsPerMonth: number;

  /**
   * How the account pays: `per trace` or `Transaction Search`.
   */
  public readonly priceModel: string;

  /**
   * The day of which the prices are, such as `2026-11-22`.
   */
  public readonly pricesAsOf: string;

  /**
   * What to know about the price, such as that AWS has not confirmed it.
   */
  public readonly notes: string[];

  private readonly pricesConfirmed: boolean;

  private constructor({ traffic, tracesPerSecond, tracesPerMonth }: ForecastNumbers, billing: TraceBilling) {
    this.traffic = [...traffic];
    this.tracesPerSecond = tracesPerSecond;
    this.tracesPerMonth = tracesPerMonth;
    this.dollarsPerMonth = billing._dollars(tracesPerMonth);
    this.priceModel = billing._name;
    this.pricesAsOf = billing._prices.asOf;
    this.pricesConfirmed = billing._confirmed;
    this.notes = [...billing._notes, 'Not in it: traces that are retrieved or scanned, insights, the storage of logs.'];
  }

  /**
   * A table with a line for each kind of requests, a line with the total, and the notes: at most 100 columns wide.
   */
  public toString(): string {
    return forecastTable(this, this.pricesConfirmed);
  }
}
