import { OptionNames } from '../../../input/option-names';

const CRITERIA = ['serviceName', 'serviceType', 'host', 'httpMethod', 'urlPath', 'resourceArn', 'attributes'];

type Aliases = readonly (readonly [string, string])[];

/** In the API of X-Ray, in templates, in local sampling documents. */
const SAME_CRITERIA: Aliases = [['service', 'serviceName'], ['method', 'httpMethod'], ['path', 'urlPath'], ['url', 'urlPath'], ['hostname', 'host']];

const SAME_SHARE: Aliases = [
  ['rate', 'fixedRate'], ['samplingrate', 'fixedRate'], ['samplerate', 'fixedRate'], ['reservoirsize', 'reservoir'], ['fixedtarget', 'reservoir'],
];

/** The options of a rule. */
export const RULE_NAMES: OptionNames = {
  known: [...CRITERIA, 'fixedRate', 'budget', 'reservoir', 'samplingRateBoost', 'clients', 'samplingRuleName', 'priority', 'tags'],
  elsewhere: new Map([
    ...SAME_CRITERIA, ...SAME_SHARE, ['rulename', 'samplingRuleName'], ['name', 'samplingRuleName'], ['boost', 'samplingRateBoost'], ['client', 'clients'],
  ]),
};

/** What a request has. */
export const REQUEST_NAMES: OptionNames = { known: CRITERIA, elsewhere: new Map([...SAME_CRITERIA, ['headers', 'attributes']]) };

/** The options of a plan. */
export const PLAN_NAMES: OptionNames = {
  known: ['scope', 'rules', 'priorities', 'namePrefix', 'clients', 'defaultRule'],
  elsewhere: new Map([['prefix', 'namePrefix'], ['band', 'priorities'], ['priorityband', 'priorities'], ['client', 'clients']]),
};

/** The options of X-Ray's own rule. */
export const DEFAULT_RULE_NAMES: OptionNames = { known: ['fixedRate', 'reservoir', 'restoreOnDelete'], elsewhere: new Map(SAME_SHARE) };
