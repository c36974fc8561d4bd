import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { propertyOf } from '../../references';
import { TraceEndpointService } from '../trace-endpoint-service';
import { endOf, isComputed, Link, linked } from './linked';
import { serviceNamed } from './services';

/** What a VPC is known by: its resource, its id, or the expression that CloudFormation computes it from. */
export type VpcKey = CfnResource | string;

/** An endpoint that stands in the tree, made by whomever. */
export interface KnownEndpoint {
  readonly resource: CfnResource;
  readonly vpc: VpcKey;
  /** Whether CloudFormation computes the VPC, so that it may be any. */
  readonly anyVpc: boolean;
  /** None where it is a service that no traced host needs. */
  readonly service?: TraceEndpointService;
  /** Whether CloudFormation computes the service, so that it may be any. */
  readonly anyService: boolean;
}

export function readEndpoint(resource: CfnResource): KnownEndpoint {
  const vpc = linked(propertyOf(resource, 'VpcId'), resource);
  const name = endOf(linked(propertyOf(resource, 'ServiceName'), resource));
  return {
    resource,
    vpc: keyOf(vpc, resource),
    anyVpc: isComputed(vpc),
    service: name === undefined ? undefined : serviceNamed(name),
    anyService: name === undefined,
  };
}

/** An expression, such as a parameter, says the same in the same stack only. */
export function keyOf(vpc: unknown, scope: IConstruct): VpcKey {
  if (vpc instanceof Link) {
    return vpc.target;
  }
  return typeof vpc === 'string' ? vpc : `${Stack.of(scope).node.addr} ${JSON.stringify(vpc)}`;
}

/** Whether requests to the service's usual address arrive at this endpoint: the interface has the private DNS name, the gateway the routes. */
export function takesOver({ resource, service }: KnownEndpoint): boolean {
  const type = linked(propertyOf(resource, 'VpcEndpointType'), resource) ?? 'Gateway';
  if (service === TraceEndpointService.S3) {
    return type === 'Gateway';
  }
  const privateDns = linked(propertyOf(resource, 'PrivateDnsEnabled'), resource);
  return privateDns !== undefined && privateDns !== false && privateDns !== 'false';
}
