import { Token } from 'aws-cdk-lib';
import { checkAmount, HOSTS, HOURS_PER_MONTH, REQUESTS_PER_SECOND } from './check-amount';
import { TRAFFIC_NAMES } from './forecast-names';
import { HOURS_OF_A_MONTH } from './month';
import { checkObject, shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { checkOptionNames } from '../../../input/option-names';
import { SamplingClient } from '../../sampling-client';
import { SamplingTraffic } from '../../sampling-traffic';

/** Traffic with its defaults. */
export interface CheckedTraffic {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly hosts: number;
  readonly hoursPerMonth: number;
  readonly client: SamplingClient;
  /** As it was given. */
  readonly given: SamplingTraffic;
}

const EXAMPLE = '{ name: \'shop\', requestsPerSecond: 40 }';

/** Adds what is known of traffic that says nothing of it. */
export type Complete = (traffic: SamplingTraffic) => SamplingTraffic;

/** Refuses traffic that can't be computed with. What a plan knows of each is added by `complete`. */
export function checkTraffic(complain: Complain, traffic: readonly SamplingTraffic[], complete: Complete): CheckedTraffic[] {
  if (!Array.isArray(traffic) || traffic.length === 0) {
    complain(`traffic must have at least one member, got ${shown(traffic)}: write for example [${EXAMPLE}]`);
  }
  const names = new Set<string>();
  return traffic.map((given: SamplingTraffic, index) => {
    const place = `traffic[${index}]`;
    checkObject(complain, place, given, EXAMPLE);
    checkOptionNames((message) => complain(`${place}: ${message}`), given, TRAFFIC_NAMES);
    const checked = checkOne((message) => complain(`${place}.${message}`), complete(given));
    if (names.has(checked.name)) {
      complain(`${place}.name must differ from the others, got ${JSON.stringify(checked.name)} again: each kind of requests has a name of its own`);
    }
    names.add(checked.name);
    return checked;
  });
}

function checkOne(complain: Complain, given: SamplingTraffic): CheckedTraffic {
  const { name, requestsPerSecond, hosts, hoursPerMonth, client = SamplingClient.XRAY_SDK } = given;
  if (typeof name !== 'string' || name.trim() === '' || /\p{Surrogate}/u.test(name)) {
    complain(`name must be a text that is not empty, got ${shown(name)}: it is what the forecast calls these requests`);
  }
  checkClient(complain, client);
  return {
    name,
    requestsPerSecond: checkAmount(complain, 'requestsPerSecond', requestsPerSecond, REQUESTS_PER_SECOND),
    hosts: checkAmount(complain, 'hosts', hosts, HOSTS, 1),
    hoursPerMonth: checkAmount(complain, 'hoursPerMonth', hoursPerMonth, HOURS_PER_MONTH, HOURS_OF_A_MONTH),
    client,
    given,
  };
}

/** Refuses who is none of those that are known. */
export function checkClient(complain: Complain, client: SamplingClient | undefined): void {
  if (client !== undefined && !Token.isUnresolved(client) && !Object.values(SamplingClient).includes(client)) {
    complain(`client must be one of ${Object.keys(SamplingClient).join(', ')}, got ${shown(client)}: use a member of SamplingClient`);
  }
}
