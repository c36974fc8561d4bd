import { Complain } from './complain';

/** The names of options. */
export interface OptionNames {
  readonly known: readonly string[];
  /** What they are called elsewhere, in small letters and without signs. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/**
 * Refuses a name that is almost that of an option: in JavaScript it would have no effect. Others may belong to a construct that passes its props on.
 */
export function checkOptionNames(complain: Complain, options: object, names: OptionNames): void {
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
