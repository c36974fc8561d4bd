import { CollectorKind } from '../../../collectors/private/collector-facts';
import { isRecord } from '../../../references';

/** What stands for a part of a text that is known at deployment only. */
const UNKNOWN = '${}';

const TITLES: Record<CollectorKind, string> = {
  'xray-daemon': 'X-Ray daemon',
  'cloudwatch-agent': 'CloudWatch agent',
  'otel-collector': 'OpenTelemetry collector',
};

/** The last part of a repository's name, wherever the copy is. */
const REPOSITORIES: readonly [CollectorKind, RegExp][] = [
  ['xray-daemon', /(^|\/)(aws-)?xray-daemon$/],
  ['cloudwatch-agent', /(^|\/)(amazon-)?cloudwatch-agent$/],
  ['otel-collector', /(^|\/)(aws-otel-collector|opentelemetry-collector(-\w+)?|otelcol(-\w+)?)$/],
];

/**
 * Images that have their own program and nothing else, with the programs that a health check may call. The daemon's image in Docker Hub is not one:
 * it is made from Amazon Linux. Source: Dockerfiles of aws/aws-xray-daemon 3.6.6, aws-observability/aws-otel-collector ed0b1d5,
 * aws/amazon-cloudwatch-agent ab55b8d.
 */
const WITHOUT_SHELL: readonly [repository: RegExp, programs: RegExp][] = [
  [/(^|\/)xray\/aws-xray-daemon$/, /^\/xray$/],
  [/(^|\/)(aws-observability|amazon)\/aws-otel-collector$/, /^\/(healthcheck|awscollector)$/],
  [/(^|\/)cloudwatch-agent\/cloudwatch-agent$/, /^\/opt\/aws\/amazon-cloudwatch-agent\/bin\//],
];

/** A text of a template, as far as it is known. */
export function knownText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const join = isRecord(value) ? value['Fn::Join'] : undefined;
  const [delimiter, parts]: unknown[] = Array.isArray(join) ? join : [];
  return delimiter === '' && Array.isArray(parts) ? parts.map((part) => typeof part === 'string' ? part : UNKNOWN).join('') : undefined;
}

/** Which collector an image is, if its name says so. */
export function collectorKindOf(image: string): CollectorKind | undefined {
  const { repository } = partsOf(image);
  return REPOSITORIES.find(([, pattern]) => pattern.test(repository))?.[0];
}

export function titleOf(kind: CollectorKind): string {
  return TITLES[kind];
}

/** Tags that are moved to another version: by their names, or because they leave a part of the version open. */
const MOVING = /^(latest\b.*|(stable|edge|alpha|beta|rc|dev|develop|main|master|nightly|canary|prod|production)(-(amd64|arm64|linux|alpine))?|v?\d{1,3}(\.\d{1,3})?|(.*\.)?x)$/;

/** Whether an image stays what it is; what is decided at deployment counts as pinned, and so does a tag of the user's own kind. */
export function isPinned(image: string): boolean {
  const { tag, digest } = partsOf(image);
  return digest || (tag !== undefined && (tag.includes(UNKNOWN) || !MOVING.test(tag)));
}

/** Whether an image is AWS's distribution of the OpenTelemetry collector, or a copy. */
export function isAdot(image: string): boolean {
  return /(^|\/)aws-otel-collector$/.test(partsOf(image).repository);
}

/** Whether an image is one of AWS's that are there for Linux only; of the CloudWatch agent there are others. */
export function isForLinux(image: string): boolean {
  return /(^|\/)((xray|amazon)\/aws-xray-daemon|(aws-observability|amazon)\/aws-otel-collector)$/.test(partsOf(image).repository);
}

/** Whether a health check has nothing in the image that it could run. A command in neither of Amazon ECS's two forms is not judged. */
export function lacksCommand(image: string, command: readonly unknown[]): boolean {
  const { repository } = partsOf(image);
  const programs = WITHOUT_SHELL.find(([pattern]) => pattern.test(repository))?.[1];
  const [form, program] = command;
  return programs !== undefined && (form === 'CMD-SHELL' || (form === 'CMD' && typeof program === 'string' && !programs.test(program)));
}

function partsOf(image: string): { readonly repository: string; readonly tag?: string; readonly digest: boolean } {
  const [name, digest] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return {
    repository: colon < 0 ? name : name.slice(0, colon),
    ...colon >= 0 && { tag: name.slice(colon + 1) },
    digest: digest !== undefined,
  };
}
