/** Enough for 25 rules like those that people write, many times over; a rule made to be hard uses it up in a few hundredths of a second. */
const STEPS = 200_000;

/**
 * A fixed amount of work, so that a question about patterns ends in any case. Each rule that is asked about has one of its own, for all clients
 * together: a hard rule leaves the others theirs, and the time for all rules grows no faster than their number.
 */
export class Work {
  private left: number;

  constructor(steps = STEPS) {
    this.left = steps;
  }

  /** Takes steps; says whether they were there. Once they were not, none are any more. */
  public spend(steps = 1): boolean {
    this.left -= steps;
    return !this.usedUp;
  }

  public get usedUp(): boolean {
    return this.left < 0;
  }
}
