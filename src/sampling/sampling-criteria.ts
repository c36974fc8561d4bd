/**
 * Which requests a sampling rule is for. In every value `*` stands for any text, also none, and `?` for one character; case does not matter.
 *
 * Source of the limits: X-Ray API, SamplingRule; read 2026-11-22.
 */
export interface SamplingCriteria {
  /**
   * The name that the instrumented service gives itself: `AWS_XRAY_TRACING_NAME`, `service.name`, or `api-name/stage` for a stage of API Gateway. 1 to 64 characters.
   *
   * @default - any
   */
  readonly serviceName?: string;

  /**
   * What the service is, such as `SamplingServiceType.ECS_CONTAINER`. 1 to 64 characters.
   *
   * @default - any
   */
  readonly serviceType?: string;

  /**
   * The host name of the request's Host header. 1 to 64 characters.
   *
   * @default - any
   */
  readonly host?: string;

  /**
   * The request's HTTP method. 1 to 10 characters.
   *
   * @default - any
   */
  readonly httpMethod?: string;

  /**
   * The path of the request's URL. 1 to 128 characters.
   *
   * @default - any
   */
  readonly urlPath?: string;

  /**
   * The ARN of the resource that serves the request. 1 to 500 characters. The X-Ray SDKs ignore rules that have one.
   *
   * @default - any
   */
  readonly resourceArn?: string;

  /**
   * Attributes that are known when the request comes: at most 5, keys and values of 1 to 32 characters. A key is meant as it stands, a value may have
   * wildcards. The X-Ray SDKs ignore rules that have any.
   *
   * @default - none
   */
  readonly attributes?: { [key: string]: string };
}
