/**
 * The versions of the collectors that are run, each pinned exactly. Nothing else names one.
 *
 * Sources, read 2026-11-22: CHANGELOG of aws/aws-xray-daemon (3.6.6, 2026-07-14); releases of aws-observability/aws-otel-collector (v0.49.0,
 * 2026-07-10); for the CloudWatch agent a tag that public configurations pull, for AWS publishes no list of them.
 */
const XRAY_DAEMON_VERSION = '3.6.6';
const CLOUDWATCH_AGENT_VERSION = '1.300062.0b1304';
export const OPENTELEMETRY_COLLECTOR_VERSION = 'v0.49.0';

/** Images of Amazon ECR Public, for linux/amd64 and linux/arm64. */
export const XRAY_DAEMON_IMAGE = `public.ecr.aws/xray/aws-xray-daemon:${XRAY_DAEMON_VERSION}`;
export const CLOUDWATCH_AGENT_IMAGE = `public.ecr.aws/cloudwatch-agent/cloudwatch-agent:${CLOUDWATCH_AGENT_VERSION}`;
export const OPENTELEMETRY_COLLECTOR_IMAGE = `public.ecr.aws/aws-observability/aws-otel-collector:${OPENTELEMETRY_COLLECTOR_VERSION}`;
