/**
 * What the template says about the tracing of a resource.
 */
export enum TracingState {
  /** Tracing is on. */
  TRACED = 'traced',

  /** The permission is there, the switch is left for a later deployment (`-c cdk-xray:mode=permissions-only`). */
  PERMITTED = 'permitted',

  /** Tracing is not on, though X-Ray could trace the resource. */
  UNTRACED = 'untraced',

  /** Tracing was switched off by `XRayTracing.of(scope).disable()`. */
  OFF = 'off',

  /** The user excluded the resource. */
  EXCLUDED = 'excluded',

  /** X-Ray cannot trace the resource. */
  UNTRACEABLE = 'untraceable',

  /** The value is decided at deployment, by a parameter or a condition, or outside of this app. */
  UNKNOWN = 'unknown',
}

/**
 * One resource of the report.
 */
export interface TracedResource {
  /** The path of the resource in the construct tree. */
  readonly constructPath: string;

  /** The CloudFormation resource type. */
  readonly resourceType: string;

  /** The logical id in the template. */
  readonly logicalId: string;

  /** The path of the stack in the construct tree. */
  readonly stack: string;

  /** What the template says. */
  readonly state: TracingState;

  /** Why it is so. */
  readonly reason: string;
}

/**
 * Which resources of a scope are traced, which are not and why, written from the templates as they were synthesized.
 */
export class TracingReport {
  /**
   * The resources that X-Ray has a switch for, those of which somebody might expect that it has one, and the task definitions and services of
   * Amazon ECS, which are traced where a collector takes their segments; in the order of the construct tree.
   */
  public readonly resources: TracedResource[];

  /**
   * @internal
   */
  constructor(resources: TracedResource[]) {
    this.resources = resources;
  }

  /**
   * The resources in one state.
   */
  public inState(state: TracingState): TracedResource[] {
    return this.resources.filter((resource) => resource.state === state);
  }

  /**
   * The report as JSON, as it stands in `xray-tracing-report.json` in the cloud assembly.
   */
  public toJson(): string {
    return `${JSON.stringify({ version: 1, resources: this.resources }, undefined, 2)}\n`;
  }
}
