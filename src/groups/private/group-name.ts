import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkText, Complain, TextRemedies } from '../../input/check-text';
import { generatedName, isGiven, LONGEST_NAME } from '../../physical-name';

/** The group of all traces, which every account has. */
export const DEFAULT_GROUP = 'Default';

const REMEDIES = { empty: 'leave it out for a generated name', long: 'shorten it, or leave it out for a generated name' };

/** The name of a group in the account, given or generated. The console takes no other characters than these, and the API takes any. */
export function groupNameOf(group: IConstruct, complain: Complain, given: string | undefined): string {
  if (!isGiven(given)) {
    return generatedName(group, '-');
  }
  checkGroupName(complain, given, REMEDIES);
  if (!Token.isUnresolved(given) && given.toLowerCase() === DEFAULT_GROUP.toLowerCase()) {
    complain(`groupName must not be "${DEFAULT_GROUP}", got ${JSON.stringify(given)}: X-Ray has that group of all traces already, and nobody can make it; `
      + 'use TraceGroup.fromDefaultGroup()');
  }
  return given;
}

/** Refuses a name that no group can have. */
export function checkGroupName(complain: Complain, name: string, remedies: TextRemedies): void {
  checkText(complain, 'groupName', name, LONGEST_NAME, remedies);
}
