import { CfnResource, Stack } from 'aws-cdk-lib';
import { referencesFor } from './trace-dashboards';
import { withinStage } from '../../../stages';

/**
 * Tells which resources can't be deployed before a dashboard, for they need it themselves, or something of its stack: the dashboard must not refer to these.
 * What refers to another stack needs the whole of it.
 */
export class WayBack {
  /** The stack of the dashboard, and those that it is nested in, the outermost first. */
  private readonly around: readonly Stack[];
  private readonly clear = new Set<CfnResource>();

  constructor(private readonly dashboard: CfnResource) {
    this.around = stacksAround(dashboard.stack);
  }

  /** Whether a resource leads back to the dashboard. */
  public leadsBack(resource: CfnResource): boolean {
    const seen = new Set([resource]);
    const units = new Set<Stack>();
    for (const next of seen) {
      const needed = [...this.neededBy(next), ...this.neededByUnit(next, units)];
      if (needed.some((each) => this.isLater(each, next)) || this.unitWaits(next)) {
        return true;
      }
      needed.filter((each) => !this.clear.has(each)).forEach((each) => seen.add(each));
    }
    seen.forEach((each) => this.clear.add(each));
    return false;
  }

  private isLater(needed: CfnResource, by: CfnResource): boolean {
    return needed === this.dashboard
      || this.depthOf(needed) > this.depthOf(by)
      || this.around.some(({ nestedStackResource }) => nestedStackResource === needed);
  }

  private neededBy(resource: CfnResource): CfnResource[] {
    const awaited = resource.obtainDependencies().filter((each): each is CfnResource => CfnResource.isCfnResource(each));
    return [...referencesFor(this.dashboard, resource), ...awaited];
  }

  private neededByUnit(resource: CfnResource, done: Set<Stack>): CfnResource[] {
    const unit = this.unitOf(resource);
    if (!unit || done.has(unit)) {
      return [];
    }
    done.add(unit);
    return [unit, ...unit.dependencies].filter((stack) => !this.around.includes(stack)).flatMap(resourcesIn);
  }

  private unitWaits(resource: CfnResource): boolean {
    return this.unitOf(resource)?.dependencies.some((stack) => this.around.includes(stack)) ?? false;
  }

  /** The outermost stack around a resource that is not around the dashboard: it is deployed as a whole. */
  private unitOf(resource: CfnResource): Stack | undefined {
    return stacksAround(resource.stack).find((stack) => !this.around.includes(stack));
  }

  /** In how many of the stacks around the dashboard a resource is. */
  private depthOf(resource: CfnResource): number {
    return stacksAround(resource.stack).filter((stack) => this.around.includes(stack)).length;
  }
}

function stacksAround(stack: Stack): Stack[] {
  return stack.nestedStackParent ? [...stacksAround(stack.nestedStackParent), stack] : [stack];
}

function resourcesIn(stack: Stack): CfnResource[] {
  return withinStage(stack).filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}
