import { isRecord } from '../../../references';

/** Stands for what is not known yet; a character that is for private use can be in no filter. */
const UNKNOWN = '\uE000';

/** What CloudFormation looks up in Parameter Store or Secrets Manager. */
const DYNAMIC_REFERENCE = /\{\{resolve:[^}]*\}\}/g;

/**
 * The text of a filter as it stands in a template; nothing where more is known at deployment only than a part of a text in quotation marks.
 *
 * @param standIn what to write for such a part; by default what tells a reader that there is more
 */
export function filterTextOf(filter: unknown, standIn = '…'): string | undefined {
  const text = textOf(filter);
  const outside = text?.split('"').filter((_part, index) => index % 2 === 0);
  return outside?.some((part) => part.includes(UNKNOWN)) ? undefined : text?.replaceAll(UNKNOWN, () => standIn);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value.replace(DYNAMIC_REFERENCE, UNKNOWN);
  }
  if (!isRecord(value)) {
    return undefined;
  }
  return joined(value['Fn::Join']) ?? substituted(value['Fn::Sub']) ?? UNKNOWN;
}

function joined(join: unknown): string | undefined {
  const [separator, parts]: unknown[] = Array.isArray(join) ? join : [];
  const texts = Array.isArray(parts) ? parts.map(textOf) : [undefined];
  return typeof separator === 'string' && texts.every((text) => text !== undefined) ? texts.join(separator) : undefined;
}

/** In a text for Fn::Sub, `${!Name}` is written for `${Name}`. */
function substituted(sub: unknown): string | undefined {
  const text: unknown = Array.isArray(sub) ? sub[0] : sub;
  return typeof text === 'string' ? text.replace(/\$\{(!?)([^}]*)\}/g, (_whole, mark: string, name: string) => mark ? `\${${name}}` : UNKNOWN) : undefined;
}
