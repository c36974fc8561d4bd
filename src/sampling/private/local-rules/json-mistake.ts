/** Where a text stops being JSON, as a person counts. */
export interface JsonMistake {
  readonly line: number;
  readonly column: number;
  /** What stands there; nothing where the text ends too early. */
  readonly found: string;
}

const NEXT = /[ \t\n\r]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const BLANK = /[ \t\n\r]*/y;
const SHOWN = 20;

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'more';

/** The first mistake in a text that is no JSON. The messages of `JSON.parse` tell the place only in some versions of Node.js, and only of some mistakes. */
export function jsonMistake(text: string): JsonMistake {
  const open: string[] = [];
  let expected: Expected | undefined = 'value';
  let offset = 0;
  for (;;) {
    NEXT.lastIndex = offset;
    const [whole, mark, string]: RegExpExecArray | [] = NEXT.exec(text) ?? [];
    expected = whole === undefined ? undefined : follow(expected, mark ?? (string === undefined ? 'literal' : 'string'), open);
    if (whole === undefined || expected === undefined) {
      return placeOf(text, offset);
    }
    offset += whole.length;
  }
}

/** What may come after something; nothing where it may not stand there. */
function follow(expected: Expected, token: string, open: string[]): Expected | undefined {
  switch (expected) {
    case 'colon':
      return token === ':' ? 'value' : undefined;
    case 'key':
    case 'first key':
      return token === 'string' ? 'colon' : close(expected === 'first key' && token === '}', open);
    case 'more':
      return token === ',' && open.length > 0 ? separated(open) : close(token === open.at(-1), open);
    default:
      return begun(token, open) ?? close(expected === 'first value' && token === ']', open);
  }
}

function begun(token: string, open: string[]): Expected | undefined {
  switch (token) {
    case '{':
      open.push('}');
      return 'first key';
    case '[':
      open.push(']');
      return 'first value';
    default:
      return token === 'string' || token === 'literal' ? 'more' : undefined;
  }
}

function separated(open: readonly string[]): Expected {
  return open.at(-1) === '}' ? 'key' : 'value';
}

function close(fits: boolean, open: string[]): Expected | undefined {
  if (fits) {
    open.pop();
  }
  return fits ? 'more' : undefined;
}

function placeOf(text: string, after: number): JsonMistake {
  BLANK.lastIndex = after;
  const offset = after + (BLANK.exec(text)?.[0].length ?? 0);
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, found: text.slice(offset, offset + SHOWN).split(/[\r\n]/, 1)[0] };
}
