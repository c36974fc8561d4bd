import type { IConstruct } from 'constructs';

/** The same app each time: without tracing, with a validation plugin that does nothing, with `tracing: ACTIVE` on each function, with this library. */
export type Case = 'untraced' | 'empty-plugin' | 'by-hand' | 'cdk-xray';

/** With role and policy by hand a stack of 100 stays below CloudFormation's 500 resources. */
export const FUNCTIONS_PER_STACK = 100;

/** What one fresh process that builds and synthesizes one app reports. */
export interface AppRun {
  /** User and system time of the whole process until synth is done. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly resources: number;
  readonly templateBytes: number;
  /** Functions that are Active in the templates. */
  readonly traced: number;
}

/** What one fresh process reports that loads this library in an app that is there, and enables tracing. */
export interface LoadRun {
  readonly loadMs: number;
  /** Module files that this library loads on top of aws-cdk-lib, those of aws-cdk-lib included. */
  readonly modules: number;
}

/** One case at one size, over all its rounds. */
export interface Measurement {
  readonly name: Case;
  readonly functions: number;
  readonly runs: AppRun[];
}

/** What the benchmarks use of this library. */
export interface Library {
  readonly XRayTracing: { of(scope: IConstruct): { enable(): void } };
}
