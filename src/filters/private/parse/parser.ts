import { Token } from 'aws-cdk-lib';
import { Expression } from '../ast';
import { Cursor } from './cursor';
import { FilterSyntaxError } from './filter-syntax-error';
import { operatorProblem } from './hints';
import { readNamed, ReadBraces } from './named';
import { MIXED, PARENTHESES, WRITTEN_NOT } from './syntax-warnings';
import { shown } from '../../../input/check-number';
import { negated } from '../build/combine';
import { shownText } from '../shown-text';
import { FilterWarning } from '../warnings';

/** What was read of a filter expression, and what of its way of writing AWS does not document. */
export interface ParsedFilter {
  readonly expression: Expression;
  readonly warnings: FilterWarning[];
}

const DEEPEST = 200;

/** Reads a filter expression; throws nothing but a FilterSyntaxError. */
export function parseFilter(text: string): ParsedFilter {
  if (Token.isUnresolved(text) && (typeof text !== 'string' || /^\$\{Token\[[^\]]*\]\}$/.test(text.trim()))) {
    throw new FilterSyntaxError('', 0, 'the filter is a token, and what it will be is not known yet: write the filter out, or give the token to the filterExpression of a CfnGroup');
  }
  if (typeof text !== 'string') {
    throw new FilterSyntaxError('', 0, `a filter must be a text, got ${shown(text)}: write for example service("orders") { fault }`);
  }
  const cursor = new Cursor(text);
  const expression = new Parser(cursor).all();
  return { expression, warnings: cursor.warnings };
}

class Parser {
  private depth = 0;

  public constructor(private readonly cursor: Cursor) {}

  public all(): Expression {
    if (this.cursor.atEnd()) {
      return this.cursor.fail('the filter is empty: expected a keyword, annotation[key], service(…) or edge(…)');
    }
    const expression = this.alternatives();
    return this.cursor.atEnd() ? expression : this.unexpected();
  }

  private unexpected(): never {
    const { kind, text } = this.cursor.current;
    if (kind === 'text') {
      return this.cursor.fail(`unexpected text ${shownText(text)}: a text stands only behind an operator or in parentheses, has no quotation mark in it, and the whole filter none around it`);
    }
    if (this.cursor.at('}', ')')) {
      return this.cursor.fail(`unexpected ${text}: nothing is open that it could close`);
    }
    const foreign = kind === 'symbol' ? operatorProblem(text, 'a keyword') : undefined;
    return this.cursor.fail(foreign ?? `expected a keyword, AND, OR or the end, got ${this.cursor.shown()}`);
  }

  private alternatives(): Expression {
    const terms: Expression[] = [];
    let mixed = false;
    do {
      const { expression, several } = this.conjunction();
      mixed ||= several;
      addFlat(terms, 'or', expression);
    } while (this.skipWord('or'));
    if (terms.length === 1) {
      return terms[0];
    }
    if (mixed) {
      this.cursor.warn(MIXED);
    }
    return { kind: 'or', terms };
  }

  private conjunction(): { readonly expression: Expression; readonly several: boolean } {
    const terms: Expression[] = [];
    let count = 0;
    do {
      addFlat(terms, 'and', this.term());
      count++;
    } while (this.skipWord('and') || this.startsTerm());
    return { expression: terms.length === 1 ? terms[0] : { kind: 'and', terms }, several: count > 1 };
  }

  private startsTerm(): boolean {
    return (this.cursor.current.kind === 'word' && !this.cursor.atWord('or')) || this.cursor.at('!', '(');
  }

  private skipWord(word: string): boolean {
    const here = this.cursor.atWord(word);
    if (here) {
      this.cursor.take();
    }
    return here;
  }

  private term(): Expression {
    const { cursor } = this;
    if (cursor.atWord('not')) {
      cursor.warn(WRITTEN_NOT);
    }
    if (cursor.at('!') || cursor.atWord('not')) {
      return negated(this.deeper(() => this.term()));
    }
    if (cursor.at('(')) {
      cursor.warn(PARENTHESES);
      return this.deeper(() => this.closed(')', 'the parenthesis'));
    }
    if (cursor.current.kind === 'text') {
      return this.unexpected();
    }
    return cursor.current.kind === 'word'
      ? readNamed(cursor, this.braces)
      : cursor.fail(`expected a keyword, annotation[key], service(…) or edge(…), got ${cursor.shown()}`);
  }

  /** Reads what stands behind a brace, a parenthesis or a negation: they are counted, as each takes a part of the stack. */
  private deeper(read: () => Expression): Expression {
    if (this.depth >= DEEPEST) {
      return this.cursor.fail(`more than ${DEEPEST} braces, parentheses and negations inside each other`);
    }
    this.depth++;
    this.cursor.take();
    const result = read();
    this.depth--;
    return result;
  }

  private closed(closing: ')' | '}', opening: string): Expression {
    if (this.cursor.at(closing)) {
      return this.cursor.fail(`nothing stands in ${opening}: expected a keyword or the like`);
    }
    const expression = this.alternatives();
    if (this.cursor.current.kind === 'text') {
      return this.unexpected();
    }
    this.cursor.expect(closing, opening);
    return expression;
  }

  private readonly braces: ReadBraces = (owner) => this.cursor.at('{') ? { filter: this.deeper(() => this.closed('}', `the brace of ${owner}`)) } : {};
}

/** AND inside of AND, and OR inside of OR, is the same as one long list. */
function addFlat(terms: Expression[], kind: 'and' | 'or', expression: Expression): void {
  if (expression.kind === kind) {
    expression.terms.forEach((term) => terms.push(term));
  } else {
    terms.push(expression);
  }
}
