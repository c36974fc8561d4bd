import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { propertyOf, referencesIn } from '../../../references';
import { stageOf, withinStage } from '../../../stages';

/** What runs tasks. */
const RUNNERS = ['AWS::ECS::Service', 'AWS::ECS::TaskSet'];

const BY_STAGE = new WeakMap<IConstruct, Map<CfnResource, CfnResource[]>>();

/** The services of the Stage that run a task definition, as they stand when first asked for: not before nothing moves any more. */
export function servicesOf(taskDefinition: CfnResource): readonly CfnResource[] {
  const stage = stageOf(taskDefinition) ?? taskDefinition.node.root;
  const known = BY_STAGE.get(stage) ?? readServices(stage);
  BY_STAGE.set(stage, known);
  return known.get(taskDefinition) ?? [];
}

function readServices(stage: IConstruct): Map<CfnResource, CfnResource[]> {
  const found = new Map<CfnResource, CfnResource[]>();
  for (const node of withinStage(stage)) {
    if (CfnResource.isCfnResource(node) && RUNNERS.includes(node.cfnResourceType)) {
      referencesIn(propertyOf(node, 'TaskDefinition'), node).forEach((target) => found.set(target, [...found.get(target) ?? [], node]));
    }
  }
  return found;
}
