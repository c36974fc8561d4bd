import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A scope and everything below it that is synthesized together with it, parents first: Stages below are synthesized by themselves. */
export function withinStage(scope: IConstruct): IConstruct[] {
  const found = [scope];
  for (let index = 0; index < found.length; index++) {
    for (const child of found[index].node.children) {
      if (!Stage.isStage(child)) {
        found.push(child);
      }
    }
  }
  return found;
}

/** The Stage that a construct is synthesized with: a Stage is so with itself. */
export function stageOf(construct: IConstruct): IConstruct | undefined {
  return Stage.isStage(construct) ? construct : Stage.of(construct);
}

/**
 * Has the Stage of a scope looked at when it is validated, once nothing moves any more.
 *
 * @param registered the Stages that are looked at anyway
 */
export function whenValidated(scope: IConstruct, registered: WeakSet<IConstruct>, lookAt: (stage: IConstruct) => void): void {
  const stage = stageOf(scope) ?? scope.node.root;
  if (!registered.has(stage)) {
    registered.add(stage);
    stage.node.addValidation({
      validate: () => {
        lookAt(stage);
        return [];
      },
    });
  }
}
