/**
 * A request as those who sample see it, when it begins a trace.
 */
export interface SamplingRequest {
  /**
   * The name of the service that decides.
   *
   * @default - the service of the plan's scope, or none
   */
  readonly serviceName?: string;

  /**
   * What that service is, such as `SamplingServiceType.ECS_CONTAINER`.
   *
   * @default - the type in the plan's scope, or none
   */
  readonly serviceType?: string;

  /**
   * The host name of the Host header.
   *
   * @default - none
   */
  readonly host?: string;

  /**
   * The HTTP method.
   *
   * @default - none
   */
  readonly httpMethod?: string;

  /**
   * The path of the URL.
   *
   * @default - none
   */
  readonly urlPath?: string;

  /**
   * The ARN of the resource that serves the request.
   *
   * @default - none
   */
  readonly resourceArn?: string;

  /**
   * What else is known of it: attributes of the span at its start, for API Gateway the request's headers.
   *
   * @default - none
   */
  readonly attributes?: { [key: string]: string };
}
