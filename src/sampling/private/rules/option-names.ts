import { Complain } from './check-text';

/** The names of options. */
export interface OptionNames {
  readonly known: readonly string[];
  /** What they are called elsewhere, in small letters and without signs. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

const CRITERIA = ['serviceName', 'serviceType', 'host', 'httpMethod', 'urlPath', 'resourceArn', 'attributes'];

type Aliases = readonly (readonly [string, string])[];

/** In the API of X-Ray, in templates, in local sampling documents. */
const SAME_CRITERIA: Aliases = [['service', 'serviceName'], ['method', 'httpMethod'], ['path', 'urlPath'], ['url', 'urlPath'], ['hostname', 'host']];

const SAME_SHARE: Aliases = [
  ['rate', 'fixedRate'], ['samplingrate', 'fixedRate'], ['samplerate', 'fixedRate'], ['reservoirsize', 'reservoir'], ['fixedtarget', 'reservoir'],
];

/** The options of a rule. */
const RULE_NAMES: OptionNames = {
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

/**
 * Refuses a name that is almost that of an option: in JavaScript it would have no effect. Others may belong to a construct that passes its props on.
 */
export function checkOptionNames(complain: Complain, options: object, names: OptionNames = RULE_NAMES): void {
  for (const [name, value] of Object.entries(options)) {
    const meant = value === undefined || names.known.includes(name) ? undefined : meantBy(name, names);
    if (meant !== undefined) {
      complain(`the option ${JSON.stringify(name)} must be called ${meant}: as it stands it has no effect`);
    }
  }
}

function meantBy(name: string, { known, elsewhere }: OptionNames): string | undefined {
  const compared = comparable(name);
  return elsewhere.get(compared) ?? known.find((option) => comparable(option) === compared);
}

/** A name without case and signs. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
