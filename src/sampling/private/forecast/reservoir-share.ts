import { takenByCounting } from './counted-reservoir';
import { takenFromBucket } from './token-bucket-reservoir';
import { SamplingClient } from '../../sampling-client';

/** The hosts of one service, and what they ask a rule for. */
export interface ReservoirUse {
  /** On all of the hosts together. */
  readonly requestsPerSecond: number;
  readonly hosts: number;
  readonly client: SamplingClient;
}

/**
 * Which share of a service's requests comes from the reservoir of the rule that decides. X-Ray shares a reservoir out in whole numbers: it is taken to do so as
 * evenly as it can over all hosts that decide by the rule, and to give what is left over to any of them.
 *
 * @param use the service
 * @param reservoir that of the rule
 * @param allHosts the hosts of all services that decide by the rule
 */
export function reservoirShare({ requestsPerSecond, hosts, client }: ReservoirUse, reservoir: number, allHosts: number): number {
  if (requestsPerSecond === 0) {
    return 0;
  }
  const perHost = requestsPerSecond / hosts;
  if (client === SamplingClient.XRAY_SDK_NODEJS) {
    return takenByCounting(perHost, Math.min(1, reservoir)) / perHost;
  }
  const taken = client === SamplingClient.OPENTELEMETRY ? takenFromBucket : takenByCounting;
  const quota = Math.floor(reservoir / allHosts);
  const withOneMore = (reservoir % allHosts) / allHosts;
  const mean = (1 - withOneMore) * taken(perHost, quota) + (withOneMore > 0 ? withOneMore * taken(perHost, quota + 1) : 0);
  return Math.min(1, mean / perHost);
}

/** Which share is sampled in all, by the reservoir or else by chance. */
export function sampledShare(fromReservoir: number, fixedRate: number): number {
  return fromReservoir + (1 - fromReservoir) * fixedRate;
}
