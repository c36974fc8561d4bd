import { CfnResource } from 'aws-cdk-lib';
import { groupsOf } from './instance-groups';
import { schedulesOf } from './schedules-of';
import { ContainerFacts, listField, field, TaskFacts } from './task-facts';
import { checkRoute, Sender } from '../../../network/private/reachability';
import { servicesOf } from '../../../task-services';

/** Network modes of tasks that use the network of their instance. */
const OF_INSTANCE = ['bridge', 'host', 'nat', 'default'];

/** What tells a collector of a proxy, of itself or by a file. */
const PROXY_VARIABLE = /^https?_proxy$/i;
const OPTION_OF_DAEMON = /^(-c|--config|-p|--proxy-address)\b/;

/** The file of the OpenTelemetry collector's image by which it sends to X-Ray. Source: aws-observability/aws-otel-collector ed0b1d5. */
const CONFIGURATION_OF_IMAGE = /\/etc\/ecs\/ecs-(xray|default-config)\.yaml$/;

/**
 * Says where the collectors of a task have no way to X-Ray.
 *
 * @param own the collector that this library put into the task; those that the user wrote by hand are looked for otherwise
 */
export function checkRoutes(taskDefinition: CfnResource, task: TaskFacts, own?: Sender): void {
  const senders = own ? [own] : task.containers.flatMap(senderOf);
  if (senders.length === 0) {
    return;
  }
  const services = servicesOf(taskDefinition);
  const hosts = OF_INSTANCE.includes(task.networkMode ?? '') ? services.flatMap(groupsOf) : [...services, ...schedulesOf(taskDefinition)];
  hosts.forEach((host) => senders.forEach((collector) => checkRoute(host, { collector, task: taskDefinition })));
}

/** A collector that the user wrote by hand, where it surely sends to X-Ray and nothing could tell it of another way. */
function senderOf(container: ContainerFacts): Sender[] {
  const { image } = container;
  return image !== undefined && sendsTheUsualWay(container) ? [{ image: { _reference: () => image }, ownWay: false }] : [];
}

function sendsTheUsualWay({ kind, environment, definition }: ContainerFacts): boolean {
  const command = listField(definition, 'Command');
  const secrets = listField(definition, 'Secrets')?.map((secret) => field(secret, 'Name'));
  if (!command || !secrets || listField(definition, 'EnvironmentFiles')?.length !== 0) {
    return false;
  }
  const proxied = [...environment.keys(), ...secrets].some((name) => PROXY_VARIABLE.test(String(name)));
  switch (kind) {
    case 'xray-daemon': return !proxied && !command.some((argument) => OPTION_OF_DAEMON.test(String(argument)));
    case 'otel-collector': return !proxied && command.some((argument) => CONFIGURATION_OF_IMAGE.test(String(argument)));
    default: return false;
  }
}
