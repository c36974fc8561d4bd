import { createHash } from 'crypto';
import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkText } from '../../../input/check-text';
import { Complain } from '../../../input/complain';
import { LONGEST_NAME } from '../../../physical-name';

/** What tells a reader whose rules they are, and what keeps them apart from those of other stacks and stages. */
const LONGEST_OWN_PREFIX = 7;
const HASH_LENGTH = 4;

/** The names of a plan's rules in the account, which are there once for all apps in it. */
export class PlannedNames {
  private readonly prefix: string;

  /**
   * @param about whose traffic the plan is for
   * @param given the prefix that the user wants
   */
  constructor(plan: Construct, private readonly complain: Complain, about: string, private readonly given?: string) {
    checkText(complain, 'namePrefix', given, LONGEST_NAME - 2, { empty: 'leave it out for a generated one', long: 'shorten it' });
    this.prefix = given ?? ownPrefix(plan, about);
  }

  /** The name of one rule. */
  public nameOf(name: string): string {
    const whole = `${this.prefix}-${name}`;
    if (Token.isUnresolved(whole) || lengthOf(whole) <= LONGEST_NAME) {
      return whole;
    }
    if (this.given !== undefined) {
      this.complain(`namePrefix and samplingRuleName must have at most ${LONGEST_NAME} characters with the hyphen between them, `
        + `got ${lengthOf(whole)} (${JSON.stringify(whole)}): shorten one of them`);
    }
    return `${[...whole].slice(0, LONGEST_NAME - HASH_LENGTH - 1).join('')}-${hashOf(name)}`;
  }
}

function ownPrefix(plan: Construct, about: string): string {
  const { stackName } = Stack.of(plan);
  const readable = Token.isUnresolved(about) ? 'service' : about.replace(/[^\w-]/g, '');
  return `${readable.slice(0, LONGEST_OWN_PREFIX)}-${hashOf(`${Token.isUnresolved(stackName) ? '' : stackName}|${plan.node.path}`)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

function lengthOf(text: string): number {
  return [...text].length;
}
