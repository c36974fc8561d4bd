import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Intent, Ledger } from '../ledger';
import { DISTRIBUTION, noteEdgeFunctions } from './edge-functions';
import { Gap, GAPS } from './gaps';
import { govern, Traceable, traceable } from './govern';
import { Mode, modeAt } from './mode';
import { removeStaleFiles } from './report-files';
import { stageOf, withinStage } from '../stages';

/**
 * The last look at a scope before its templates are written: what other Aspects added or changed since ours came by, and what can only be
 * known now that nothing moves any more.
 */
export function sweep(scope: IConstruct): void {
  const ledger = Ledger.of(scope);
  const switches: Traceable[] = [];
  const gaps: [CfnResource, Gap][] = [];
  for (const node of withinStage(scope)) {
    if (CfnResource.isCfnResource(node)) {
      const found = traceable(node);
      const gap = GAPS.get(node.cfnResourceType);
      if (found) {
        switches.push(found);
      } else if (gap) {
        gaps.push([node, gap]);
      }
    }
  }
  noteAllEdgeFunctions(scope);
  switches.forEach((found) => {
    takeBackAtEdge(found, ledger);
    govern(found, true);
  });
  gaps.forEach(([resource, gap]) => fill(resource, gap, ledger));
  removeStaleFiles(scope);
  ledger.sweptStages.add(stageOf(scope) ?? scope);
}

/** A distribution may stand beside the scope. */
function noteAllEdgeFunctions(scope: IConstruct): void {
  for (const node of withinStage(stageOf(scope) ?? scope)) {
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === DISTRIBUTION) {
      noteEdgeFunctions(node);
    }
  }
}

function takeBackAtEdge({ resource }: Traceable, ledger: Ledger): void {
  const entry = ledger.entry(resource);
  if (entry?.intent === Intent.ON && !entry.byMixin && ledger.edgeFunctions.has(resource)) {
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
