import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isPortable, topOf } from './account/environment';
import { isRecord } from './references';

export const PREFIX = 'cdk-xray';

/**
 * Something that the library could not do, in words for the person who can.
 */
export interface Finding {
  /** Stable, for acknowledgement. */
  readonly id: string;
  /** What it comes to, where that is not plain from the cause. */
  readonly outcome?: string;
  /** What is the matter and why. */
  readonly cause: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Puts a finding on the construct that it is about; what is inside of a product or a stack set nobody sees, so it goes to where that stands. */
export function warn(construct: IConstruct, found: Finding): void {
  let place = construct;
  while (isPortable(Stack.of(place)) && topOf(Stack.of(place)).node.scope) {
    place = topOf(Stack.of(place)).node.scope ?? place;
  }
  if (isAcknowledged(place, found.id)) {
    return;
  }
  const about = place === construct ? '' : `${construct.node.path}: `;
  Validations.of(place).addWarning(`${PREFIX}:${found.id}`, `${about}${messageOf(found)}`);
}

/** The CDK itself sees only the acknowledgements further up where the warning comes after them. */
function isAcknowledged({ node }: IConstruct, id: string): boolean {
  return node.metadata.some(({ type, data }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY
    && isRecord(data)
    && Object.keys(data).some((rule) => rule.endsWith(`::${PREFIX}:${id}`)));
}

export function messageOf({ outcome, cause, remedy }: Finding): string {
  return `${outcome ? `${outcome}: ` : ''}${sentence(cause)} ${sentence(remedy)}`;
}

/** A cause or remedy with its full stop, unless it ends otherwise. */
function sentence(text: string): string {
  return text.endsWith('?') ? text : `${text}.`;
}
