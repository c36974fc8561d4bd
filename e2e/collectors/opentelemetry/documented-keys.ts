import { isObject } from '../synthesized/deployed-template';

/** What a setting may be: of a type, or an object of such settings. */
type Setting = 'text' | 'switch' | 'number' | 'list' | { readonly [key: string]: Setting };

const PROXY: Setting = {
  endpoint: 'text',
  proxy_address: 'text',
  tls: { insecure: 'switch', server_name_override: 'text' },
  region: 'text',
  role_arn: 'text',
  aws_endpoint: 'text',
  local_mode: 'switch',
};

/**
 * What the READMEs of AWS's components say that can be set. They are in open-telemetry/opentelemetry-collector-contrib: exporter/awsxrayexporter,
 * receiver/awsxrayreceiver, extension/awsproxy and extension/sigv4authextension, read 2026-11-23.
 */
const DOCUMENTED: Readonly<Record<string, Setting>> = {
  'exporters awsxray': {
    num_workers: 'number',
    endpoint: 'text',
    request_timeout_seconds: 'number',
    max_retries: 'number',
    no_verify_ssl: 'switch',
    proxy_address: 'text',
    region: 'text',
    local_mode: 'switch',
    resource_arn: 'text',
    role_arn: 'text',
    indexed_attributes: 'list',
    index_all_attributes: 'switch',
    aws_log_groups: 'list',
    telemetry: { enabled: 'switch', include_metadata: 'switch', contributors: 'list', hostname: 'text', instance_id: 'text', resource_arn: 'text' },
  },
  'receivers awsxray': { endpoint: 'text', transport: 'text', proxy_server: PROXY },
  'extensions awsproxy': { ...PROXY, service_name: 'text' },
  'extensions sigv4auth': { region: 'text', service: 'text', assume_role: { arn: 'text', session_name: 'text', sts_region: 'text' } },
};

/** Whether it is a component of AWS's: `awsxray` and `awsxray/second` are. */
export function isOfAws(section: string, name: string): boolean {
  return documentation(section, name) !== undefined;
}

/** What the documentation of AWS's components doesn't know in a configuration; nothing where all is as it says. */
export function undocumented(configuration: Record<string, unknown>): string[] {
  return ['extensions', 'receivers', 'exporters'].flatMap((section) =>
    Object.entries(isObject(configuration[section]) ? configuration[section] : {}).flatMap(([name, settings]) => {
      const documented = documentation(section, name);
      return documented === undefined ? [] : differences(`${section}.${name}`, settings ?? {}, documented);
    }));
}

function documentation(section: string, name: string): Setting | undefined {
  return DOCUMENTED[`${section} ${name.split('/')[0]}`];
}

function differences(path: string, value: unknown, documented: Setting): string[] {
  if (typeof documented === 'string') {
    return isA(documented, value) ? [] : [`${path} must be a ${documented}, not ${JSON.stringify(value)}`];
  }
  return !isObject(value)
    ? [`${path} must be an object`]
    : Object.entries(value).flatMap(([key, member]) => key in documented ? differences(`${path}.${key}`, member, documented[key]) : [`${path}.${key} is not known`]);
}

function isA(type: string, value: unknown): boolean {
  switch (type) {
    case 'text': return typeof value === 'string' && value !== '';
    case 'switch': return typeof value === 'boolean';
    case 'number': return typeof value === 'number';
    // The collector splits a text where it wants a list.
    default: return typeof value === 'string' || Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
  }
}
