import { ArnComponents, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkText, TextRemedies } from '../../../input/check-text';
import { Complain } from '../../../input/complain';
import { generatedName, isGiven, LONGEST_NAME } from '../../../physical-name';
import { DEFAULT_RULE } from '../matching/decision';

const REMEDIES = { empty: 'leave it out for a generated name', long: 'shorten it, or leave it out for a generated name' };

/** The name of a rule in the account, given or generated; there is one with each name in an account and Region. */
export function ruleNameOf(rule: Construct, complain: Complain, given: string | undefined): string {
  if (!isGiven(given)) {
    return generatedName(rule, '-_');
  }
  checkRuleName(complain, given, REMEDIES);
  if (!Token.isUnresolved(given) && given.toLowerCase() === DEFAULT_RULE.samplingRuleName.toLowerCase()) {
    complain(`samplingRuleName must not be "${DEFAULT_RULE.samplingRuleName}", got ${JSON.stringify(given)}: `
      + 'X-Ray has that rule already, and CloudFormation can\'t make or take it; set its rate and reservoir by DefaultSamplingRule');
  }
  return given;
}

/** Refuses a name that no rule can have. */
export function checkRuleName(complain: Complain, name: string, remedies: TextRemedies): void {
  checkText(complain, 'samplingRuleName', name, LONGEST_NAME, remedies);
}

/** What the ARN of a rule is made of, beside its place. */
export function ruleArn(name: string): ArnComponents {
  return { service: 'xray', resource: 'sampling-rule', resourceName: name };
}
