import { ANY } from '../rules/rule-facts';

/** Whether a text matches, which has been lower-cased as the dialect has it. */
export type Matches = (lowerCased: string) => boolean;

/** In what clients differ when they read patterns. */
export interface Dialect {
  /** Whether `*` and `?` don't stand for what ends a line. A pattern of nothing but one `*` is any text all the same. */
  readonly staysInLine: boolean;
  lowerCased(text: string): string;
}

export const PLAIN_DIALECT: Dialect = { lowerCased: (text) => text.toLowerCase(), staysInLine: false };

const LINE_END = /[\n\r\u2028\u2029]/;

const STAR = 42;
const QUESTION_MARK = 63;

/**
 * Matches texts against a pattern, where `*` stands for any text, also none, and `?` for any one UTF-16 unit, which is how X-Ray's clients count.
 * It takes at most as many steps as the pattern's length times the text's.
 */
export function wildcardMatcher(pattern: string, dialect: Dialect = PLAIN_DIALECT): Matches {
  const lowerCased = dialect.lowerCased(pattern);
  if (pattern === ANY) {
    return () => true;
  }
  if (!/[*?]/.test(lowerCased)) {
    return (text) => text === lowerCased;
  }
  const matches = lowerCased.includes('?') ? stepwise(lowerCased, false) : byPieces(lowerCased.split(/\*+/));
  if (!dialect.staysInLine) {
    return matches;
  }
  const inLine = stepwise(lowerCased, true);
  return (text) => LINE_END.test(text) ? inLine(text) : matches(text);
}

/** What stands between the stars must be found in its order. Taking each where it comes first leaves the most for those after it. */
function byPieces(pieces: readonly string[]): Matches {
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  const inner = pieces.slice(1, -1);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    let start = first.length;
    for (const piece of inner) {
      const found = text.indexOf(piece, start);
      if (found < 0 || found + piece.length > end) {
        return false;
      }
      start = found + piece.length;
    }
    return true;
  };
}

/**
 * Unit by unit; on a mismatch the last star takes one unit more. It suffices to go back to the last star, also where stars end with the line: the first
 * place that fits what stands between two stars leaves the second one every text that a later place would.
 */
function stepwise(pattern: string, staysInLine: boolean): Matches {
  return (text) => {
    const takes = (at: number): boolean => !staysInLine || !LINE_END.test(text[at]);
    let position = 0;
    let afterStar = -1;
    let starEnd = 0;
    for (let at = 0; at < text.length;) {
      const wanted = pattern.charCodeAt(position);
      if (wanted === STAR) {
        afterStar = ++position;
        starEnd = at;
      } else if (wanted === text.charCodeAt(at) || (wanted === QUESTION_MARK && takes(at))) {
        position++;
        at++;
      } else if (afterStar >= 0 && takes(starEnd)) {
        position = afterStar;
        at = ++starEnd;
      } else {
        return false;
      }
    }
    while (pattern.charCodeAt(position) === STAR) {
      position++;
    }
    return position === pattern.length;
  };
}
