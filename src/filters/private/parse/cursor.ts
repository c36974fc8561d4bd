import { Lexeme, Lexer } from './lexer';
import { refuse } from './refuse';
import { PARENTHESES } from './syntax-warnings';
import { shownText } from '../shown-text';
import { FilterWarning } from '../warnings';

/** The place in a text up to which it is read, one piece ahead. */
export class Cursor {
  public current: Lexeme;
  private readonly lexer: Lexer;
  private readonly found = new Set<string>();

  public constructor(private readonly source: string) {
    this.lexer = new Lexer(source);
    this.current = this.lexer.next();
  }

  /** What is written in a way that AWS does not document, each once. */
  public get warnings(): FilterWarning[] {
    return [...this.found].map((text) => ({ kind: text === PARENTHESES ? 'in-use' : 'undocumented', text }));
  }

  public warn(warning: string): void {
    this.found.add(warning);
  }

  public take(): Lexeme {
    const taken = this.current;
    this.current = this.lexer.next();
    return taken;
  }

  public atEnd(): boolean {
    return this.current.kind === 'end';
  }

  public at(...symbols: string[]): boolean {
    return this.current.kind === 'symbol' && symbols.includes(this.current.text);
  }

  public atWord(...words: string[]): boolean {
    return this.current.kind === 'word' && words.includes(this.current.text.toLowerCase());
  }

  public isFollowedBy(...signs: string[]): boolean {
    const [next = ''] = this.source.slice(this.current.end).trimStart();
    return signs.includes(next);
  }

  public skip(symbol: string): boolean {
    const here = this.at(symbol);
    if (here) {
      this.take();
    }
    return here;
  }

  public expect(symbol: string, opening?: string): void {
    if (!this.skip(symbol)) {
      this.fail(opening !== undefined && this.current.kind === 'end' ? `expected "${symbol}": ${opening} is not closed` : `expected "${symbol}", got ${this.shown()}`);
    }
  }

  /** An unquoted name or value as the user sees it, such as AWS::Lambda: its parts are pieces of their own here. */
  public unquoted(): string {
    const [run] = this.source.slice(this.current.start, this.current.start + 200).split(/[\s"'(){}[\],]/, 1);
    return run || this.current.text;
  }

  public shown(): string {
    const { kind, text, start, end } = this.current;
    if (kind === 'end') {
      return 'the end of the filter';
    }
    return shownText(kind === 'text' ? text : this.source.slice(start, end));
  }

  public fail(problem: string, lexeme: Lexeme = this.current, offset = 0): never {
    refuse(this.source, lexeme.start + offset, problem);
  }
}
