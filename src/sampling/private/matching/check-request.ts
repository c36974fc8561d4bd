import { Token } from 'aws-cdk-lib';
import { SamplingRequest } from '../../sampling-request';
import { Complain } from '../rules/check-text';
import { FIELDS } from '../rules/rule-facts';

/** Refuses what is no text where text belongs. Any text will do: a request is what others send. */
export function checkRequest(complain: Complain, request: SamplingRequest): void {
  FIELDS.forEach((field) => checkValue(complain, field, request[field]));
  const attributes: unknown = request.attributes;
  if (attributes === undefined || Token.isUnresolved(attributes)) {
    return;
  }
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) {
    complain(`attributes must be an object with text values, got ${JSON.stringify(attributes)}`);
  }
  Object.entries(attributes).forEach(([key, value]) => checkValue(complain, `attributes[${JSON.stringify(key)}]`, value));
}

function checkValue(complain: Complain, name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string' && !Token.isUnresolved(value)) {
    complain(`${name} must be a text, got ${shown(value)}: leave it out where the request has none`);
  }
}

/** Also what JSON has no word for. */
function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
