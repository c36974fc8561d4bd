import { CfnResource } from 'aws-cdk-lib';
import { takesSegments, field, TaskFacts } from './task-facts';
import { imdsHopLimit } from '../../../findings';
import { Ledger } from '../../../ledger';
import { propertyOf, referencesIn, resolved } from '../../../references';
import { stageOf, withinStage } from '../../../stages';
import { servicesOf } from '../../../task-services';

/**
 * Says where a collector on a bridge gets no credentials: it has no role but that of the instance, and the instances of its cluster, which know
 * the cluster by their user data, answer at one hop only.
 */
export function checkHopLimit(taskDefinition: CfnResource, { networkMode, hasRole, containers }: TaskFacts): void {
  const asking = containers.filter((container) => takesSegments(container) && !container.environment.has('AWS_ACCESS_KEY_ID'));
  if (networkMode !== 'bridge' || hasRole || asking.length === 0) {
    return;
  }
  const clusters = servicesOf(taskDefinition).flatMap((service) => referencesIn(propertyOf(service, 'Cluster'), service));
  withinStage(stageOf(taskDefinition) ?? taskDefinition.node.root)
    .filter((node) => CfnResource.isCfnResource(node))
    .filter((resource) => answersAtOneHop(resource) && userDataReferences(resource).some((target) => clusters.includes(target)))
    .forEach((resource) => Ledger.of(resource).warn(resource, imdsHopLimit()));
}

function settingsOf(resource: CfnResource): unknown {
  switch (resource.cfnResourceType) {
    case 'AWS::EC2::LaunchTemplate': return resolved(propertyOf(resource, 'LaunchTemplateData'), resource);
    case 'AWS::AutoScaling::LaunchConfiguration': return { metadataOptions: resolved(propertyOf(resource, 'MetadataOptions'), resource) };
    default: return undefined;
  }
}

function answersAtOneHop(resource: CfnResource): boolean {
  return field(field(settingsOf(resource), 'MetadataOptions'), 'HttpPutResponseHopLimit') === 1;
}

/** What the user data of instances refers to, such as their cluster. */
export function userDataReferences(resource: CfnResource): CfnResource[] {
  return referencesIn(propertyOf(resource, 'LaunchTemplateData') ?? propertyOf(resource, 'UserData'), resource);
}
