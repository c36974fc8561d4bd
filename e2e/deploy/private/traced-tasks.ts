import { at, objectsAt, textsAt } from './json';
import { NEEDED, mayDo } from './permissions';
import { JsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

const COLLECTOR_IMAGE = /(aws-xray-daemon|cloudwatch-agent|aws-otel-collector):/;
const COLLECTOR_ADDRESSES = ['AWS_XRAY_DAEMON_ADDRESS', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

interface TracedTasks {
  readonly definitions: string[];
  readonly services: string[];
}

/** Task definitions with a collector that may send, those that know where one is that runs in their cluster; and the services that run them. */
export async function tracedTasks(emulator: Emulator): Promise<TracedTasks> {
  const services = await allServices(emulator);
  const definitions = await allDefinitions(emulator);
  const runIn = (arn: string) => services.filter(({ taskDefinition }) => taskDefinition === arn).map(({ clusterArn }) => clusterArn);
  const collecting: string[] = [];
  for (const [arn, task] of definitions) {
    if (hasCollector(task) && await mayDo(emulator, at(task, 'taskRoleArn'), NEEDED.collector)) {
      collecting.push(arn);
    }
  }
  const clusters = collecting.flatMap(runIn);
  const sending = [...definitions].filter(([arn, task]) => !hasCollector(task) && knowsAddress(task) && isWithCollector(runIn(arn), clusters));
  const traced = [...collecting, ...sending.map(([arn]) => arn)];
  const running = services.filter(({ taskDefinition }) => traced.includes(String(taskDefinition)));
  return { definitions: traced, services: running.map(({ serviceArn }) => String(serviceArn)) };
}

/** A task that no service runs is started by hand, in any cluster. */
function isWithCollector(clusters: readonly unknown[], withCollector: readonly unknown[]): boolean {
  return clusters.length === 0 ? withCollector.length > 0 : clusters.every((cluster) => withCollector.includes(cluster));
}

function hasCollector(task: unknown): boolean {
  return objectsAt(task, 'containerDefinitions').some(({ image }) => COLLECTOR_IMAGE.test(String(image)));
}

function knowsAddress(task: unknown): boolean {
  return objectsAt(task, 'containerDefinitions')
    .some((container) => objectsAt(container, 'environment').some(({ name }) => COLLECTOR_ADDRESSES.includes(String(name))));
}

async function allDefinitions({ sdk }: Emulator): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const taskDefinition of textsAt(await sdk.call('ecs', 'list_task_definitions'), 'taskDefinitionArns')) {
    found.set(taskDefinition, at(await sdk.call('ecs', 'describe_task_definition', { taskDefinition }), 'taskDefinition'));
  }
  return found;
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
