/** How long a bucket lives: it is made anew, empty, with each answer of X-Ray, every 10 seconds and up to a tenth more. */
const LIFETIME = 10.05;
/** Buckets below this size are followed through all their states; those above it are large enough for a formula. */
const SMALL = 10;
/** Into about how many parts the content of a small bucket is divided; in the time of a step, one of them is filled. */
const STEPS = 120;

/**
 * How many requests a second one host of the OpenTelemetry sampler takes on average from its part of a reservoir. The sampler (0.3.0) does not count seconds
 * but has a bucket: it fills evenly with `quota` a second, holds as many, and a request takes one out.
 */
export function takenFromBucket(requestsPerSecond: number, quota: number): number {
  if (quota === 0 || requestsPerSecond === 0) {
    return 0;
  }
  const taken = quota < SMALL ? fromSmallBucket(requestsPerSecond, quota) : fromLargeBucket(requestsPerSecond, quota);
  return Math.max(0, Math.min(taken, requestsPerSecond, quota));
}

/** Follows how likely each content is, in steps of time so small that hardly two requests come in one. */
function fromSmallBucket(requestsPerSecond: number, quota: number): number {
  const perRequest = Math.round(STEPS / quota);
  const full = quota * perRequest;
  const chance = Math.min(1, requestsPerSecond / full);
  let missing = new Float64Array(full + 1);
  missing[full] = 1;
  let taken = 0;
  for (let step = 0; step < LIFETIME * full; step += 1) {
    const next = new Float64Array(full + 1);
    for (let before = 0; before <= full; before += 1) {
      const now = before === 0 ? 0 : before - 1;
      let others = missing[before];
      if (now + perRequest <= full) {
        const request = others * chance;
        next[now + perRequest] += request;
        taken += request;
        others -= request;
      }
      next[now] += others;
    }
    missing = next;
  }
  return taken / LIFETIME;
}

/**
 * Requests less what refills the bucket wander like a Brownian motion with drift; an empty bucket misses as many as the largest value that it reaches.
 */
function fromLargeBucket(requestsPerSecond: number, quota: number): number {
  const drift = requestsPerSecond - quota;
  const deviation = Math.sqrt(requestsPerSecond * LIFETIME);
  const distance = drift * LIFETIME / deviation;
  const density = deviation * Math.exp(-distance * distance / 2) / Math.sqrt(2 * Math.PI);
  const { lower, upper } = normalShares(distance);
  const missed = Math.abs(distance) < 1e-4 ? 2 * density : drift * LIFETIME * lower + density + (lower - upper) * requestsPerSecond / (2 * drift);
  return requestsPerSecond - missed / LIFETIME;
}

/** The shares of a normal distribution below and above a value. Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17: error below 1e-7. */
function normalShares(value: number): { lower: number; upper: number } {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = polynomial * Math.exp(-value * value / 2) / Math.sqrt(2 * Math.PI);
  return value >= 0 ? { lower: 1 - tail, upper: tail } : { lower: tail, upper: 1 - tail };
}
