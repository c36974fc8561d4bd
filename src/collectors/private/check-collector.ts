import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { invalid } from '../../errors';
import { CollectorLogLevel, TraceCollectorOptions } from '../collector-options';

const MIN_BUFFER_MIB = 3;
const DEFAULT_BUFFER_MIB = 16;

/** The options that every collector has, checked: the daemon itself accepts much of what is wrong in silence. */
export function checkOptions(where: string, options: TraceCollectorOptions & { readonly concurrency?: number }): void {
  checkText(where, 'region', options.region, /^[a-z]{2,}(-[a-z]+)+-\d+$/, 'a Region such as eu-central-1');
  checkText(where, 'resourceArn', options.resourceArn, /^arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w+=,.@:/*-]+$/, 'an ARN');
  checkUrl(where, 'proxy', options.proxy);
  checkUrl(where, 'endpoint', options.endpoint);
  if (options.logLevel !== undefined && !Object.values(CollectorLogLevel).includes(options.logLevel)) {
    invalid(where, `logLevel must be one of ${Object.keys(CollectorLogLevel).join(', ')}, got ${JSON.stringify(options.logLevel)}: use a member of CollectorLogLevel`);
  }
  const { concurrency } = options;
  if (concurrency !== undefined && !Token.isUnresolved(concurrency) && (!Number.isSafeInteger(concurrency) || concurrency < 1)) {
    invalid(where, `concurrency must be a whole number, 1 or more, got ${concurrency}: leave it out for 8`);
  }
  checkBuffer(where, options.bufferMemory);
}

/** Whole mebibytes for segments that wait. */
export function bufferMib(bufferMemory: Size | undefined): number {
  return bufferMemory?.toMebibytes() ?? DEFAULT_BUFFER_MIB;
}

function checkBuffer(where: string, bufferMemory: Size | undefined): void {
  if (bufferMemory === undefined || bufferMemory.isUnresolved()) {
    return;
  }
  const mib = bufferMemory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  if (!Number.isSafeInteger(mib) || mib < MIN_BUFFER_MIB) {
    invalid(where, `bufferMemory must be whole mebibytes, ${MIN_BUFFER_MIB} or more, got ${mib} MiB: the daemon does not start with less`);
  }
}

function checkText(where: string, name: string, value: string | undefined, pattern: RegExp, expected: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !pattern.test(value)) {
    invalid(where, `${name} must be ${expected}, got ${JSON.stringify(value)}`);
  }
}

function checkUrl(where: string, name: string, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  const url = URL.canParse(value) && !/[\s"'`\\<>${}]/.test(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '' || !/^\/?$/.test(url.pathname)) {
    invalid(where, `${name} must be a URL of scheme, host and port, got ${JSON.stringify(value)}: write for example https://host.example.com:8443`);
  }
  if (url.username !== '' || url.password !== '') {
    invalid(where, `${name} must not hold a user name or a password: they would stand in the template for everybody to read`);
  }
}
