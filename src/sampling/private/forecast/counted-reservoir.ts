/** Below this, logarithms of factorials are summed; above it, Stirling's series is exact to twelve digits. */
const STIRLING = 32;
const NEGLIGIBLE = 1e-17;

/**
 * How many requests a second one host of the X-Ray SDKs takes on average from its part of a reservoir: it counts to `quota` in each second of the clock.
 * With N requests in a second, which come at random, that is the mean of min(N, quota). Computed as the smaller of both less what misses it, a sum of
 * positive terms that begins at the largest one, so that it stays exact for any size.
 */
export function takenByCounting(requestsPerSecond: number, quota: number): number {
  if (quota === 0 || requestsPerSecond === 0) {
    return 0;
  }
  const most = Math.min(requestsPerSecond, quota);
  return Math.max(0, most - (requestsPerSecond <= quota ? meanExcess(requestsPerSecond, quota) : meanRemainder(requestsPerSecond, quota)));
}

/** The mean of max(0, N - quota), where `mean` is at most `quota`. */
function meanExcess(mean: number, quota: number): number {
  let probability = poisson(mean, quota);
  let sum = 0;
  for (let n = quota + 1, term = probability; term > sum * NEGLIGIBLE; n += 1) {
    probability *= mean / n;
    term = (n - quota) * probability;
    sum += term;
  }
  return sum;
}

/** The mean of max(0, quota - N), where `mean` is above `quota`. */
function meanRemainder(mean: number, quota: number): number {
  let probability = poisson(mean, quota);
  let sum = 0;
  for (let n = quota - 1, term = probability; n >= 0 && term > sum * NEGLIGIBLE; n -= 1) {
    probability *= (n + 1) / mean;
    term = (quota - n) * probability;
    sum += term;
  }
  return sum;
}

function poisson(mean: number, n: number): number {
  return Math.exp(n * Math.log(mean) - mean - logFactorial(n));
}

function logFactorial(n: number): number {
  if (n < STIRLING) {
    let sum = 0;
    for (let factor = 2; factor <= n; factor += 1) {
      sum += Math.log(factor);
    }
    return sum;
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
}
