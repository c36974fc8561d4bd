import { OptionNames } from '../../../input/option-names';

const REQUEST = ['serviceName', 'serviceType', 'httpMethod', 'urlPath', 'resourceArn', 'attributes'];

const SAME: readonly (readonly [string, string])[] = [
  ['requests', 'requestsPerSecond'], ['rps', 'requestsPerSecond'], ['tps', 'requestsPerSecond'], ['requestrate', 'requestsPerSecond'],
  ['hours', 'hoursPerMonth'], ['hostcount', 'hosts'], ['instances', 'hosts'], ['tasks', 'hosts'], ['clients', 'client'],
];

/** The options of a forecast. */
export const FORECAST_NAMES: OptionNames = { known: ['traffic', 'billing'], elsewhere: new Map([['prices', 'billing'], ['requests', 'traffic']]) };

/** The options of traffic in a forecast. */
export const TRAFFIC_NAMES: OptionNames = {
  known: ['name', 'requestsPerSecond', 'request', 'client', 'hosts', 'hoursPerMonth'],
  elsewhere: new Map([...SAME, ['host', 'hosts or request.host'], ...REQUEST.map((name): [string, string] => [name.toLowerCase(), `request.${name}`])]),
};

/** The options of the traffic of a budget. */
export const BUDGETED_NAMES: OptionNames = {
  known: ['requestsPerSecond', 'hosts', 'hoursPerMonth', 'client', 'billing'],
  elsewhere: new Map([...SAME, ['host', 'hosts'], ['prices', 'billing']]),
};

/** The options of billing by the trace. */
export const PER_TRACE_NAMES: OptionNames = { known: ['prices', 'freeTraces'], elsewhere: new Map([['free', 'freeTraces'], ['price', 'prices']]) };

/** The options of billing with Transaction Search. */
export const TRANSACTION_SEARCH_NAMES: OptionNames = {
  known: ['spansPerTrace', 'spanSize', 'indexedShare', 'prices'],
  elsewhere: new Map([['spans', 'spansPerTrace'], ['indexrate', 'indexedShare'], ['indexingrate', 'indexedShare'], ['indexshare', 'indexedShare'], ['price', 'prices']]),
};
