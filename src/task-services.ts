import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { propertyOf, referencesIn, resolved } from './references';
import { stageOf, withinStage } from './stages';

const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';
const TASK_SET = 'AWS::ECS::TaskSet';

/** The resources of Amazon ECS in a Stage, as they stand when first asked for: not before nothing moves any more. */
class StageTasks {
  public static of(construct: IConstruct): StageTasks {
    const stage = stageOf(construct) ?? construct.node.root;
    const known = BY_STAGE.get(stage) ?? new StageTasks(withinStage(stage).filter((node) => CfnResource.isCfnResource(node)));
    BY_STAGE.set(stage, known);
    return known;
  }

  public readonly taskSets: readonly CfnResource[];
  private readonly taskDefinitions: readonly CfnResource[];
  private readonly byTaskDefinition = new Map<CfnResource, CfnResource[]>();

  private constructor(resources: CfnResource[]) {
    this.taskDefinitions = resources.filter(({ cfnResourceType }) => cfnResourceType === TASK_DEFINITION);
    this.taskSets = resources.filter(({ cfnResourceType }) => cfnResourceType === TASK_SET);
    for (const runner of [...resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::ECS::Service'), ...this.taskSets]) {
      const target = this.runBy(runner);
      if (target) {
        this.byTaskDefinition.set(target, [...this.runnersOf(target), runner]);
      }
    }
  }

  public runnersOf(taskDefinition: CfnResource): readonly CfnResource[] {
    return this.byTaskDefinition.get(taskDefinition) ?? [];
  }

  /** By a reference, or with AWS CodeDeploy by the name of the family. */
  public runBy(runner: CfnResource): CfnResource | undefined {
    const value = propertyOf(runner, 'TaskDefinition');
    const referred = referencesIn(value, runner).find(({ cfnResourceType }) => cfnResourceType === TASK_DEFINITION);
    return referred ?? this.ofFamily(resolved(value, runner), runner);
  }

  private ofFamily(family: unknown, { stack: { environment } }: CfnResource): CfnResource | undefined {
    return typeof family === 'string'
      ? this.taskDefinitions.find((resource) => resource.stack.environment === environment && resolved(propertyOf(resource, 'Family'), resource) === family)
      : undefined;
  }
}

const BY_STAGE = new WeakMap<IConstruct, StageTasks>();

/** The services and the task sets of the Stage that run a task definition. */
export function servicesOf(taskDefinition: CfnResource): readonly CfnResource[] {
  return StageTasks.of(taskDefinition).runnersOf(taskDefinition);
}

/** The task definition of this app that a service or a task set names. */
export function taskDefinitionOf(runner: CfnResource): CfnResource | undefined {
  return StageTasks.of(runner).runBy(runner);
}

/** The task definitions of this app that a service runs, itself or by its task sets. */
export function taskDefinitionsOf(service: CfnResource): CfnResource[] {
  const runners = isRunByTaskSets(service)
    ? StageTasks.of(service).taskSets.filter((taskSet) => referencesIn(propertyOf(taskSet, 'Service'), taskSet).includes(service))
    : [service];
  return runners.map(taskDefinitionOf).filter((taskDefinition) => taskDefinition !== undefined);
}

/** Whether a service leaves it to task sets what it runs, as it does with an external deployment controller. */
export function isRunByTaskSets(service: CfnResource): boolean {
  return propertyOf(service, 'TaskDefinition') === undefined;
}
