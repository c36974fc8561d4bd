/**
 * A pattern as blocks of characters and `?`, the first at the beginning of a text, the last at its end, the others between in this order.
 * A gap lies between two blocks, with at least so many characters: `a?*b*c` has the blocks a, b, c and the gaps 1, 0.
 */
interface Shape {
  readonly blocks: readonly string[];
  readonly gaps: readonly number[];
}

/** Whether a character of a pattern fits one of a text that may itself be a pattern; both by their code. */
type Fits = (asked: number, given: number) => boolean;

const STAR = 42;
const QUESTION_MARK = 63;

/** A pattern of which the case of A to Z counts: they become characters that have no other case. */
export function withExactCase(pattern: string): string {
  return pattern.replace(/[A-Z]/g, (letter) => String.fromCharCode(0xe000 + letter.charCodeAt(0)));
}

/**
 * Whether there is a text that both patterns match. Exact, whatever the case of their letters, in at most as many steps as the product of their
 * lengths.
 */
export function canMeet(one: string, other: string): boolean {
  const [asked, given] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => Number(b.includes('*')) - Number(a.includes('*')));
  if (!given.includes('*')) {
    return finds(asked, given, agree);
  }
  // What stands between the first and the last star of either can follow that of the other.
  return beginAlike(asked, given) && beginAlike(reversed(asked), reversed(given));
}

/**
 * Whether a pattern matches every text that a narrower one matches. Exact, whatever the case of their letters, in at most as many steps as the
 * product of their lengths.
 *
 * The narrow pattern is searched like a text. Of the texts that it matches, think of those with a character at each `?` that the wide pattern does not
 * name, and at each `*` either none or a long row of them: no block can reach into a row, and where there is none no gap can count on it. So what does
 * not fit here has a text that does not match; what fits here, fits each text.
 */
export function covers(wide: string, narrow: string): boolean {
  return finds(wide.toLowerCase(), narrow.toLowerCase(), takes);
}

/** Takes each block where it fits first, which leaves the most for those after it. */
function finds(pattern: string, text: string, fits: Fits): boolean {
  const { blocks, gaps } = shapeOf(pattern);
  const last = blocks[gaps.length];
  const end = text.length - last.length;
  if (gaps.length === 0) {
    return end === 0 && fitsAt(last, text, 0, fits);
  }
  if (!fitsAt(blocks[0], text, 0, fits) || !fitsAt(last, text, end, fits)) {
    return false;
  }
  let at = blocks[0].length;
  for (let gap = 0; gap < gaps.length - 1; gap++) {
    const block = blocks[gap + 1];
    at = afterGap(text, at, gaps[gap]);
    while (at + block.length <= end && !fitsAt(block, text, at, fits)) {
      at++;
    }
    at += block.length;
  }
  return afterGap(text, at, gaps[gaps.length - 1]) <= end;
}

function shapeOf(pattern: string): Shape {
  const blocks: string[] = [];
  const gaps: number[] = [];
  let begin = 0;
  for (const { 0: wildcards, index } of pattern.matchAll(/[*?]+/g)) {
    if (wildcards.includes('*')) {
      blocks.push(pattern.slice(begin, index));
      gaps.push(wildcards.replace(/\*/g, '').length);
      begin = index + wildcards.length;
    }
  }
  return { blocks: [...blocks, pattern.slice(begin)], gaps };
}

function fitsAt(block: string, text: string, at: number, fits: Fits): boolean {
  if (at < 0 || at + block.length > text.length) {
    return false;
  }
  for (let index = 0; index < block.length; index++) {
    if (!fits(block.charCodeAt(index), text.charCodeAt(at + index))) {
      return false;
    }
  }
  return true;
}

/** The first place with so many characters before it; stars of a text that is a pattern may stand for none. */
function afterGap(text: string, begin: number, characters: number): number {
  let at = begin;
  for (let left = characters; left > 0; at++) {
    if (at >= text.length) {
      return Infinity;
    }
    left -= text.charCodeAt(at) === STAR ? 0 : 1;
  }
  return at;
}

/** Whether a character fits everything that a character of a pattern stands for. */
function takes(asked: number, given: number): boolean {
  return asked === given || (asked === QUESTION_MARK && given !== STAR);
}

/** Whether a character fits something that a character of a pattern without stars stands for. */
function agree(asked: number, given: number): boolean {
  return asked === given || asked === QUESTION_MARK || given === QUESTION_MARK;
}

function beginAlike(one: string, other: string): boolean {
  const length = Math.min(one.indexOf('*'), other.indexOf('*'));
  return fitsAt(one.slice(0, length), other, 0, agree);
}

function reversed(pattern: string): string {
  return pattern.split('').reverse().join('');
}
