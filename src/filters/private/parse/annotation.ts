import { Expression, Side } from '../ast';
import { readTest } from './comparison';
import { Cursor } from './cursor';

const ANNOTATION = /^(?:(source|destination)\.)?annotation(?:$|\.)/i;
const LONGEST_SHOWN = 100;

export function atAnnotation(cursor: Cursor): boolean {
  return cursor.current.kind === 'word' && ANNOTATION.test(cursor.current.text);
}

/** Reads annotation[key] or annotation.key, and what it is compared with. */
export function readAnnotation(cursor: Cursor): Expression {
  const word = cursor.take();
  const [prefix = '', side] = ANNOTATION.exec(word.text) ?? [];
  const key = prefix.endsWith('.') ? dottedKey(cursor, word, prefix) : bracketedKey(cursor, word.text);
  return { kind: 'annotation', key, ...sided(side?.toLowerCase()), ...readTest(cursor, `annotation[${key.slice(0, LONGEST_SHOWN)}]`, 'any') };
}

function sided(side: string | undefined): { readonly side?: Side } {
  return side === 'source' || side === 'destination' ? { side } : {};
}

function dottedKey(cursor: Cursor, word: Cursor['current'], prefix: string): string {
  const key = word.text.slice(prefix.length);
  const left = prefix.slice(0, -1);
  if (key === '') {
    cursor.fail(`expected a key after the dot: write ${left}[key]`, word, prefix.length);
  }
  if (key.includes('.')) {
    cursor.fail(`a key with dots stands in brackets: write ${left}[${key.slice(0, LONGEST_SHOWN)}]`, word, prefix.length);
  }
  return key;
}

function bracketedKey(cursor: Cursor, left: string): string {
  if (cursor.current.kind !== 'key') {
    cursor.fail(`expected [key] after ${left}, got ${cursor.shown()}: write ${left}[key]`);
  }
  const key = cursor.current.text.trim();
  if (key === '') {
    cursor.fail(`no key stands in the brackets: write ${left}[key]`);
  }
  const withoutTokens = key.replace(/\$\{Token\[/g, '');
  if (/[[=<>]/.test(withoutTokens)) {
    cursor.fail('this bracket is not closed: expected ] behind the key');
  }
  const bare = key.replace(/["']/g, '');
  if (bare !== key) {
    cursor.fail(`a key stands in brackets without quotation marks: write ${left}[${bare.slice(0, LONGEST_SHOWN)}]`);
  }
  if (/[\p{Surrogate}\p{Control}]/u.test(key)) {
    cursor.fail('a key can hold no end of line, control character or half of a surrogate pair');
  }
  cursor.take();
  return key;
}
