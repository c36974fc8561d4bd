import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A scope and everything below it that is synthesized together with it: Stages below are synthesized by themselves. */
export function* withinStage(scope: IConstruct): Generator<IConstruct> {
  yield scope;
  for (const child of scope.node.children) {
    if (!Stage.isStage(child)) {
      yield* withinStage(child);
    }
  }
}

/** The Stage that a construct is synthesized with: a Stage is so with itself. */
export function stageOf(construct: IConstruct): IConstruct | undefined {
  return Stage.isStage(construct) ? construct : Stage.of(construct);
}
