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

/** The text of an image reference, as far as it is known. */
export function imageText(value: unknown): string | undefined {
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

/** Whether an image stays what it is; what is decided at deployment counts as pinned. */
export function isPinned(image: string): boolean {
  const { tag, digest } = partsOf(image);
  return digest || (tag !== undefined && (tag.includes(UNKNOWN) || !/^(latest|alpha|main|nightly)\b|(^|\.)x$/.test(tag)));
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
