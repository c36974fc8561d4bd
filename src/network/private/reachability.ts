import { CfnResource } from 'aws-cdk-lib';
import { linked, memberOf } from './linked';
import { closedSubnets } from './placement';
import { IMAGE_SERVICES } from './services';
import { isOnFargate, runsOf } from './task-runs';
import { Topology } from './topology';
import { CollectorImage } from '../../collectors/collector-image';
import { CollectorFacts } from '../../collectors/private/collector-facts';
import { noRouteToXRay } from '../../findings';
import { Ledger } from '../../ledger';
import { propertyOf, resolved } from '../../references';
import { taskDefinitionOf } from '../../task-services';
import { TraceEndpointService } from '../trace-endpoint-service';

/** A collector, as far as its way out matters. */
export interface Sender extends Pick<CollectorFacts, 'roleArn' | 'ownWay'> {
  readonly image: Pick<CollectorImage, '_reference'>;
}

/** What runs on a host, and has to get out of its VPC. */
export interface RouteRequirements {
  readonly collector: Sender;
  /** The task definition that the collector is of. */
  readonly task?: CfnResource;
  /** Whether the host downloads the collector's files from a bucket of AWS. */
  readonly downloads?: boolean;
}

/** What a host lacks in subnets without a way out. */
export interface MissingRoute {
  readonly services: readonly TraceEndpointService[];
  /** The image that no endpoint serves. */
  readonly image?: string;
}

/**
 * Says, once, that what runs a collector (a service, a rule, a schedule, an instance or a group) can't send to X-Ray. To be called when nothing moves
 * any more: the tree is looked at once.
 */
export function checkRoute(host: CfnResource, requirements: RouteRequirements): void {
  const missing = missingRoute(host, requirements);
  if (missing) {
    Ledger.of(host).warn(host, noRouteToXRay(missing.services, missing.image));
  }
}

/** What a host surely lacks to send to X-Ray, if anything. */
export function missingRoute(host: CfnResource, { collector, task, downloads = false }: RouteRequirements): MissingRoute | undefined {
  const closed = collector.ownWay ? [] : closedSubnets(host, task);
  if (closed.length === 0) {
    return undefined;
  }
  const pulls = pullsByItself(host, task);
  const image = pulls ? imageOf(host, collector) : '';
  const needs = [
    TraceEndpointService.XRAY,
    ...collector.roleArn === undefined ? [] : [TraceEndpointService.STS],
    ...pulls && writesLogs(host, task) ? [TraceEndpointService.LOGS] : [],
    ...isPublicImage(image) || image.includes('.dkr.ecr.') ? IMAGE_SERVICES : [],
    ...downloads ? [TraceEndpointService.S3] : [],
  ];
  const lacking = new Set(closed.flatMap((subnet) => withoutEndpoint(subnet, needs)));
  const services = [...new Set(needs)].filter((service) => lacking.has(service));
  const unserved = isPublicImage(image) ? image : undefined;
  return services.length > 0 || unserved ? { services, image: unserved } : undefined;
}

/** The services of which the VPC of a subnet surely has no endpoint. */
function withoutEndpoint(subnet: CfnResource, needs: readonly TraceEndpointService[]): TraceEndpointService[] {
  const topology = Topology.of(subnet);
  const vpc = topology.vpcOf(subnet);
  const endpoints = topology.endpoints.filter((endpoint) => endpoint.anyVpc || endpoint.vpc === vpc);
  return needs.filter((service) => !endpoints.some((endpoint) => endpoint.anyService || endpoint.service === service));
}

/** Whether images and logs of a task go through the subnets of its host as well: on instances they take the way of the instance. */
function pullsByItself(host: CfnResource, task?: CfnResource): boolean {
  const runs = runsOf(host, task);
  return runs.length > 0 ? runs.every(isOnFargate) : task !== undefined;
}

function writesLogs(host: CfnResource, task = taskDefinitionOf(host)): boolean {
  const containers = task && linked(propertyOf(task, 'ContainerDefinitions'), task);
  return Array.isArray(containers)
    && containers.some((container) => memberOf(memberOf(container, 'LogConfiguration'), 'LogDriver') === 'awslogs');
}

/** The image of the collector as text: as it is, or the expression that it is computed from. */
function imageOf(host: CfnResource, { image }: Sender): string {
  const reference = resolved(image._reference(), host);
  return typeof reference === 'string' ? reference : JSON.stringify(reference);
}

/** Amazon ECR Public is reached by the internet only. */
function isPublicImage(image: string): boolean {
  return image.startsWith('public.ecr.aws/');
}
