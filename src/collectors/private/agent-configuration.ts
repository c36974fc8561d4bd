import { CloudWatchAgentOptions, CollectorLogLevel } from '../collector-options';
import { bufferMib } from './check-collector';
import { CollectorPlace, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from './collector-facts';

/**
 * The CloudWatch agent's JSON: traces only, from the X-Ray SDKs and from OpenTelemetry.
 * Source: translator/config/schema.json of aws/amazon-cloudwatch-agent ab55b8d.
 */
export function agentConfiguration(options: CloudWatchAgentOptions, place: CollectorPlace): object {
  const { listen, localMode } = place;
  const { concurrency, resourceArn, endpoint, proxy, role, logLevel } = options;
  const region = options.region ?? place.region;
  return {
    agent: {
      region,
      ...logLevel === CollectorLogLevel.DEBUG && { debug: true },
    },
    traces: {
      traces_collected: {
        xray: { bind_address: `${listen}:${XRAY_PORT}`, tcp_proxy: { bind_address: `${listen}:${XRAY_PORT}` } },
        otlp: { grpc_endpoint: `${listen}:${OTLP_GRPC_PORT}`, http_endpoint: `${listen}:${OTLP_HTTP_PORT}` },
      },
      buffer_size_mb: bufferMib(options.bufferMemory),
      region_override: region,
      local_mode: localMode,
      ...concurrency !== undefined && { concurrency },
      ...resourceArn !== undefined && { resource_arn: resourceArn },
      ...role !== undefined && { credentials: { role_arn: role.roleRef.roleArn } },
      ...endpoint !== undefined && { endpoint_override: endpoint },
      ...proxy !== undefined && { proxy_override: proxy },
    },
  };
}
