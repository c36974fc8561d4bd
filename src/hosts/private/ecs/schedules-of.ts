import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { propertyOf, referencesIn } from '../../../references';
import { stageOf, withinStage } from '../../../stages';

/** What starts tasks at a time or for an event, by the property that names them. */
const TARGETS = new Map([['AWS::Events::Rule', 'Targets'], ['AWS::Scheduler::Schedule', 'Target']]);

const BY_STAGE = new WeakMap<IConstruct, Map<CfnResource, Set<CfnResource>>>();

/** The rules and the schedules of the Stage that start tasks of a definition, as they stand when first asked for: not before nothing moves any more. */
export function schedulesOf(taskDefinition: CfnResource): CfnResource[] {
  const stage = stageOf(taskDefinition) ?? taskDefinition.node.root;
  const known = BY_STAGE.get(stage) ?? readSchedules(stage);
  BY_STAGE.set(stage, known);
  return [...known.get(taskDefinition) ?? []];
}

function readSchedules(stage: IConstruct): Map<CfnResource, Set<CfnResource>> {
  const found = new Map<CfnResource, Set<CfnResource>>();
  for (const node of withinStage(stage).filter((child) => CfnResource.isCfnResource(child))) {
    const property = TARGETS.get(node.cfnResourceType);
    const targets = property === undefined ? [] : referencesIn(propertyOf(node, property), node);
    targets.forEach((target) => found.set(target, (found.get(target) ?? new Set()).add(node)));
  }
  return found;
}
