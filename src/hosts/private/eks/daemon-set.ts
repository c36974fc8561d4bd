import { Token } from 'aws-cdk-lib';
import { CollectorFacts, CollectorKind, ContainerSettings, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../../../collectors/private/collector-facts';

/** An object as it stands in a Kubernetes manifest. */
export type KubernetesObject = Record<string, unknown>;

/** The users of the images. Kubernetes can't check that a user that has a name only is not root, so every one is said. */
const USERS: Record<CollectorKind, number> = { 'xray-daemon': 10001, 'cloudwatch-agent': 1000, 'otel-collector': 4317 };

/**
 * What the CloudWatch agent has to be told, with Pod Identity as well: where it reaches no instance metadata it takes itself for a machine
 * on-premises otherwise, and looks for credentials in a file. Source: translator/util/sdkutil.go of aws/amazon-cloudwatch-agent.
 */
const CREDENTIALS_OF_POD = { RUN_WITH_IRSA: 'True' };

/** The memory that a collector may take at most, in relation to what it asks for. */
const MEMORY_HEADROOM = 2;

export interface DaemonSetSettings {
  readonly name: string;
  readonly namespace: string;
  readonly region: string;
  readonly facts: CollectorFacts;
  readonly container: ContainerSettings;
}

/** One collector on every Linux node that can run one. It asks nothing of the Kubernetes API. */
export function daemonSet(settings: DaemonSetSettings): KubernetesObject {
  const { name, namespace } = settings;
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: { metadata: { labels }, spec: podSpec(settings) },
    },
  };
}

function podSpec(settings: DaemonSetSettings): object {
  const { facts, name } = settings;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [NOT_FARGATE] }] } } },
    tolerations: [{ operator: 'Exists' }],
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USERS[facts.kind],
      runAsGroup: USERS[facts.kind],
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container(settings)],
    volumes: settings.container.scratchFolders.map((_, index) => ({ name: scratchName(index), emptyDir: {} })),
  };
}

/** The nodes of Fargate are tainted, which the toleration of everything would overrule: the pods would wait for ever. */
const NOT_FARGATE = { key: 'eks.amazonaws.com/compute-type', operator: 'NotIn', values: ['fargate'] };

function container(settings: DaemonSetSettings): object {
  const { facts, region, container: { command, environment, healthCheck, scratchFolders } } = settings;
  const variables = { AWS_REGION: region, ...facts.kind === 'cloudwatch-agent' && CREDENTIALS_OF_POD, ...environment };
  return {
    name: 'collector',
    image: facts.image._reference(),
    ...command && { args: command.map(literal) },
    env: Object.entries(variables).map(([name, value]) => ({ name, value: literal(value) })),
    ports: ports(facts),
    resources: resources(facts),
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: scratchFolders.map((mountPath, index) => ({ name: scratchName(index), mountPath })),
    ...healthCheck && probes(healthCheck),
  };
}

/** On the node, for a pod knows the address of its node, and no other that leads to the collector beside it. */
function ports({ takesOtlp }: CollectorFacts): object[] {
  return [
    port('xray-udp', XRAY_PORT, 'UDP'),
    port('xray-tcp', XRAY_PORT, 'TCP'),
    ...takesOtlp ? [port('otlp-grpc', OTLP_GRPC_PORT, 'TCP'), port('otlp-http', OTLP_HTTP_PORT, 'TCP')] : [],
  ];
}

function port(name: string, number: number, protocol: string): object {
  return { name, containerPort: number, hostPort: number, protocol };
}

/** A buffer of a size that nobody knows yet can't be added up, so then there is no limit. */
function resources({ memoryMib, bufferMib }: CollectorFacts): object {
  if (Token.isUnresolved(bufferMib)) {
    return { requests: { memory: `${memoryMib}Mi` } };
  }
  const mib = memoryMib + bufferMib;
  return { requests: { memory: `${mib}Mi` }, limits: { memory: `${mib * MEMORY_HEADROOM}Mi` } };
}

/** The check runs in the container: what answers it listens on loopback, where the kubelet can't reach it. Its first word is for Amazon ECS. */
function probes([, ...command]: string[]): object {
  const exec = { command };
  return {
    readinessProbe: { exec, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: { exec, initialDelaySeconds: 15, periodSeconds: 30, timeoutSeconds: 5 },
  };
}

function scratchName(index: number): string {
  return `scratch-${index}`;
}

/** Kubernetes replaces `$(NAME)` in arguments and variables, and takes `$$` for `$`. The CDK's tokens begin with `${Token[`. */
function literal(text: string): string {
  return text.replace(/\$(?!\{Token\[)/g, '$$$$');
}
