import { Names, PhysicalName } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The most characters that X-Ray takes in the name of a sampling rule or of a group. */
export const LONGEST_NAME = 32;

/** Whether a user gave a name, and did not just ask for one that is known before deployment, as generated ones are. */
export function isGiven(name: string | undefined): name is string {
  return name !== undefined && name !== PhysicalName.GENERATE_IF_NEEDED;
}

/** A name that follows from the place of a construct, with the name of its stack. */
export function generatedName(construct: IConstruct, allowedSpecialCharacters: string): string {
  return Names.uniqueResourceName(construct, { maxLength: LONGEST_NAME, separator: '-', allowedSpecialCharacters });
}
