import { Measurement } from './types';

export function minimum(values: number[]): number {
  return Math.min(...values);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How one measurement compares with the untraced app of the same size. */
export interface Comparison {
  /** The median of the rounds' own ratios: runs of one round are neighbours in time, and no lucky or disturbed run decides alone. */
  readonly cpuRatio: number;
  readonly addedResources: number;
  readonly addedBytesPerFunction: number;
}

export function compare(subject: Measurement, untraced: Measurement): Comparison {
  return {
    cpuRatio: median(subject.runs.map((run, round) => run.cpuMs / untraced.runs[round].cpuMs)),
    addedResources: subject.runs[0].resources - untraced.runs[0].resources,
    addedBytesPerFunction: (subject.runs[0].templateBytes - untraced.runs[0].templateBytes) / subject.functions,
  };
}
