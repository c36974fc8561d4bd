import { Token } from 'aws-cdk-lib';
import { shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { checkOptionNames } from '../../../input/option-names';
import { SamplingRequest } from '../../sampling-request';
import { FIELDS } from '../rules/rule-facts';
import { REQUEST_NAMES } from '../rules/rule-option-names';

/** Refuses what is no text where text belongs, and what is called otherwise. Any text will do: a request is what others send. */
export function checkRequest(complain: Complain, request: SamplingRequest): void {
  checkOptionNames(complain, request, REQUEST_NAMES);
  FIELDS.forEach((field) => checkValue(complain, field, request[field]));
  const attributes: unknown = request.attributes;
  if (attributes === undefined || Token.isUnresolved(attributes)) {
    return;
  }
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) {
    complain(`attributes must be an object with text values, got ${shown(attributes)}: write for example { 'http.route': '/orders' }`);
  }
  Object.entries(attributes).forEach(([key, value]) => checkValue(complain, `attributes[${JSON.stringify(key)}]`, value));
}

function checkValue(complain: Complain, name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string' && !Token.isUnresolved(value)) {
    complain(`${name} must be a text, got ${shown(value)}: leave it out where the request has none`);
  }
}
