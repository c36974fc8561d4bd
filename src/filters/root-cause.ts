/**
 * What kind of trouble X-Ray looked for the cause of.
 */
export enum RootCauseKind {
  /** A fault: an answer of 500 to 599. */
  FAULT = 'fault',

  /** An error: an answer of 400 to 499. AWS lists it, but shows no example of it. */
  ERROR = 'error',

  /** A long response time. */
  RESPONSE_TIME = 'responsetime',
}

/**
 * Which list of a root cause is searched.
 */
export enum RootCauseList {
  /** The services on the way to the cause. */
  SERVICE = 'service',

  /** The segments and subsegments on the way to the cause, within a service. */
  ENTITY = 'entity',

  /** The exceptions. */
  EXCEPTION = 'exception',
}
