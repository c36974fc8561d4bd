import { knownText, isAdot } from './collector-images';
import { LOOPBACK } from './daemon-address';
import { ContainerFacts, field, listField } from './task-facts';
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { addressIn, Listener, listenersIn, readConfiguration } from '../../../collectors/private/own-configuration';
import { isRecord } from '../../../references';

const OTLP: readonly Listener[] = [{ takes: 'otlp-grpc', host: '', port: OTLP_GRPC_PORT }, { takes: 'otlp-http', host: '', port: OTLP_HTTP_PORT }];
const SEGMENTS: readonly Listener[] = [{ takes: 'segments', host: '', port: XRAY_PORT }, { takes: 'sampling', host: '', port: XRAY_PORT }];

/** Where a container takes traces, by its command, its configuration or the ports that it maps; nothing where that can't be known. */
export function listenersOf(container: ContainerFacts): readonly Listener[] | undefined {
  switch (container.kind) {
    case 'xray-daemon': return ofDaemon(container);
    case 'cloudwatch-agent': return ofAgent(container);
    case 'otel-collector': return ofOpenTelemetry(container);
    default: return ofPorts(container);
  }
}

/** Whether a container takes OTLP, or may do so. */
export function takesOtlp(container: ContainerFacts): boolean {
  return container.kind !== 'xray-daemon' && (listenersOf(container) ?? OTLP).some(({ takes }) => takes.startsWith('otlp'));
}

/** Where a container takes the segments of the X-Ray SDKs; nothing where it does not, or where that can't be known. */
export function segmentsPort(container: ContainerFacts): number | undefined {
  return listenersOf(container)?.find(({ takes }) => takes === 'segments')?.port;
}

/** The ports that two containers want, which only one of them gets where they share a network. */
export function commonPorts(one: ContainerFacts, other: ContainerFacts): number[] {
  const taken = new Set((listenersOf(one) ?? []).map(socketOf));
  return (listenersOf(other) ?? []).flatMap((listener) => listener.port !== undefined && taken.has(socketOf(listener)) ? [listener.port] : []);
}

function socketOf({ takes, port }: Listener): string {
  return `${takes === 'segments' ? 'udp' : 'tcp'} ${port}`;
}

/** Whether a container takes what it takes on its own loopback interface only, for certain. */
export function isOnLoopback(container: ContainerFacts): boolean {
  const listeners = listenersOf(container) ?? [];
  const segments = listeners.filter(({ takes }) => takes === 'segments');
  const decisive = segments.length > 0 ? segments : listeners;
  return decisive.length > 0 && decisive.every(({ host }) => LOOPBACK.test(host));
}

const BIND = /^(-b|--bind)$/;
const BIND_TCP = /^(-t|--bind-tcp)$/;
const FROM_FILE = /^(-c|--config)$/;

function ofDaemon({ definition }: ContainerFacts): readonly Listener[] | undefined {
  const [entryPoint, command] = [listField(definition, 'EntryPoint'), listField(definition, 'Command')];
  if (!entryPoint || !command) {
    return undefined;
  }
  const words = [...entryPoint, ...command].map((word) => knownText(word) ?? '').flatMap((word) => /^-.*=/.test(word) ? word.split('=') : [word]);
  const said = (flag: RegExp): string | undefined => words.filter((_, index) => flag.test(words[index - 1])).pop();
  return said(FROM_FILE) !== undefined ? undefined : [
    { takes: 'segments', ...addressIn(said(BIND), XRAY_PORT) },
    { takes: 'sampling', ...addressIn(said(BIND_TCP), XRAY_PORT) },
  ];
}

/** Without an address of the configuration, the agent of a container listens everywhere. */
function ofAgent({ environment }: ContainerFacts): readonly Listener[] | undefined {
  const traces = field(jsonOf(environment.get('CW_CONFIG_CONTENT')), 'traces');
  const collected = field(traces, 'traces_collected');
  if (!isRecord(collected)) {
    return undefined;
  }
  const { xray, application_signals: signals, app_signals: formerSignals } = collected;
  const otlps = Array.isArray(collected.otlp) ? collected.otlp : [collected.otlp];
  return [
    ...xray === undefined ? [] : [
      { takes: 'segments' as const, ...addressIn(field(xray, 'bind_address'), XRAY_PORT) },
      { takes: 'sampling' as const, ...addressIn(field(field(xray, 'tcp_proxy'), 'bind_address'), XRAY_PORT) },
    ],
    ...(signals ?? formerSignals) === undefined ? [] : [{ takes: 'sampling' as const, host: '', port: XRAY_PORT }],
    ...otlps.filter(isRecord).flatMap((otlp) => [
      { takes: 'otlp-grpc' as const, ...addressIn(otlp.grpc_endpoint, OTLP_GRPC_PORT) },
      { takes: 'otlp-http' as const, ...addressIn(otlp.http_endpoint, OTLP_HTTP_PORT) },
    ]),
  ];
}

function jsonOf(value: unknown): unknown {
  try {
    const parsed: unknown = JSON.parse(knownText(value) ?? '');
    return parsed;
  } catch {
    return undefined;
  }
}

/**
 * The files of ADOT's image take OTLP, its usual one segments as well.
 * Source: config.yaml and config/ecs of aws-observability/aws-otel-collector ed0b1d5.
 */
function ofOpenTelemetry({ image, environment, definition }: ContainerFacts): readonly Listener[] | undefined {
  const own = environment.get('AOT_CONFIG_CONTENT');
  if (own !== undefined) {
    const configuration = readConfiguration(knownText(own) ?? '');
    return configuration && listenersIn(configuration);
  }
  const command = listField(definition, 'Command');
  const mayBeOther = [listField(definition, 'Secrets'), listField(definition, 'EnvironmentFiles'), listField(definition, 'EntryPoint')]
    .some((list) => list?.length !== 0);
  if (mayBeOther || command === undefined || !isAdot(image ?? '')) {
    return undefined;
  }
  if (command.length === 0) {
    return [...SEGMENTS, ...OTLP];
  }
  return command.some((word) => typeof word === 'string' && word.includes('/etc/ecs/')) ? OTLP : undefined;
}

const BY_PORT = new Map<unknown, Listener>([...OTLP, ...SEGMENTS.slice(0, 1)].map((listener) => [listener.port, listener]));

/** What is no known collector: its ports tell, where nothing else uses them. */
function ofPorts({ definition }: ContainerFacts): readonly Listener[] {
  return (listField(definition, 'PortMappings') ?? []).flatMap((mapping) => {
    const listener = BY_PORT.get(field(mapping, 'ContainerPort'));
    return listener && (listener.takes === 'segments') === (field(mapping, 'Protocol') === 'udp') ? [listener] : [];
  });
}
