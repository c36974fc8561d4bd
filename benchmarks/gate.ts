import { loadMs } from './report';
import { compare } from './statistics';
import { LoadRun, Measurement } from './types';

/** Above what the README promises by as much as a busy machine may add. */
const LIMITS = { cpuRatio: 1.15, addedResources: 0, addedBytesPerFunction: 400, loadMs: 60 };

export function failures(measurements: Measurement[], loads: LoadRun[]): string[] {
  const [untraced, ours] = ['untraced', 'cdk-xray'].map(name => measurements.find(measurement => measurement.name === name));
  if (untraced === undefined || ours === undefined) {
    return ['nothing to compare: the gate needs the cases untraced and cdk-xray'];
  }
  const values = { ...compare(ours, untraced), loadMs: loadMs(loads) };
  return [
    ...(values.cpuRatio > LIMITS.cpuRatio ? [`CPU is ${values.cpuRatio.toFixed(3)}x the untraced app, the limit is ${LIMITS.cpuRatio}x`] : []),
    ...(values.addedResources !== LIMITS.addedResources ? [`${values.addedResources} resources were added, the limit is ${LIMITS.addedResources}`] : []),
    ...(values.addedBytesPerFunction > LIMITS.addedBytesPerFunction
      ? [`${values.addedBytesPerFunction.toFixed(0)} template bytes were added per function, the limit is ${LIMITS.addedBytesPerFunction}`] : []),
    ...(values.loadMs > LIMITS.loadMs ? [`loading takes ${values.loadMs.toFixed(1)} ms, the limit is ${LIMITS.loadMs} ms`] : []),
  ];
}
