import { NodeSelector } from '../ast';
import { readText } from './comparison';
import { Cursor } from './cursor';

type Part = 'name' | 'type' | 'accountId';

const PARTS: ReadonlyMap<string, Part> = new Map([['name', 'name'], ['type', 'type'], ['account.id', 'accountId']]);

/** Reads the parentheses of service(…), which may be left out or empty. */
export function readNode(cursor: Cursor): NodeSelector | undefined {
  if (!cursor.skip('(') || cursor.skip(')')) {
    return undefined;
  }
  const node = selector(cursor);
  if (cursor.at(',')) {
    cursor.fail('service(…) takes one service: write edge("source", "destination") for a connection of two');
  }
  cursor.expect(')', 'the parenthesis of service(…)');
  return node;
}

/** Reads the parentheses of edge(…), which may be left out or empty. */
export function readNodes(cursor: Cursor): { readonly source?: NodeSelector; readonly destination?: NodeSelector } {
  if (!cursor.skip('(') || cursor.skip(')')) {
    return {};
  }
  const source = selector(cursor);
  if (cursor.at(')')) {
    cursor.fail('edge(…) takes two services, got one: write edge("source", "destination")');
  }
  cursor.expect(',');
  const destination = selector(cursor);
  cursor.expect(')', 'the parenthesis of edge(…)');
  return { source, destination };
}

function selector(cursor: Cursor): NodeSelector {
  if (cursor.atWord(...PARTS.keys()) && cursor.isFollowedBy(':', '=')) {
    cursor.fail(`${cursor.current.text} stands in id(…): write id(${cursor.current.text.toLowerCase()}: "…")`);
  }
  if (!cursor.atWord('id')) {
    return { name: readText(cursor, 'the name of a service'), byId: false };
  }
  cursor.take();
  cursor.expect('(');
  const parts = idParts(cursor);
  cursor.expect(')', 'the parenthesis of id(…)');
  return { ...parts, byId: true };
}

function idParts(cursor: Cursor): Partial<Record<Part, string>> {
  const parts: Partial<Record<Part, string>> = {};
  if (cursor.at(')')) {
    return parts;
  }
  do {
    const word = cursor.current.text.toLowerCase();
    const part = cursor.current.kind === 'word' ? PARTS.get(word) : undefined;
    if (part === undefined) {
      cursor.fail(`expected name:, type: or account.id: in id(…), got ${cursor.shown()}`);
    }
    if (parts[part] !== undefined) {
      cursor.fail(`${word} stands twice in id(…)`);
    }
    cursor.take();
    cursor.expect(':');
    parts[part] = readText(cursor, `a text for ${word}`);
  } while (cursor.skip(','));
  return parts;
}
