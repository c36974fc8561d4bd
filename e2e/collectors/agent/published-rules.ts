/**
 * What the CloudWatch agent says of the parts of its configuration that are rendered, as a JSON schema of our own. Sources: CloudWatch user guide,
 * CloudWatch-Agent-Configuration-File-Details, sections `agent` and `traces`; the rules that the agent itself checks, as said in its release ab55b8d.
 * It is stricter in what the agent takes in silence: addresses that are none, and unknown keys outside of `traces`.
 */
const TEXT = { type: 'string', minLength: 1 } as const;
const SWITCH = { type: 'boolean' } as const;

const OCTET = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const PORT = '(6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
const ADDRESS = { type: 'string', pattern: `^(${OCTET}(\\.${OCTET}){3}|localhost):${PORT}$` } as const;

const URL_OF_A_SERVER = { type: 'string', minLength: 4, maxLength: 2048, pattern: '^https?://[\\w.-]+(:\\d+)?/?$' } as const;

function object(properties: object, more: object = {}): object {
  return { type: 'object', properties, additionalProperties: false, ...more };
}

const OTLP = object({ grpc_endpoint: ADDRESS, http_endpoint: ADDRESS, tls: object({ cert_file: TEXT, key_file: TEXT }) });
const XRAY = object({ bind_address: ADDRESS, tcp_proxy: object({ bind_address: ADDRESS }) });

export const PUBLISHED_RULES: object = object({
  agent: object({ region: { ...TEXT, maxLength: 64 }, debug: SWITCH }),
  traces: object({
    traces_collected: object({ xray: XRAY, otlp: OTLP, application_signals: { type: 'object' } }, { minProperties: 1 }),
    concurrency: { type: 'integer', minimum: 1 },
    buffer_size_mb: { type: 'integer', minimum: 3 },
    resource_arn: TEXT,
    local_mode: SWITCH,
    insecure: SWITCH,
    credentials: object({ role_arn: { type: 'string', minLength: 20, maxLength: 2048 } }),
    endpoint_override: URL_OF_A_SERVER,
    region_override: TEXT,
    proxy_override: URL_OF_A_SERVER,
    transit_spans_in_otlp_format: SWITCH,
  }, { required: ['traces_collected'] }),
}, { required: ['traces'] });
