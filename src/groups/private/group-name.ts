import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkText, TextRemedies } from '../../input/check-text';
import { Complain } from '../../input/complain';
import { generatedName, isGiven, LONGEST_NAME } from '../../physical-name';

/** The group of all traces, which every account has. */
export const DEFAULT_GROUP = 'Default';

const REMEDIES = { empty: 'leave it out for a generated name', long: 'shorten it, or leave it out for a generated name' };

/** The name of a group in the account, given or generated. The console takes no other characters than these, and the API takes any. */
export function groupNameOf(group: IConstruct, complain: Complain, given: string | undefined): string {
  if (!isGiven(given)) {
    return generatedName(group, '-');
  }
  checkGivenName(complain, 'groupName', given);
  return given;
}

/** Refuses a name that a new group can't have. */
export function checkGivenName(complain: Complain, property: string, given: string | undefined): void {
  if (!isGiven(given)) {
    return;
  }
  checkGroupName(complain, given, REMEDIES, property);
  if (!Token.isUnresolved(given) && given.toLowerCase() === DEFAULT_GROUP.toLowerCase()) {
    complain(`${property} must not be "${DEFAULT_GROUP}", got ${JSON.stringify(given)}: X-Ray has that group of all traces already, and nobody can make it; `
      + 'use TraceGroup.fromDefaultGroup()');
  }
}

/** Refuses a name that no group can have. */
export function checkGroupName(complain: Complain, name: string, remedies: TextRemedies, property = 'groupName'): void {
  checkText(complain, property, name, LONGEST_NAME, remedies);
}
