import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { stageOf } from './stages';

interface StageContent<T> {
  readonly resources: T[];
  /** The Stages right below. */
  readonly stages: IConstruct[];
}

/**
 * All resources of one kind in an app. Each Stage is walked through when it is validated, and once before where another one asks for it.
 */
export class ResourcesOfApp<T> {
  private readonly content = new Map<IConstruct, StageContent<T>>();

  /**
   * @param root the app
   * @param describe what is known of a construct; nothing for one of another kind
   */
  constructor(private readonly root: IConstruct, private readonly describe: (construct: IConstruct) => T | undefined) {
  }

  /** The resources of a Stage, as they are now. */
  public lookAt(stage: IConstruct): readonly T[] {
    const found = this.contentOf(stage);
    this.content.set(stage, found);
    const around = stage.node.scope && stageOf(stage.node.scope);
    if (around && !this.content.get(around)?.stages.includes(stage)) {
      this.content.delete(around);
    }
    return found.resources;
  }

  /** The resources of all Stages: those around before those within, and within a Stage in the order of the tree. */
  public all(): T[] {
    return this.below(this.root);
  }

  private below(stage: IConstruct): T[] {
    const { resources, stages } = this.content.get(stage) ?? this.contentOf(stage);
    this.content.set(stage, { resources, stages });
    return [...resources, ...stages.flatMap((each) => this.below(each))];
  }

  private contentOf(stage: IConstruct): StageContent<T> {
    const found: StageContent<T> = { resources: [], stages: [] };
    this.collect(stage, found);
    return found;
  }

  private collect(scope: IConstruct, found: StageContent<T>): void {
    const resource = this.describe(scope);
    if (resource !== undefined) {
      found.resources.push(resource);
    }
    for (const child of scope.node.children) {
      if (Stage.isStage(child)) {
        found.stages.push(child);
      } else {
        this.collect(child, found);
      }
    }
  }
}
