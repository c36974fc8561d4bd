import { Complain } from './check-text';

const OPTIONS = [
  'serviceName', 'serviceType', 'host', 'httpMethod', 'urlPath', 'resourceArn', 'attributes', 'fixedRate', 'budget', 'reservoir', 'samplingRateBoost', 'clients',
  'samplingRuleName', 'priority', 'tags',
];

/** What they are called elsewhere: in the API of X-Ray, in templates, in local sampling documents. */
const OTHER_NAMES = new Map<string, string>([
  ['rate', 'fixedRate'], ['samplingrate', 'fixedRate'], ['reservoirsize', 'reservoir'], ['fixedtarget', 'reservoir'], ['rulename', 'samplingRuleName'],
  ['method', 'httpMethod'], ['path', 'urlPath'], ['url', 'urlPath'], ['hostname', 'host'], ['boost', 'samplingRateBoost'], ['client', 'clients'],
]);

/**
 * Refuses a name that is almost that of an option: in JavaScript it would have no effect. Others may belong to a construct that passes its props on.
 */
export function checkOptionNames(complain: Complain, options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const meant = value === undefined || OPTIONS.includes(name) ? undefined : meantBy(name);
    if (meant !== undefined) {
      complain(`the option ${JSON.stringify(name)} must be called ${meant}: as it stands it has no effect`);
    }
  }
}

function meantBy(name: string): string | undefined {
  const compared = comparable(name);
  return OTHER_NAMES.get(compared) ?? OPTIONS.find((option) => comparable(option) === compared);
}

/** A name without case and signs. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
