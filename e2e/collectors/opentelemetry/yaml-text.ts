import { parse } from 'yaml';
import { isObject } from '../synthesized/deployed-template';

/** The object that a YAML text is. */
export function readYaml(text: string): Record<string, unknown> {
  const value: unknown = parse(text);
  if (!isObject(value)) {
    throw new Error('the text must be an object');
  }
  return value;
}
