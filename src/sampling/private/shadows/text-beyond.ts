import { Work } from './work';

/**
 * The places of a pattern that a text so far can have led to, ascending. Those before a star are left out: whatever is matched from there is matched
 * from the star too.
 */
type Places = readonly number[];

interface Reading {
  readonly text: string;
  /** Of each pattern. */
  readonly places: readonly Places[];
}

/**
 * A text that one pattern matches and none of the others does, all of them lower-cased; nothing where there is none or the work is used up.
 * A `?` in the text stands for a character that none of the patterns names.
 *
 * It goes on from each set of places once, first with a character that no pattern names, which most often leads out of the others. There can be very many
 * sets: each step is paid for.
 */
export function textBeyond(within: string, beyond: readonly string[], work: Work): string | undefined {
  const patterns = [within, ...beyond].map((pattern) => pattern.replace(/\*+/g, '*'));
  const readings: Reading[] = [{ text: '', places: patterns.map(() => [0]) }];
  const seen = new Set<string>();
  for (let reading = readings.pop(); reading !== undefined; reading = readings.pop()) {
    const { text, places } = reading;
    const [matchesWithin, ...others] = patterns.map((pattern, index) => isAtEnd(pattern, places[index]));
    if (matchesWithin && !others.includes(true)) {
      return text;
    }
    for (const character of nextCharacters(patterns, places)) {
      if (!work.spend(costOf(places))) {
        return undefined;
      }
      const next = patterns.map((pattern, index) => placesAfter(pattern, places[index], character));
      const key = next.join(';');
      if (!seen.has(key) && next[0].length > 0 && !beyond.some((_, index) => takesAll(patterns[index + 1], next[index + 1]))) {
        seen.add(key);
        readings.push({ text: text + character, places: next });
      }
    }
  }
  return undefined;
}

/** The characters that lead to different places, the most promising one last; `?` stands for all others. */
function nextCharacters(patterns: readonly string[], places: readonly Places[]): Set<string> {
  const characters = new Set<string>();
  patterns.forEach((pattern, index) => places[index].forEach((place) => {
    const asked = pattern[pattern[place] === '*' ? place + 1 : place];
    if (asked !== undefined) {
      characters.add(asked);
    }
  }));
  characters.delete('?');
  return characters.add('?');
}

function placesAfter(pattern: string, places: Places, character: string): Places {
  const next: number[] = [];
  const reach = (place: number): void => {
    if (pattern[place] === '*') {
      next.length = 0;
    }
    next.push(place);
  };
  for (const place of places) {
    const isStar = pattern[place] === '*';
    const asked = isStar ? place + 1 : place;
    if (isStar) {
      reach(place);
    }
    if (pattern[asked] === '?' || pattern[asked] === character) {
      reach(asked + 1);
    }
  }
  return next;
}

function isAtEnd(pattern: string, places: Places): boolean {
  return places.includes(pattern.length) || takesAll(pattern, places);
}

function takesAll(pattern: string, places: Places): boolean {
  return pattern.endsWith('*') && places.includes(pattern.length - 1);
}

function costOf(places: readonly Places[]): number {
  return places.reduce((sum, { length }) => sum + length + 1, 1);
}
