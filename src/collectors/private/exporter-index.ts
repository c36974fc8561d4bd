import { isTraces } from './own-configuration';
import { isRecord } from '../../references';

/** What passes traces on to nobody else. */
const SILENT = ['debug', 'logging', 'nop', 'file'];

/** By what a processor could list more attributes on each span. */
const LISTED_ON_SPANS = 'aws.xray.annotations';

/** The attributes that a configuration of the user's own has X-Ray index; nothing where that can't be known. */
export function exporterIndex(configuration: Record<string, unknown>): 'all' | string[] | undefined {
  if (JSON.stringify(configuration).includes(LISTED_ON_SPANS)) {
    return undefined;
  }
  const indexes = traceExporters(configuration)?.map((settings) => indexIn(settings));
  if (indexes === undefined || indexes.length === 0 || indexes.includes(undefined)) {
    return undefined;
  }
  return indexes.includes('all') ? 'all' : [...new Set(indexes.flatMap((index) => Array.isArray(index) ? index : []))];
}

/** The settings of each exporter to X-Ray that gets traces; nothing where others get them too, or where that can't be read. */
function traceExporters({ exporters, connectors, service }: Record<string, unknown>): unknown[] | undefined {
  const pipelines = isRecord(service) ? service.pipelines : undefined;
  if (!isRecord(exporters) || !isRecord(pipelines)) {
    return undefined;
  }
  const used = Object.entries(pipelines)
    .filter(([name]) => isTraces(name))
    .map(([, pipeline]) => isRecord(pipeline) ? pipeline.exporters : undefined);
  if (!used.every((names) => Array.isArray(names))) {
    return undefined;
  }
  const names = [...new Set(used.flat().map(String))]
    .filter((name) => !SILENT.includes(kindOf(name)) && !(isRecord(connectors) && name in connectors));
  return names.every((name) => kindOf(name) === 'awsxray' && name in exporters) ? names.map((name) => exporters[name]) : undefined;
}

function kindOf(component: string): string {
  return component.split('/')[0];
}

function indexIn(settings: unknown): 'all' | string[] | undefined {
  const { index_all_attributes: all = false, indexed_attributes: listed } = isRecord(settings) ? settings : {};
  if (typeof all !== 'boolean') {
    return undefined;
  }
  return all ? 'all' : namesIn(listed ?? []);
}

/** Names that are written out; one with a dollar sign may be a variable. */
function namesIn(listed: unknown): string[] | undefined {
  const names: unknown = typeof listed === 'string' ? listed.split(',') : listed;
  return isTexts(names) && !names.some((name) => name.includes('$')) ? names : undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
