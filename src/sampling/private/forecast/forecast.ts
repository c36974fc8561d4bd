import { checkBilling } from './check-billing';
import { checkTraffic, Complete } from './check-traffic';
import { FORECAST_NAMES } from './forecast-names';
import { SECONDS_OF_AN_HOUR } from './month';
import { DecidedTraffic, sampledAtOnce, sum, withHosts } from './sampled-at-once';
import { invalid } from '../../../errors';
import { checkObject } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { checkOptionNames } from '../../../input/option-names';
import { SamplingForecast, SamplingForecastOptions, TrafficForecast } from '../../sampling-forecast';
import { SamplingTraffic } from '../../sampling-traffic';
import { TraceBilling } from '../../trace-billing';
import { Decision } from '../matching/decision';

const refuse: Complain = (message) => invalid('SamplingPlan.forecast()', message);

/**
 * What will be sampled of expected traffic.
 *
 * @param decide which rule decides for the traffic
 * @param options the traffic and how it is paid for
 * @param complain says what is wrong with them
 * @param complete adds to traffic what the plan knows of it
 */
export function makeForecast(
  decide: (traffic: SamplingTraffic) => Decision, options: SamplingForecastOptions, complain = refuse, complete: Complete = (each) => each,
): SamplingForecast {
  checkObject(complain, 'options', options, '{ traffic: [{ name: \'shop\', requestsPerSecond: 40 }] }');
  checkOptionNames(complain, options, FORECAST_NAMES);
  const { billing = TraceBilling.perTrace() } = options;
  checkBilling(complain, billing);
  const traffic = withHosts(checkTraffic(complain, options.traffic, complete).map((each) => ({ ...each, decision: decide(each.given) })));
  const traces = tracesPerMonth(traffic);
  const busiest = sampledAtOnce(traffic.filter(({ hoursPerMonth }) => hoursPerMonth > 0));
  return SamplingForecast._of({
    traffic: traffic.map((each) => forecastOf(each, traces.get(each) ?? 0)),
    tracesPerSecond: sum([...busiest].map(([{ requestsPerSecond }, share]) => requestsPerSecond * share)),
    tracesPerMonth: sum([...traces.values()]),
  }, billing);
}

/** Traffic of fewer hours comes while that of more hours does, so that a month has parts in which ever less of it comes. */
function tracesPerMonth(traffic: readonly DecidedTraffic[]): Map<DecidedTraffic, number> {
  const traces = new Map<DecidedTraffic, number>();
  const ends = [...new Set(traffic.map(({ hoursPerMonth }) => hoursPerMonth))].sort((one, other) => one - other);
  ends.forEach((end, index) => {
    const seconds = (end - (ends[index - 1] ?? 0)) * SECONDS_OF_AN_HOUR;
    sampledAtOnce(traffic.filter(({ hoursPerMonth }) => hoursPerMonth >= end)).forEach((share, each) => {
      traces.set(each, (traces.get(each) ?? 0) + share * each.requestsPerSecond * seconds);
    });
  });
  return traces;
}

function forecastOf({ name, requestsPerSecond, hoursPerMonth, decision: { samplingRuleName } }: DecidedTraffic, traces: number): TrafficForecast {
  const seconds = hoursPerMonth * SECONDS_OF_AN_HOUR;
  return {
    name,
    samplingRuleName,
    requestsPerSecond,
    sampledPerSecond: seconds === 0 ? 0 : traces / seconds,
    sampledShare: seconds === 0 || requestsPerSecond === 0 ? 0 : Math.min(1, traces / (seconds * requestsPerSecond)),
    tracesPerMonth: traces,
  };
}
