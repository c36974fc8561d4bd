import { covers } from './patterns';
import { textBeyond } from './text-beyond';
import { Work } from './work';

/** A rule that is tried before, and the values by which a request can come past it. */
export interface Obstacle {
  readonly asked: ReadonlyMap<string, string>;
  readonly ways: readonly string[];
}

/** The texts that are left for one value: those that a pattern matches and none of the others does. */
interface Left {
  readonly within: string;
  readonly beyond: readonly string[];
  /** One of them. */
  readonly text: string;
}

/** Finds requests that a rule matches and the rules before it do not. */
export class Passage {
  /**
   * @param asked the rule's pattern of each value by which a request may come past others
   * @param work what it may take; when it is used up, no answer holds
   */
  constructor(private readonly asked: ReadonlyMap<string, string>, private readonly work: Work) {
  }

  /** Whether some request comes past all of these; each leaves one by one of its ways. Those with the fewest ways say most. */
  public isThere(obstacles: readonly Obstacle[]): boolean {
    const hardestFirst = [...obstacles].sort((one, other) => one.ways.length - other.ways.length);
    return this.passes(hardestFirst, 0, new Map());
  }

  private passes(obstacles: readonly Obstacle[], index: number, left: ReadonlyMap<string, Left>): boolean {
    if (!this.work.spend()) {
      return false;
    }
    if (index === obstacles.length) {
      return true;
    }
    const { asked, ways } = obstacles[index];
    const steps = ways.map((value) => ({ value, pattern: asked.get(value) ?? '*', before: left.get(value) ?? this.all(value) }));
    if (steps.some(({ pattern, before }) => before.beyond.some((other) => this.takes(other, pattern)))) {
      return this.passes(obstacles, index + 1, left);
    }
    return steps.some(({ value, pattern, before }) => {
      const after = this.without(pattern, before);
      return after !== undefined && this.passes(obstacles, index + 1, new Map([...left, [value, after]]));
    });
  }

  private all(value: string): Left {
    const within = this.asked.get(value) ?? '*';
    return { within, beyond: [], text: within.replace(/\*/g, '') };
  }

  private without(pattern: string, { within, beyond, text }: Left): Left | undefined {
    const after = [...beyond.filter((other) => !this.takes(pattern, other)), pattern];
    const found = this.takes(pattern, text) ? textBeyond(within, after, this.work) : text;
    return found === undefined ? undefined : { within, beyond: after, text: found };
  }

  private takes(wide: string, narrow: string): boolean {
    return this.work.spend(costOfComparing(wide, narrow)) && covers(wide, narrow);
  }
}

/** Comparing characters takes much less than a step of the search. */
export function costOfComparing(one: string, other: string): number {
  return 1 + Math.floor(one.length * other.length / 256);
}
