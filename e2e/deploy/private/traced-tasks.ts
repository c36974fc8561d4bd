import { at, objectsAt, textsAt } from './json';
import { maySend } from './permissions';
import { JsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

const COLLECTOR_IMAGE = /(aws-xray-daemon|cloudwatch-agent|aws-otel-collector):/;
const COLLECTOR_ADDRESSES = ['AWS_XRAY_DAEMON_ADDRESS', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Task definitions with a collector that may send, or that know where one on their instance is; and the services that run them. */
export async function tracedTasks(emulator: Emulator): Promise<{ readonly definitions: string[]; readonly services: string[] }> {
  const definitions: string[] = [];
  for (const taskDefinition of textsAt(await emulator.sdk.call('ecs', 'list_task_definitions'), 'taskDefinitionArns')) {
    const task = at(await emulator.sdk.call('ecs', 'describe_task_definition', { taskDefinition }), 'taskDefinition');
    if (await hasCollector(emulator, task)) {
      definitions.push(taskDefinition);
    }
  }
  const services = await allServices(emulator);
  const traced = services.filter((service) => definitions.includes(String(service.taskDefinition)));
  return { definitions, services: traced.map(({ serviceArn }) => String(serviceArn)) };
}

async function hasCollector(emulator: Emulator, task: unknown): Promise<boolean> {
  const containers = objectsAt(task, 'containerDefinitions');
  if (containers.some(({ image }) => COLLECTOR_IMAGE.test(String(image)))) {
    return maySend(emulator, at(task, 'taskRoleArn'));
  }
  return containers.some((container) => objectsAt(container, 'environment').some(({ name }) => COLLECTOR_ADDRESSES.includes(String(name))));
}

async function allServices({ sdk }: Emulator): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const cluster of textsAt(await sdk.call('ecs', 'list_clusters'), 'clusterArns')) {
    for (const service of textsAt(await sdk.call('ecs', 'list_services', { cluster }), 'serviceArns')) {
      found.push(...await sdk.list('ecs', 'describe_services', 'services', { cluster, services: [service] }));
    }
  }
  return found;
}
