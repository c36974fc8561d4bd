import { CheckedTraffic } from './check-traffic';
import { reservoirShare, sampledShare } from './reservoir-share';
import { Decision } from '../matching/decision';

/** Traffic of which it is known who decides. */
export interface DecidedTraffic extends CheckedTraffic {
  readonly decision: Decision;
  /** What is the same for all traffic that runs on the same hosts. */
  readonly service: string;
  /** The hosts of that service. */
  readonly serviceHosts: number;
}

/** Tells on which hosts traffic runs: those that serve the same service with the same client. */
export function withHosts(traffic: readonly (CheckedTraffic & { readonly decision: Decision })[]): DecidedTraffic[] {
  const services = traffic.map(({ given, client }) => JSON.stringify([given.request?.serviceName ?? null, client]));
  const hosts = new Map<string, number>();
  traffic.forEach((each, index) => hosts.set(services[index], Math.max(each.hosts, hosts.get(services[index]) ?? 1)));
  return traffic.map((each, index) => ({ ...each, service: services[index], serviceHosts: hosts.get(services[index]) ?? 1 }));
}

/** Which share is sampled of each traffic that comes at the same time. */
export function sampledAtOnce(traffic: readonly DecidedTraffic[]): Map<DecidedTraffic, number> {
  const shares = new Map<DecidedTraffic, number>();
  groupBy(traffic.filter(({ requestsPerSecond }) => requestsPerSecond > 0), ({ decision }) => decision.samplingRuleName).forEach((ofRule) => {
    const services = groupBy(ofRule, ({ service }) => service);
    const allHosts = sum(services.map(([{ serviceHosts }]) => serviceHosts));
    services.forEach((ofService) => {
      const [{ serviceHosts, client, decision }] = ofService;
      const requestsPerSecond = sum(ofService.map((each) => each.requestsPerSecond));
      const fromReservoir = reservoirShare({ requestsPerSecond, hosts: serviceHosts, client }, decision.reservoir, allHosts);
      ofService.forEach((each) => shares.set(each, sampledShare(fromReservoir, decision.fixedRate)));
    });
  });
  return shares;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  items.forEach((item) => {
    const group = groups.get(keyOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(keyOf(item), [item]);
    }
  });
  return [...groups.values()];
}
