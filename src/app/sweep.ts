import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Intent, Ledger } from '../ledger';
import { noteEdgeFunctions } from './edge-functions';
import { Gap, GAPS } from './gaps';
import { govern, Traceable, traceable } from './govern';
import { Mode, modeAt } from './mode';
import { removeStaleFiles } from './report-files';
import { isTaskResource, lookAtTasks } from './tasks';
import { checkGroupsNow } from '../groups/private/findings/group-checks';
import { isTraceGroup } from '../groups/private/findings/group-resource';
import { checkRulesNow } from '../sampling/private/findings/sampling-checks';
import { isSamplingRule } from '../sampling/private/findings/sampling-resource';
import { stageOf, withinStage } from '../stages';

/**
 * The last look at a scope before its templates are written: what other Aspects added or changed since ours came by, and what can only be
 * known now that nothing moves any more.
 */
export function sweep(scope: IConstruct): void {
  const ledger = Ledger.of(scope);
  const stage = stageOf(scope) ?? scope;
  const nodes = withinStage(scope);
  const switches: Traceable[] = [];
  const gaps: [CfnResource, Gap][] = [];
  for (const node of nodes) {
    const found = traceable(node);
    const gap = found || !CfnResource.isCfnResource(node) ? undefined : GAPS.get(node.cfnResourceType);
    if (found) {
      switches.push(found);
    } else if (gap && CfnResource.isCfnResource(node)) {
      gaps.push([node, gap]);
    }
  }
  // a distribution may stand beside the scope
  noteEdgeFunctions(stage === scope ? nodes : withinStage(stage));
  switches.forEach((found) => {
    takeBackAtEdge(found, ledger);
    govern(found, true);
  });
  gaps.forEach(([resource, gap]) => fill(resource, gap, ledger));
  nodes.filter(isTaskResource).forEach(lookAtTasks);
  if (nodes.some(isSamplingRule)) {
    checkRulesNow(stage);
  }
  if (nodes.some(isTraceGroup)) {
    checkGroupsNow(stage);
  }
  removeStaleFiles(scope);
  ledger.sweptStages.add(stage);
}

function takeBackAtEdge({ resource }: Traceable, ledger: Ledger): void {
  const entry = ledger.entry(resource);
  if (entry?.intent === Intent.ON && ledger.edgeFunctions.has(resource)) {
    entry.undo();
    ledger.forget(resource);
  }
}

function fill(resource: CfnResource, gap: Gap, ledger: Ledger): void {
  const { directives } = ledger;
  if (!directives.for(resource)?.on || modeAt(resource) === Mode.OFF || directives.exclusionOf(resource) !== undefined) {
    return;
  }
  const finding = gap.find(resource);
  if (finding) {
    ledger.warn(resource, finding);
  }
}
