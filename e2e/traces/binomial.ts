/** How many of `trials` succeed, so that less or more together is rarer than `risk`. */
export function binomialBounds(trials: number, probability: number, risk: number): readonly [number, number] {
  const chances = Array.from({ length: trials + 1 }, (_, successes) => chance(trials, successes, probability));
  return [countTail(chances, risk / 2), trials - countTail([...chances].reverse(), risk / 2)];
}

/** How many of the first chances are together less likely than `risk`. */
function countTail(chances: readonly number[], risk: number): number {
  let sum = 0;
  return chances.findIndex((value) => (sum += value) > risk);
}

function chance(trials: number, successes: number, probability: number): number {
  if (probability === 0 || probability === 1) {
    return successes === trials * probability ? 1 : 0;
  }
  const failures = trials - successes;
  return Math.exp(
    logFactorial(trials) - logFactorial(successes) - logFactorial(failures) + successes * Math.log(probability) + failures * Math.log1p(-probability),
  );
}

function logFactorial(n: number): number {
  return Array.from({ length: n }, (_, index) => Math.log(index + 1)).reduce((sum, value) => sum + value, 0);
}
