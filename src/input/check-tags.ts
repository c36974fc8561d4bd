import { Token } from 'aws-cdk-lib';
import { checkObject, shown } from './check-number';
import { checkText } from './check-text';
import { Complain } from './complain';

const MOST = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Refuses tags that X-Ray would not take. Source: X-Ray API, Tag; X-Ray quotas; read 2026-11-22. */
export function checkTags(complain: Complain, tags: { [key: string]: string } | undefined): void {
  if (tags === undefined) {
    return;
  }
  checkObject(complain, 'tags', tags, '{ team: \'orders\' }');
  const entries = Object.entries(tags);
  if (entries.length > MOST) {
    complain(`tags must have at most ${MOST} members, got ${entries.length}: leave out ${entries.length - MOST}`);
  }
  for (const [key, value] of entries) {
    checkText(complain, 'a key of tags', key, LONGEST_KEY, { empty: 'name the tag', long: 'shorten it' });
    checkValue(complain, `tags[${JSON.stringify(key)}]`, value);
  }
}

function checkValue(complain: Complain, name: string, value: unknown): void {
  if (value === '' || Token.isUnresolved(value)) {
    return;
  }
  if (typeof value !== 'string' || [...value].length > LONGEST_VALUE) {
    const got = typeof value === 'string' ? [...value].length : shown(value);
    complain(`${name} must be a text of 0 to ${LONGEST_VALUE} characters, got ${got}: ${typeof value === 'string' ? 'shorten it' : 'write it as text'}`);
  }
}
