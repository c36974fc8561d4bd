import { IAspect, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isTaskDefinition } from '../hosts/private/ecs/task-definition';
import { Ledger } from '../ledger';
import { govern, traceable } from './govern';
import { equip } from './tasks';

/**
 * The one Aspect: does to every resource below a scope what the user said about it. It has no state, the tree has.
 */
class TracingAspect implements IAspect {
  public visit(node: IConstruct): void {
    const found = traceable(node);
    if (found) {
      govern(found, false);
    } else if (Stage.isStage(node)) {
      Ledger.of(node).visitedStages.add(node);
    } else if (isTaskDefinition(node)) {
      equip(node);
    }
  }
}

export const TRACING_ASPECT: IAspect = new TracingAspect();
