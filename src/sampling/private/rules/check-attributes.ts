import { Token } from 'aws-cdk-lib';
import { checkObject } from '../../../input/check-number';
import { checkText } from '../../../input/check-text';
import { Complain } from '../../../input/complain';

const MOST = 5;
const LONGEST_KEY_OR_VALUE = 32;

const KEY_REMEDIES = { empty: 'name an attribute', long: 'X-Ray can\'t match longer ones' };

/** Refuses attributes that X-Ray would not take. */
export function checkAttributes(complain: Complain, attributes: { [key: string]: string } | undefined): void {
  if (attributes === undefined || Token.isUnresolved(attributes)) {
    return;
  }
  checkObject(complain, 'attributes', attributes, '{ \'http.route\': \'/orders\' }');
  const entries = Object.entries(attributes);
  if (entries.length > MOST) {
    complain(`attributes must have at most ${MOST} members, got ${entries.length}: leave out ${entries.length - MOST}, or split the rule`);
  }
  for (const [key, value] of entries) {
    checkText(complain, 'a key of attributes', key, LONGEST_KEY_OR_VALUE, KEY_REMEDIES);
    const name = `attributes[${JSON.stringify(key)}]`;
    if (value === undefined) {
      complain(`${name} must be a text, got undefined: leave the key out, or write "*" for any value`);
    }
    checkText(complain, name, value, LONGEST_KEY_OR_VALUE);
  }
}
