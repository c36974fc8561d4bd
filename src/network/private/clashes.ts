import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { propertyOf, resolved } from '../../references';
import { stageOf, withinStage } from '../../stages';
import { TraceEndpointService } from '../trace-endpoint-service';
import { linked } from './linked';
import { KnownEndpoint, readEndpoint, takesOver, VpcKey } from './vpc-endpoints';

/** The endpoints that serve a VPC now, by their services' usual addresses. */
export function endpointsOf(scope: IConstruct, vpc: VpcKey): KnownEndpoint[] {
  return withinStage(stageOf(scope) ?? scope.node.root)
    .filter((node) => CfnResource.isCfnResource(node))
    .filter(({ cfnResourceType }) => cfnResourceType === 'AWS::EC2::VPCEndpoint')
    .map(readEndpoint)
    .filter((endpoint) => endpoint.vpc === vpc && endpoint.service !== undefined && takesOver(endpoint));
}

/** What CloudFormation would refuse, in words. */
export function clashesOf(scope: IConstruct, vpc: VpcKey): string[] {
  const endpoints = endpointsOf(scope, vpc);
  return endpoints
    .filter(({ resource }) => resource.node.scopes.includes(scope))
    .flatMap((own) => endpoints.filter((other) => other.resource !== own.resource && clash(own, other)))
    .map(({ resource, service }) => `${resource.node.path} is an endpoint for ${service} in the same VPC, and there can be one only: `
      + `make it before TraceEndpoints, which then uses it, or pass existing: [TraceEndpointService.${memberOf(service)}]`);
}

function clash(own: KnownEndpoint, other: KnownEndpoint): boolean {
  if (own.service !== other.service || own.resource.cfnOptions.condition || other.resource.cfnOptions.condition) {
    return false;
  }
  if (own.service !== TraceEndpointService.S3) {
    return linked(propertyOf(other.resource, 'PrivateDnsEnabled'), other.resource) === true;
  }
  const tables = tablesOf(own);
  return tablesOf(other).some((table) => tables.includes(table));
}

function tablesOf({ resource }: KnownEndpoint): string[] {
  const tables = resolved(propertyOf(resource, 'RouteTableIds'), resource);
  return Array.isArray(tables) ? tables.map((table) => JSON.stringify(table)) : [];
}

function memberOf(service: TraceEndpointService | undefined): string {
  return Object.entries(TraceEndpointService).find(([, value]) => value === service)?.[0] ?? '';
}
