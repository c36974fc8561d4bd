import { createRequire } from 'module';
import type * as library from 'yaml';
import { renderWithNumbers } from './number-tokens';

/** Loaded when it is needed: most apps have no collector, and it takes longer to load than all the rest of this package. */
function yaml(): typeof library {
  const loaded: typeof library = createRequire(__filename)('yaml');
  return loaded;
}

/** Every string in double quotes, so that whatever a token becomes stays a string. */
export function toYaml(value: object): string {
  return renderWithNumbers(value, (plain) => yaml().stringify(plain, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 }));
}

/** The value of a document, or what is wrong with it. */
export function fromYaml(text: string): { readonly value: unknown } | { readonly problem: string } {
  const document = yaml().parseDocument(text, { merge: true });
  const [error] = document.errors;
  const value: unknown = error ? undefined : document.toJS();
  return error ? { problem: error.message.trim() } : { value };
}
