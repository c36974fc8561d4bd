import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { rawProperties, referencesIn } from '../../../references';
import { LateWidgets } from '../late-widgets';

/** A dashboard that chooses late what it refers to. */
export interface LateDashboard {
  readonly resource: CfnResource;
  readonly widgets: LateWidgets;
  /** What it may refer to, at most. */
  readonly choices: () => CfnResource[];
}

/** Those of an app, in the order in which they were made. */
const NOTED = new WeakMap<IConstruct, LateDashboard[]>();

export function noteDashboard(dashboard: LateDashboard): void {
  const { root } = dashboard.resource.node;
  NOTED.set(root, [...NOTED.get(root) ?? [], dashboard]);
}

/**
 * What a resource refers to, from the point of view of a dashboard. Of two dashboards the one made first chooses first: what the later one chooses does not count
 * for it, and so neither waits for the other.
 */
export function referencesFor(dashboard: CfnResource, resource: CfnResource): CfnResource[] {
  const late = NOTED.get(dashboard.node.root) ?? [];
  const index = late.findIndex((each) => each.resource === resource);
  if (index < 0) {
    return referencesIn(rawProperties(resource), resource);
  }
  const { widgets, choices } = late[index];
  const others = widgets.whileHidden(() => referencesIn(rawProperties(resource), resource));
  return index < late.findIndex((each) => each.resource === dashboard) ? [...others, ...choices()] : others;
}
