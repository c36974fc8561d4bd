import { stringify } from 'yaml';
import { isOfAws } from './documented-keys';
import { readYaml } from './yaml-text';
import { isObject } from '../synthesized/deployed-template';

export interface Surroundings {
  /** The port to listen on instead of each port of the configuration. One that is not here is an error. */
  readonly ports: Readonly<Record<number, number>>;
  /** URL of what takes OTLP/HTTP instead of X-Ray. */
  readonly backend: string;
}

/** The header that the stand-in for X-Ray finds the indexed attributes in. */
export const INDEXED_ATTRIBUTES = 'indexed-attributes';

type Settings = Record<string, unknown>;

/**
 * The one place where a configuration is changed before it runs: AWS's components are not in the core collector, ports are those that are free, and
 * what is sent to AWS goes to the stand-in. Everything else stays as it was rendered:
 *
 * | is replaced | by |
 * |---|---|
 * | receiver `awsxray` | `otlp`, over HTTP at the same address |
 * | exporter `awsxray` | `otlphttp` to the stand-in, with the indexed attributes in a header |
 * | exporter `otlphttp` that an extension of AWS's signs for | itself, to the stand-in and unsigned |
 * | extensions `sigv4auth`, `awsproxy` | nothing |
 * | ports | free ones |
 * | what the stand-in can't read: gzip, Protobuf | nothing, JSON |
 * | the collector's own metrics, which take a port that is not said | none |
 */
export function swapAwsComponents(text: string, { ports, backend }: Surroundings): string {
  const configuration = readYaml(text);
  const service = section(configuration, 'service');
  const swapped = {
    ...configuration,
    extensions: without(section(configuration, 'extensions')),
    receivers: renamed('receivers', section(configuration, 'receivers'), ({ endpoint }) => ({ protocols: { http: { endpoint } } })),
    exporters: toBackend(renamed('exporters', section(configuration, 'exporters'), indexedInHeader), backend),
    service: {
      ...service,
      extensions: list(service.extensions).filter((name) => !isOfAws('extensions', name)),
      pipelines: Object.fromEntries(Object.entries(section(service, 'pipelines')).map(([name, pipeline]) => [name, renamedIn(pipeline)])),
      telemetry: { ...section(service, 'telemetry'), metrics: { level: 'none' } },
    },
  };
  return stringify(withPorts(swapped, ports), { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 });
}

const REPLACEMENTS: Readonly<Record<string, string>> = { receivers: 'otlp', exporters: 'otlphttp' };

/** `awsxray/second` becomes `otlp/awsxray-second`. */
function newName(kind: string, name: string): string {
  return isOfAws(kind, name) ? `${REPLACEMENTS[kind]}/${name.replace('/', '-')}` : name;
}

function renamed(kind: string, components: Settings, change: (settings: Settings) => Settings): Settings {
  return Object.fromEntries(Object.entries(components).map(([name, settings]) =>
    [newName(kind, name), isOfAws(kind, name) ? change(isObject(settings) ? settings : {}) : settings]));
}

function renamedIn(pipeline: unknown): unknown {
  return !isObject(pipeline) ? pipeline : {
    ...pipeline,
    receivers: list(pipeline.receivers).map((name) => newName('receivers', name)),
    exporters: list(pipeline.exporters).map((name) => newName('exporters', name)),
  };
}

function indexedInHeader({ indexed_attributes: indexed, index_all_attributes: all }: Settings): Settings {
  const attributes = all === true ? '*' : Array.isArray(indexed) ? indexed.join(',') : indexed;
  return { ...attributes !== undefined && { headers: { [INDEXED_ATTRIBUTES]: attributes } } };
}

function toBackend(exporters: Settings, endpoint: string): Settings {
  return Object.fromEntries(Object.entries(exporters).map(([name, settings]) => {
    const { auth: _auth, traces_endpoint: _traces, ...kept } = isObject(settings) ? settings : {};
    return [name, name.startsWith('otlphttp') ? { ...kept, endpoint, encoding: 'json', compression: 'none' } : settings];
  }));
}

function without(extensions: Settings): Settings {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => !isOfAws('extensions', name)));
}

function withPorts(value: unknown, ports: Surroundings['ports']): unknown {
  if (typeof value === 'string') {
    return value.replace(/^((?:\d+\.){3}\d+|localhost):(\d+)$/, (_, host: string, port: string) => `${host}:${free(ports, Number(port))}`);
  }
  return Array.isArray(value)
    ? value.map((item) => withPorts(item, ports))
    : isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withPorts(member, ports)])) : value;
}

function free(ports: Surroundings['ports'], port: number): number {
  if (!(port in ports)) {
    throw new Error(`no application knows the port ${port}`);
  }
  return ports[port];
}

function section(value: Settings, name: string): Settings {
  const found = value[name];
  return isObject(found) ? found : {};
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
