import { CfnResource } from 'aws-cdk-lib';
import { collectorKindOf, knownText } from './collector-images';
import { CollectorKind, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { isRecord, memberName, propertyOf, resolved } from '../../../references';

/** A container of a task definition, as far as it is known. */
export interface ContainerFacts {
  readonly name: string;
  readonly image?: string;
  /** Which collector of traces it is. */
  readonly kind?: CollectorKind;
  readonly environment: ReadonlyMap<string, unknown>;
  readonly definition: Record<string, unknown>;
}

/** A task definition, as far as it is known. */
export interface TaskFacts {
  /** In lower case, as Amazon ECS takes it where it is not given; nothing where it is decided at deployment. */
  readonly networkMode?: string;
  readonly memoryMib?: number;
  /** The family of the operating system, where it is given. */
  readonly system?: string;
  readonly hasRole: boolean;
  readonly containers: readonly ContainerFacts[];
}

/**
 * What a task definition says now.
 *
 * @param containers the containers, where they are known: the CDK renders their list once, and what is added afterwards is lost, so before the app
 * is validated they have to be asked one by one
 */
export function taskOf(resource: CfnResource, containers?: readonly ContainerFacts[]): TaskFacts {
  const read = (name: string): unknown => resolved(propertyOf(resource, name), resource);
  const platform = field(read('RuntimePlatform'), 'OperatingSystemFamily');
  return {
    networkMode: networkModeOf(read('NetworkMode'), read('RequiresCompatibilities'), platform),
    memoryMib: mebibytes(read('Memory')),
    system: typeof platform === 'string' ? platform : undefined,
    hasRole: read('TaskRoleArn') !== undefined,
    containers: containers ?? containersIn(read('ContainerDefinitions')),
  };
}

/** The containers of a list, in CloudFormation's spelling or in that of an L1. */
export function containersIn(definitions: unknown): ContainerFacts[] {
  return (Array.isArray(definitions) ? definitions : []).flatMap((definition: unknown) => {
    const name = field(definition, 'Name');
    return isRecord(definition) && typeof name === 'string' ? [containerOf(name, definition)] : [];
  });
}

/** Whether a container takes segments, by its image or by the port that nothing else uses. */
export function takesSegments({ kind, definition }: ContainerFacts): boolean {
  return kind !== undefined || (listField(definition, 'PortMappings') ?? [])
    .some((port) => field(port, 'ContainerPort') === XRAY_PORT && field(port, 'Protocol') === 'udp');
}

/** A member of an object, in CloudFormation's spelling or in that of an L1. */
export function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] ?? value[memberName(name)] : undefined;
}

/** The members of a list that is known; nothing where it is decided at deployment. */
export function listField(value: unknown, name: string): readonly unknown[] | undefined {
  const list = field(value, name) ?? [];
  return Array.isArray(list) ? list : undefined;
}

/** Every name that is taken in the environment of a container, by a plain value or by a secret. */
export function variableNames({ environment, definition }: ContainerFacts): ReadonlySet<string> {
  return new Set([...environment.keys(), ...(listField(definition, 'Secrets') ?? []).map((secret) => String(field(secret, 'Name')))]);
}

function containerOf(name: string, definition: Record<string, unknown>): ContainerFacts {
  const image = knownText(field(definition, 'Image'));
  const environment = environmentOf(definition);
  const kind = image === undefined ? undefined : collectorKindOf(image);
  return { name, image, kind: kind && takesTraces(definition, environment) ? kind : undefined, environment, definition };
}

function environmentOf(definition: Record<string, unknown>): Map<string, unknown> {
  return new Map((listField(definition, 'Environment') ?? []).map((entry) => [String(field(entry, 'Name')), field(entry, 'Value')]));
}

/** Files of the OpenTelemetry collector's image that are for metrics only. Source: aws-observability/aws-otel-collector ed0b1d5. */
const METRICS_ONLY = /\/(ecs-cloudwatch|ecs-amp|ecs-amp-prometheus|otel-(task|instance)-metrics-config)\.yaml/;

/** An agent that is configured for metrics or logs only collects no trace. A configuration that can't be read counts as one for traces. */
function takesTraces(definition: Record<string, unknown>, environment: ReadonlyMap<string, unknown>): boolean {
  if ((listField(definition, 'Command') ?? []).some((argument) => typeof argument === 'string' && METRICS_ONLY.test(argument))) {
    return false;
  }
  const configurations = ['CW_CONFIG_CONTENT', 'CW_OTEL_CONFIG_CONTENT', 'AOT_CONFIG_CONTENT']
    .map((name) => environment.get(name))
    .filter((configuration) => configuration !== undefined);
  return configurations.length === 0 || configurations.some((text) => typeof text !== 'string' || /traces|opentelemetry/.test(text));
}

function networkModeOf(mode: unknown, compatibilities: unknown, platform: unknown): string | undefined {
  if (typeof mode === 'string') {
    return mode.toLowerCase();
  }
  if (mode !== undefined) {
    return undefined;
  }
  if (Array.isArray(compatibilities) && compatibilities.includes('FARGATE')) {
    return 'awsvpc';
  }
  return typeof platform === 'string' && platform.startsWith('WINDOWS') ? 'nat' : 'bridge';
}

/** The memory of a task, in MiB or as a text such as 1 GB. */
function mebibytes(memory: unknown): number | undefined {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(GB)?\s*$/i.exec(String(memory)) ?? [];
  return number === undefined ? undefined : Number(number) * (unit ? 1024 : 1);
}
