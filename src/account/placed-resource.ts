import { CfnCondition, CfnResource, Stage } from 'aws-cdk-lib';
import { topOf } from './environment';
import { Place, placeOf } from './place';

/** A resource that is deployed with its app, beside what else is in its account and Region. */
export interface PlacedResource {
  readonly resource: CfnResource;
  readonly place: Place;
  /** By what CloudFormation decides whether the resource is there at all. */
  readonly condition: CfnCondition | undefined;
}

/** Where a resource is; nothing for one that is deployed elsewhere than with its app. */
export function placed(resource: CfnResource): PlacedResource | undefined {
  const place = placeOf(resource);
  return place && { resource, place, condition: resource.cfnOptions.condition };
}

/** Whether two resources can be there together for certain: of two different conditions that is not known. */
export function existTogether(one: PlacedResource, other: PlacedResource): boolean {
  return one.condition === other.condition || one.condition === undefined || other.condition === undefined;
}

/** Under what resources meet, as the end of a sentence; nothing where they do in any case. */
export function provisoOf(one: PlacedResource, others: readonly PlacedResource[]): string {
  return placeProvisoOf(one, others) + (others.some(({ condition }) => condition !== one.condition) ? ' (where its condition holds)' : '');
}

/** Under what resources meet that are there whenever this one is. */
export function placeProvisoOf(one: PlacedResource, others: readonly PlacedResource[]): string {
  const stages = new Set(others.map(stagePathOf).filter((path) => path !== stagePathOf(one)));
  const [stage] = stages;
  return [
    stages.size === 0 ? '' : ` (of ${stages.size > 1 ? 'other Stages' : stage === '' ? 'the app around this Stage' : `the Stage ${stage}`}`
      + ' in the same account and Region, when both are deployed)',
    !one.place.isKnown && others.some(({ resource }) => topOf(resource.stack) !== topOf(one.resource.stack))
      ? ' (if the stacks of this Stage are deployed to the same account and Region)' : '',
  ].join('');
}

/** Whether a resource stands in another Stage than one of the others. */
export function isAcrossStages(one: PlacedResource, others: readonly PlacedResource[]): boolean {
  return others.some((other) => stagePathOf(other) !== stagePathOf(one));
}

function stagePathOf({ resource }: PlacedResource): string | undefined {
  return Stage.of(resource)?.node.path;
}

/** The first resource that is too much in a place, and how many there are; those that are there by a condition are not counted. */
export function firstBeyond<T extends PlacedResource>(resources: readonly T[], quota: number): { first: T; certain: readonly T[] } | undefined {
  const certain = resources.filter(({ condition }) => condition === undefined);
  const first = certain[quota];
  return first && { first, certain };
}
