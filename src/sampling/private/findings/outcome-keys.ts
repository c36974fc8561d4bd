/**
 * Attributes that are known at the end of a request only. A sampling decision is made at its beginning, with the attributes that its span has then, so
 * that a rule which looks for one of them never matches.
 * Source: X-Ray Developer Guide, "Configuring sampling rules"; semantic conventions of OpenTelemetry for HTTP, RPC and errors; read 2026-11-22.
 */
const OUTCOMES = new Set([
  'error', 'fault', 'throttle', 'status', 'statuscode', 'status_code', 'response',
  'http.status', 'http.statuscode', 'http.status_code', 'http.response_content_length',
  'error.type', 'error.message', 'otel.status_code', 'otel.status_description', 'rpc.grpc.status_code',
]);

const PREFIXES = ['http.response.', 'response.', 'exception.'];

export function tellsOutcome(attribute: string): boolean {
  const key = attribute.toLowerCase();
  return OUTCOMES.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix));
}
