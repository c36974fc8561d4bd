import { CAUSE_LISTS, CAUSES } from './root-causes';
import { KEYWORDS } from '../keywords';

const FORMS = ['annotation', 'service', 'edge', 'group.name', 'group.arn', 'rootcause.json'];
const LONGEST = 40;

/** The known keyword that a word was probably meant to be. */
export function nearestKeyword(word: string): string | undefined {
  return nearest(word, [...KEYWORDS.map(({ name }) => name), ...FORMS, ...rootCauses()]);
}

function rootCauses(): string[] {
  return CAUSES.flatMap((cause) => CAUSE_LISTS.map((list) => `rootcause.${cause}.${list}`));
}

function nearest(word: string, known: readonly string[]): string | undefined {
  const given = word.toLowerCase();
  if (given.length > LONGEST) {
    return undefined;
  }
  const allowed = Math.min(3, Math.floor(given.length / 3));
  const [best] = known
    .map((name) => ({ name, edits: edits(given, name) }))
    .filter((candidate) => candidate.edits <= allowed)
    .sort((one, other) => one.edits - other.edits);
  return best?.name;
}

/** How many letters must be added, dropped, changed or swapped with their neighbour. */
function edits(one: string, other: string): number {
  let earlier: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_unused, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = last[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      current[column] = Math.min(changed, last[column] + 1, current[column - 1] + 1);
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        current[column] = Math.min(current[column], earlier[column - 2] + 1);
      }
    }
    earlier = last;
    last = current;
  }
  return last[other.length];
}
