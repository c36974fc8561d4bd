import { Expression } from '../ast';
import { atAnnotation, readAnnotation } from './annotation';
import { readEquality, readTest } from './comparison';
import { Cursor } from './cursor';
import { keywordProblem, rootCauseProblem } from './hints';
import { readNode, readNodes } from './nodes';
import { rootCauseOf } from './root-causes';
import { keywordOf } from '../keywords';

/** Reads a filter in braces, if there is one. */
export type ReadBraces = (owner: string) => { readonly filter?: Expression };

/** Reads a part that begins with a word. */
export function readNamed(cursor: Cursor, braces: ReadBraces): Expression {
  if (atAnnotation(cursor)) {
    return readAnnotation(cursor);
  }
  const word = cursor.current.text.toLowerCase();
  switch (word) {
    case 'and':
    case 'or':
      return cursor.fail(`expected a keyword or the like before ${word.toUpperCase()}`);
    case 'service':
    case 'edge':
      return readNodesAndBraces(cursor, word, braces);
    case 'group.name':
    case 'group.arn':
      cursor.take();
      return { kind: 'group', property: word === 'group.name' ? 'name' : 'arn', ...readEquality(cursor, word) };
    case 'rootcause.json':
      return readJson(cursor);
    default:
      return word.startsWith('rootcause.') ? readRootCause(cursor, word, braces) : readKeyword(cursor);
  }
}

function readKeyword(cursor: Cursor): Expression {
  const keyword = keywordOf(cursor.current.text);
  if (keyword === undefined) {
    cursor.fail(keywordProblem(cursor.current.text));
  }
  cursor.take();
  return { kind: 'keyword', keyword: keyword.name, ...readTest(cursor, keyword.name, keyword.kind) };
}

function readNodesAndBraces(cursor: Cursor, word: 'service' | 'edge', braces: ReadBraces): Expression {
  cursor.take();
  if (!cursor.at('(', '{')) {
    cursor.fail(`expected ( or { after ${word}, got ${cursor.shown()}: write ${word === 'service' ? 'service("name")' : 'edge("source", "destination")'}`);
  }
  if (word === 'edge') {
    const ends = readNodes(cursor);
    return { kind: 'edge', ...ends, ...braces('edge(…)') };
  }
  const node = readNode(cursor);
  return { kind: 'service', ...(node && { node }), ...braces('service(…)') };
}

function readJson(cursor: Cursor): Expression {
  cursor.take();
  cursor.expect('=');
  if (cursor.current.kind !== 'json') {
    cursor.fail(`expected #[…] after rootcause.json =, got ${cursor.shown()}`);
  }
  return { kind: 'rootcause-json', json: cursor.take().text };
}

function readRootCause(cursor: Cursor, word: string, braces: ReadBraces): Expression {
  const cause = rootCauseOf(word);
  if (cause === undefined) {
    cursor.fail(rootCauseProblem(word));
  }
  cursor.take();
  return { kind: 'rootcause', ...cause, ...braces(word) };
}
