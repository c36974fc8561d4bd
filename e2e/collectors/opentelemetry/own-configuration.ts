/** A configuration that a user would write: OTLP to the endpoint of X-Ray that takes OTLP, signed, and a proxy for sampling rules. */
export const TO_THE_OTLP_ENDPOINT = `
extensions:
  health_check:
    endpoint: 127.0.0.1:13133
  awsproxy:
    endpoint: 127.0.0.1:2000
    region: eu-central-1
  sigv4auth:
    region: eu-central-1
    service: xray
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
      http:
        endpoint: 127.0.0.1:4318
processors:
  batch:
    timeout: 1s
exporters:
  otlphttp:
    traces_endpoint: https://xray.eu-central-1.amazonaws.com/v1/traces
    compression: gzip
    auth:
      authenticator: sigv4auth
service:
  extensions: [health_check, awsproxy, sigv4auth]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [otlphttp]
`;
