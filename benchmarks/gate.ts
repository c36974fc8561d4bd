import { loadMs } from './report';
import { compare } from './statistics';
import { LoadRun, Measurement } from './types';

/**
 * What our own work may cost beside an app that has any validation plugin, and everything together beside one that has none.
 * Above what was measured by as much as a busy machine may add.
 */
const LIMITS = { besidePlugin: 1.3, besideUntraced: 1.4, addedResources: 0, addedBytesPerFunction: 400, loadMs: 40 };

export function failures(measurements: Measurement[], loads: LoadRun[]): string[] {
  const [untraced, plugin, ours] = (['untraced', 'empty-plugin', 'cdk-xray'] as const).map(name => measurements.find(each => each.name === name));
  if (untraced === undefined || plugin === undefined || ours === undefined) {
    return ['nothing to compare: the gate needs the cases untraced, empty-plugin and cdk-xray'];
  }
  const { cpuRatio, addedResources, addedBytesPerFunction } = compare(ours, untraced);
  return [
    over('CPU beside an app with an empty validation plugin', compare(ours, plugin).cpuRatio, LIMITS.besidePlugin, 'x'),
    over('CPU beside the untraced app', cpuRatio, LIMITS.besideUntraced, 'x'),
    over('added resources', addedResources, LIMITS.addedResources, ''),
    over('template bytes added per function', addedBytesPerFunction, LIMITS.addedBytesPerFunction, ''),
    over('loading the package', loadMs(loads), LIMITS.loadMs, ' ms'),
  ].flat();
}

function over(what: string, value: number, limit: number, unit: string): string[] {
  return value > limit ? [`${what}: ${value.toFixed(2)}${unit}, the limit is ${limit}${unit}`] : [];
}
