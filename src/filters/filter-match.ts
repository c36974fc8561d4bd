/**
 * Whether a trace is found by a filter expression.
 */
export enum FilterResult {
  /**
   * The trace is found.
   */
  MATCHES = 'matches',

  /**
   * The trace is not found.
   */
  DOES_NOT_MATCH = 'does-not-match',

  /**
   * It can't be told: something that decides does not stand in the segment documents, or AWS does not say how X-Ray treats it.
   */
  UNKNOWN = 'unknown',
}

/**
 * What became of a filter expression that was evaluated on the segment documents of one trace.
 *
 * Documented by AWS (X-Ray Developer Guide, "Using filter expressions", "AWS X-Ray segment documents" and "Getting data from AWS X-Ray"; X-Ray API,
 * `TraceSummary`; read 2026-11-23): `ok` is a status of 2xx, `error` 4xx, `throttle` 429, `fault` 5xx. Outside of braces they are about the trace: `error`
 * and `fault` are those of the root segment, not those of a call that the application handled. `responsetime` is the time from the start to the end of the
 * root segment. `user`, `instance.id`, `availabilityzone` and `resource.arn` are those of any segment, an annotation that of any segment or subsegment.
 * `partial` means that a segment document is in progress. A bare annotation asks whether it is set, `CONTAINS ""` whether a text is there.
 * A name means all services of that name, an `id()` narrows that down. Inferred segments stand for services that send none.
 *
 * Assumed by this library: the root is the one segment without a parent or, where each has one, the one whose parent is not among the documents;
 * `ok` and `http.*` outside of braces are those of the root. `error`, `throttle` and `fault` hold by the status or by the field of that name,
 * and `ok` only without these. `service` and `edge` match where one service or call does; a call is judged by the segment of the called side,
 * or by the subsegment of the caller where the called side has none. One of several values is enough.
 * A comparison with a value that is not there, or of another type, does not match.
 *
 * Unknown, as AWS does not say or says two things: `!=` with such a value; texts that differ in case only; wildcards in names; a call to AWS that is named by
 * its resource or by its service; a bare annotation that is false; annotations of a trace that has more than X-Ray indexes; `throttle` of another segment
 * than the root; `duration` where its descriptions differ, such as when a subsegment outlives its segment; segments of one service that differ; groups and
 * root causes. Times and outcomes of what is in progress are unknown too, and so is `ok` without a status, and what is compared with a token.
 */
export class FilterMatch {
  /**
   * For an evaluated expression.
   *
   * @internal
   */
  public static _of(result: FilterResult, unknown: readonly string[]): FilterMatch {
    return new FilterMatch(result, unknown);
  }

  /**
   * Whether the trace is found.
   */
  public readonly result: FilterResult;

  private readonly reasons: readonly string[];

  private constructor(result: FilterResult, unknown: readonly string[]) {
    this.result = result;
    this.reasons = unknown;
  }

  /**
   * What could not be known and why, each once and in the order of the expression; empty unless the result is unknown.
   */
  public get unknown(): string[] {
    return [...this.reasons];
  }

  /**
   * The result, then a line for each thing that could not be known.
   */
  public toString(): string {
    return [this.result, ...this.reasons].join('\n  ');
  }
}
