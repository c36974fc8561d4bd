import { CollectorFacts, OTLP_HTTP_PORT, XRAY_PORT } from './collector-facts';

/**
 * What an application of the X-Ray SDKs finds in its environment: the same for every collector, unless a configuration of the
 * user's own takes no segments. Neither a host name nor an address is checked.
 * Source: AWS X-Ray developer guide, xray-sdk-nodejs-configuration and its like.
 *
 * @param host where the collector is reached
 */
export function xrayVariables({ takesSegments }: CollectorFacts, host: string): Record<string, string> {
  return { ...takesSegments && { AWS_XRAY_DAEMON_ADDRESS: `${host}:${XRAY_PORT}` }, AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR' };
}

/**
 * What an application of OpenTelemetry finds in its environment, where the collector takes OTLP over HTTP. They belong together: the port is that of the protocol.
 * Neither propagators nor samplers: a Python SDK that does not have the one that is named does not start.
 */
export function otelVariables({ takesOtlpHttp }: CollectorFacts, host: string): Record<string, string> {
  return takesOtlpHttp
    ? { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:${OTLP_HTTP_PORT}`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }
    : {};
}
