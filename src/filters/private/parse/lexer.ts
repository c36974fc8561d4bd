import { refuse } from './refuse';

/** A piece of a filter expression; an operator that another language has is a symbol too, so that it gets its own hint. */
export interface Lexeme {
  readonly kind: 'word' | 'text' | 'key' | 'json' | 'symbol' | 'end';
  /** What stands between the quotation marks or brackets, or the word itself. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const BLANKS = /\s*/y;
const WORD = /[^\s"'`“”„‘’(){}[\]!=<>,#&|:;$]+/y;
const SYMBOL = /==+|=~|=<|=>|<>|!==|!=|<=|>=|&&|\|\||[=<>!(){},:&|;]/y;
const CDK_TOKEN = '${Token[';
const DEEPEST_JSON = 200;

/** Reads one piece after the other, so that the first mistake of a text is the one that is reported. */
export class Lexer {
  private position = 0;

  public constructor(private readonly source: string) {}

  public next(): Lexeme {
    this.match(BLANKS);
    const start = this.position;
    switch (this.source[start]) {
      case undefined: return this.lexeme('end', '', this.source.trimEnd().length);
      case '"': return this.quoted(start);
      case '[': return this.bracketed(start);
      case '#': return this.json(start);
      default: return this.plain(start);
    }
  }

  private plain(start: number): Lexeme {
    const word = this.match(WORD);
    if (word !== undefined) {
      return this.lexeme('word', word, start);
    }
    const symbol = this.match(SYMBOL);
    return symbol === undefined ? this.refuse(start) : this.lexeme('symbol', symbol, start);
  }

  private refuse(start: number): never {
    const character = this.source[start];
    if ('\'`‘’'.includes(character)) {
      this.fail(start, 'a text stands in double quotation marks, not in single ones: write "…"');
    }
    if ('“”„'.includes(character)) {
      this.fail(start, 'curly quotation marks: write straight ones, "…"');
    }
    if (this.source.startsWith(CDK_TOKEN, start)) {
      this.fail(start, 'a token stands outside of quotation marks, and its value is not known yet: put it into "…", or build the filter from its parts');
    }
    this.fail(start, `unexpected ${JSON.stringify(character)}`);
  }

  private quoted(start: number): Lexeme {
    const end = this.source.indexOf('"', start + 1);
    if (end === -1) {
      this.fail(start, 'this text does not end: a closing quotation mark is missing');
    }
    this.position = end + 1;
    const text = this.source.slice(start + 1, end);
    const broken = text.search(/\p{Surrogate}/u);
    if (broken !== -1) {
      this.fail(start + 1 + broken, 'half of a surrogate pair stands alone in this text');
    }
    return this.lexeme('text', text, start);
  }

  /** An annotation's key; the brackets of a CDK token in it do not end it. */
  private bracketed(start: number): Lexeme {
    let from = start + 1;
    for (;;) {
      const end = this.source.indexOf(']', from);
      if (end === -1) {
        this.fail(start, 'this bracket is not closed: expected ]');
      }
      if (this.source[end + 1] !== '}' || !this.source.slice(from, end).includes(CDK_TOKEN)) {
        this.position = end + 1;
        return this.lexeme('key', this.source.slice(start + 1, end), start);
      }
      from = end + 2;
    }
  }

  private json(start: number): Lexeme {
    this.position = start + 1;
    this.match(BLANKS);
    const opening = this.position;
    if (this.source[opening] !== '[') {
      this.fail(start, '# stands only before the list of rootcause.json = #[…]; a filter has no comments');
    }
    this.position = this.endOfJson(opening);
    const text = this.source.slice(opening, this.position);
    try {
      JSON.parse(text);
    } catch {
      this.fail(opening, 'this list is no valid JSON');
    }
    return this.lexeme('json', text, start);
  }

  private endOfJson(opening: number): number {
    let depth = 0;
    let inText = false;
    for (let at = opening; at < this.source.length; at++) {
      const character = this.source[at];
      if (inText) {
        at += character === '\\' ? 1 : 0;
        inText = character !== '"';
      } else if (character === '"') {
        inText = true;
      } else if (character === '[' || character === '{') {
        depth++;
        if (depth > DEEPEST_JSON) {
          this.fail(at, `more than ${DEEPEST_JSON} braces and brackets inside each other`);
        }
      } else if (character === ']' || character === '}') {
        depth--;
        if (depth === 0) {
          return at + 1;
        }
      }
    }
    return this.fail(opening, 'this list of JSON does not end: a closing quotation mark, brace or bracket is missing');
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  private lexeme(kind: Lexeme['kind'], text: string, start: number): Lexeme {
    return { kind, text, start, end: this.position };
  }

  private fail(offset: number, problem: string): never {
    refuse(this.source, offset, problem);
  }
}
