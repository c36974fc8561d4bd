/**
 * Who asks for sampling rules and decides by them. They differ in which rules they obey, and in what they make of a value that a request does not have.
 */
export enum SamplingClient {
  /**
   * The X-Ray SDKs. They ignore rules that have a resource ARN or attributes, and a value that the request does not have counts as matched.
   */
  XRAY_SDK = 'xray-sdk',

  /**
   * The X-Ray SDK for Node.js. It obeys the same rules as the others. They differ in reservoirs: it takes the time at which its part expires, which X-Ray
   * says in seconds, for milliseconds, and so never uses that part. While the reservoir is above 0, each host samples the first request of every second
   * instead, however large the reservoir is and however many hosts there are. Read and seen in `aws-xray-sdk-core` 3.12.0, 2026-11-23; not against AWS.
   *
   * @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html
   */
  XRAY_SDK_NODEJS = 'xray-sdk-nodejs',

  /**
   * OpenTelemetry with the sampler for X-Ray (`OTEL_TRACES_SAMPLER=xray`). A value that the request does not have is matched by `*` only;
   * a missing path is taken as `/`.
   */
  OPENTELEMETRY = 'opentelemetry',

  /**
   * A service of AWS that decides itself: stages of API Gateway, AppSync, Step Functions. AWS does not publish how it matches; it is taken to
   * obey every rule, and to match a value that the request does not have by `*` only.
   */
  AWS_SERVICE = 'aws-service',
}
