import { IAspect, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Ledger } from '../ledger';
import { govern, traceable } from './govern';

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
    }
  }
}

export const TRACING_ASPECT: IAspect = new TracingAspect();
