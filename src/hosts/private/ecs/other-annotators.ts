import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isTaskDefinition } from './task-definition';
import { field, taskOf } from './task-facts';
import { placeOf } from '../../../account/place';
import { collectorsBeside } from '../../../collectors/private/noted-collectors';
import { ownerOf } from '../../../owner';
import { propertyOf, resolved } from '../../../references';

/**
 * Whether something else in an app may annotate traces in a place than the tasks that are known: a traced function, a machine, a platform of AWS, a task
 * with a collector of the user's own.
 *
 * @param place the key of the place
 */
export function hasOtherAnnotators(construct: IConstruct, place: string, known: ReadonlySet<IConstruct>): boolean {
  return collectorsBeside(construct).some((noted) => isElsewhere(noted.construct, known) && placeOf(noted.construct)?.key === place)
    || construct.node.root.node.findAll().some((node) => CfnResource.isCfnResource(node) && mayAnnotate(node, known) && placeOf(node)?.key === place);
}

/** Whether a collector is none of Amazon ECS, of which the tasks are known. */
function isElsewhere(collector: IConstruct, known: ReadonlySet<IConstruct>): boolean {
  return !known.has(collector) && !('taskDefinition' in collector);
}

function mayAnnotate(resource: CfnResource, known: ReadonlySet<IConstruct>): boolean {
  switch (resource.cfnResourceType) {
    case 'AWS::Lambda::Function': return isOn(field(resolved(propertyOf(resource, 'TracingConfig'), resource), 'Mode'));
    case 'AWS::Serverless::Function': return isOn(resolved(propertyOf(resource, 'Tracing'), resource));
    case 'AWS::ECS::TaskDefinition': return hasCollectorOfTheirs(resource, known);
    case 'AWS::AppRunner::Service':
    case 'AWS::ElasticBeanstalk::Environment': return true;
    default: return false;
  }
}

function isOn(mode: unknown): boolean {
  return mode !== undefined && mode !== 'PassThrough';
}

/** A task of which this library told nobody where the collector is. */
function hasCollectorOfTheirs(resource: CfnResource, known: ReadonlySet<IConstruct>): boolean {
  const owner = ownerOf(resource);
  const isKnown = owner !== undefined && isTaskDefinition(owner) && known.has(owner);
  return !isKnown && taskOf(resource).containers.length > 1 && taskOf(resource).containers.some(({ kind }) => kind !== undefined);
}
