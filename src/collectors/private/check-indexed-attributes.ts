import { Token } from 'aws-cdk-lib';
import { invalid } from '../../errors';
import { checkList, shown } from '../../input/check-number';
import { checkText } from '../../input/check-text';
import { OpenTelemetryOptions } from '../collector-options';

/** Sources, read 2026-11-23: X-Ray Developer Guide, "AWS X-Ray segment documents" and "Recording annotations with the X-Ray SDK for Go". */
const MOST = 50;
const LONGEST = 500;

/** Refuses attributes that could not become annotations. */
export function checkIndexedAttributes(where: string, { indexedAttributes, indexAllAttributes }: OpenTelemetryOptions): void {
  const complain = (message: string): never => invalid(where, message);
  if (indexAllAttributes !== undefined && typeof indexAllAttributes !== 'boolean') {
    complain(`indexAllAttributes must be true or false, got ${shown(indexAllAttributes)}: leave it out for false`);
  }
  if (indexedAttributes === undefined || Token.isUnresolved(indexedAttributes)) {
    return;
  }
  checkList(complain, 'indexedAttributes', indexedAttributes, '[\'order.id\']');
  if (indexAllAttributes) {
    complain('indexedAttributes can\'t be given beside indexAllAttributes: all attributes are indexed then; leave one of them out');
  }
  if (indexedAttributes.length > MOST) {
    complain(`indexedAttributes must have at most ${MOST} members, got ${indexedAttributes.length}: X-Ray indexes ${MOST} annotations of a trace; leave out the others`);
  }
  indexedAttributes.forEach((attribute, index) => {
    checkMember(complain, `indexedAttributes[${index}]`, attribute);
    if (indexedAttributes.indexOf(attribute) < index) {
      complain(`indexedAttributes[${index}] must not be there twice, got ${shown(attribute)} again: leave it out`);
    }
  });
}

function checkMember(complain: (message: string) => never, name: string, attribute: unknown): void {
  if (Token.isUnresolved(attribute)) {
    return;
  }
  if (typeof attribute !== 'string') {
    complain(`${name} must be a text, got ${shown(attribute)}: write the key of an attribute`);
  }
  checkText(complain, name, attribute, LONGEST, { empty: 'leave it out', long: 'X-Ray indexes no annotation with a longer key' });
  if (attribute.trim() !== attribute) {
    complain(`${name} must not begin or end with a blank, got ${JSON.stringify(attribute)}: write ${JSON.stringify(attribute.trim())}`);
  }
}
