import { availableParallelism } from 'node:os';
import { compare, median, minimum } from './statistics';
import { LoadRun, Measurement } from './types';

export interface Results {
  /** The untraced case first. */
  readonly main: Measurement[];
  /** Pairs of untraced and ours, one pair a size. */
  readonly growth: Measurement[][];
  readonly loads: LoadRun[];
  readonly cdkVersion: string;
}

const LABELS = {
  'untraced': 'untraced',
  'empty-plugin': 'untraced, with a validation plugin that does nothing',
  'by-hand': 'by hand, `tracing: ACTIVE` on each',
  'cdk-xray': '**cdk-xray**, `XRayTracing.of(app).enable()`',
};

export function markdown(results: Results): string {
  const parts = [mainTable(results.main)];
  if (results.growth.length > 0) {
    parts.push(growthTable(results.growth));
  }
  const fewest = results.growth.length > 0 ? ` (second table: at least ${Math.min(...results.growth.map(rounds))})` : '';
  parts.push(`Loading the package in an app that is there, and calling \`enable()\`: ${loadMs(results.loads).toFixed(0)} ms (median). What else it needs `
    + 'is loaded when it is first used, and counts as CPU above.');
  parts.push(`CPU: minima of ${rounds(results.main)} rounds${fewest}; ratio: the median of the rounds' ratios. Every run is a fresh process, cases in turn; ` +
      'CloudFormation validation off. ' +
    `Measured on ${availableParallelism()} cores with Node.js ${process.versions.node} and aws-cdk-lib ${results.cdkVersion}; ` +
    'reproduce with `npm run benchmark`.');
  return parts.join('\n\n');
}

export function loadMs(loads: LoadRun[]): number {
  return median(loads.map(load => load.loadMs));
}

function rounds(measurements: Measurement[]): number {
  return measurements[0].runs.length;
}

function mainTable(measurements: Measurement[]): string {
  const untraced = measurements[0];
  const title = `${number(untraced.functions)} functions in ${number(Math.ceil(untraced.functions / 100))} stacks`;
  const rows = measurements.map(measurement => {
    const compared = compare(measurement, untraced);
    const cpu = measurement.runs.map(run => run.cpuMs);
    return row([
      LABELS[measurement.name],
      `${seconds(minimum(cpu))} s`,
      `${compared.cpuRatio.toFixed(2)}x`,
      number(compared.addedResources),
      compared.addedBytesPerFunction.toFixed(0),
    ]);
  });
  const head = row([title, 'CPU', 'ratio', 'added resources', 'added template bytes per function']);
  return [head, '|---|---:|---:|---:|---:|', ...rows].join('\n');
}

function growthTable(pairs: Measurement[][]): string {
  const rows = pairs.map(([untraced, ours]) => {
    const each = (measurement: Measurement) => minimum(measurement.runs.map(run => run.cpuMs)) / measurement.functions;
    return row([
      number(untraced.functions),
      each(untraced).toFixed(2),
      each(ours).toFixed(2),
      `${compare(ours, untraced).cpuRatio.toFixed(2)}x`,
    ]);
  });
  return [row(['functions', 'untraced, CPU ms per function', 'cdk-xray, CPU ms per function', 'ratio']), '|---:|---:|---:|---:|', ...rows].join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
