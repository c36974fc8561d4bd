/**
 * The service that a local sampling document is for, and how many run it.
 */
export interface LocalSamplingOptions {
  /**
   * The name that the service gives itself, 1 to 200 characters: rules for other services are left out. It fails where rules narrow to a service and
   * it is not known which one this is.
   *
   * @default - the service of the plan's scope
   */
  readonly serviceName?: string;

  /**
   * What the service is, such as `SamplingServiceType.ECS_CONTAINER`, 1 to 64 characters: rules for other types are left out. It fails where rules
   * narrow to a type and it is not known which one this is.
   *
   * @default - the type in the plan's scope
   */
  readonly serviceType?: string;

  /**
   * How many processes run the service: a whole number, 1 or more. A reservoir is for all of them together and the fixed target of a local rule for each,
   * so reservoirs are divided by it and rounded down. What had a reservoir keeps a fixed target of 1 at least, as the SDKs take one request a second
   * for such a rule too, until X-Ray has told them their share.
   *
   * @default 1
   */
  readonly hosts?: number;
}
