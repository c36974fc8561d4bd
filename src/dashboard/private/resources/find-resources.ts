import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isMeasured, metricsOf, ServiceMetrics } from './service-metrics';
import { WayBack } from './way-back';
import { topOf } from '../../../account/environment';
import { placeOf } from '../../../account/place';
import { ownerOf } from '../../../owner';
import { isFrameworkFunction } from '../../../permissions/framework-function';
import { referencesIn } from '../../../references';
import { withinStage } from '../../../stages';
import { labelOf } from '../label';

/** A resource with metrics of its service. */
export interface Watched extends ServiceMetrics {
  readonly label: string;
  /** What its metrics refer to. */
  readonly needed: readonly CfnResource[];
}

/** A resource that is not shown. */
export interface LeftOut {
  readonly label: string;
  readonly reason: string;
}

export interface FoundResources {
  readonly watched: Watched[];
  readonly leftOut: LeftOut[];
}

const ELSEWHERE = 'it is, or may be, in another account, Region or Stage';
const CONDITIONAL = 'it is there under a condition only';
const CYCLE = 'it needs this dashboard, or something of its stack, first, and the deployment would fail';

/** What is measured below some scopes, and what a dashboard can't show of it. */
export function findResources(dashboard: CfnResource, scopes: readonly IConstruct[]): FoundResources {
  const way = new WayBack(dashboard);
  const found = candidatesBelow(dashboard, scopes);
  const isInTheWay = ({ needed }: Watched): boolean => needed.some((each) => way.leadsBack(each));
  const cycles = new Set(found.watched.filter(isInTheWay));
  return {
    watched: found.watched.filter((each) => !cycles.has(each)),
    leftOut: [...found.leftOut, ...[...cycles].map(({ label }) => ({ label, reason: CYCLE }))],
  };
}

/** What a dashboard may refer to, at most. */
export function candidatesBelow(dashboard: CfnResource, scopes: readonly IConstruct[]): FoundResources {
  const all = resourcesBelow(scopes).flatMap((resource) => candidate(dashboard, resource) ?? []).sort(byLabel);
  return {
    watched: all.filter((each): each is Watched => 'metrics' in each),
    leftOut: all.filter((each): each is LeftOut => 'reason' in each),
  };
}

function candidate(dashboard: CfnResource, resource: CfnResource): Watched | LeftOut | undefined {
  const metrics = metricsOf(resource);
  if (metrics === undefined) {
    return undefined;
  }
  const label = labelOf(ownerOf(resource) ?? resource, dashboard);
  if (!isMeasured(metrics)) {
    return { label, reason: metrics.reason };
  }
  const needed = referencesIn(metrics.dimensions, resource);
  const reason = obstacle(dashboard, resource, needed);
  return reason === undefined ? { ...metrics, label, needed } : { label, reason };
}

function byLabel(one: { label: string }, other: { label: string }): number {
  return one.label < other.label ? -1 : Number(one.label > other.label);
}

function resourcesBelow(scopes: readonly IConstruct[]): CfnResource[] {
  return [...new Set(scopes.flatMap(withinStage))]
    .filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct) && !isFrameworkFunction(construct));
}

function obstacle(dashboard: CfnResource, resource: CfnResource, needed: readonly CfnResource[]): string | undefined {
  if (!isNear(dashboard, resource)) {
    return ELSEWHERE;
  }
  const isConditional = [resource, ...needed].some(({ cfnOptions }) => cfnOptions.condition !== undefined);
  return isConditional ? CONDITIONAL : undefined;
}

function isNear(dashboard: CfnResource, resource: CfnResource): boolean {
  if (topOf(dashboard.stack) === topOf(resource.stack)) {
    return true;
  }
  const place = placeOf(dashboard);
  return Stage.of(dashboard) === Stage.of(resource) && place !== undefined && place.key === placeOf(resource)?.key;
}
