import { TrafficForecast } from '../../sampling-forecast';

/** What was worked out. */
export interface ForecastNumbers {
  /** For each kind of requests. */
  readonly traffic: readonly TrafficForecast[];
  /** While all traffic runs. */
  readonly tracesPerSecond: number;
  /** In all. */
  readonly tracesPerMonth: number;
}
