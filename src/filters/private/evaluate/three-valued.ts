/** True, false, or unknown for the reasons given (Kleene's logic). */
export type Truth = true | false | Unknown;

export interface Unknown {
  readonly reasons: ReadonlySet<string>;
}

export function unknownFor(reason: string): Unknown {
  return { reasons: new Set([reason]) };
}

export function negated(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

/** True for at least one item. What is left after the first true one is not looked at. */
export function someOf<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  return decided(items, test, true);
}

/** True for each item. */
export function everyOf<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  return decided(items, test, false);
}

/** What all say; unknown for a reason where some say otherwise. */
export function agreed(truths: readonly Truth[], reason: string): Truth {
  const all = everyOf(truths, (truth) => truth);
  return typeof all !== 'boolean' || all === someOf(truths, (truth) => truth) ? all : unknownFor(reason);
}

function decided<T>(items: Iterable<T>, test: (item: T) => Truth, deciding: boolean): Truth {
  const reasons = new Set<string>();
  for (const item of items) {
    const truth = test(item);
    if (truth === deciding) {
      return deciding;
    }
    if (typeof truth !== 'boolean') {
      truth.reasons.forEach((reason) => reasons.add(reason));
    }
  }
  return reasons.size > 0 ? { reasons } : !deciding;
}
