import { Tokenization } from 'aws-cdk-lib';
import { invalid } from '../../errors';
import { CollectorLogLevel, XRayDaemonOptions } from '../collector-options';
import { bufferMib } from './check-collector';
import { CollectorPlace, XRAY_PORT } from './collector-facts';
import { toYaml } from './yaml';

/**
 * The X-Ray daemon's cfg.yaml. It exits when it does not know a key or `Version` is missing, and is silent about much else.
 * Source: pkg/cfg/cfg.go of aws/aws-xray-daemon 3.6.6.
 */
export function daemonFile(options: XRayDaemonOptions, place: CollectorPlace): string {
  const { concurrency, endpoint, resourceArn, role, proxy } = options;
  return toYaml({
    Version: 2,
    Region: options.region ?? place.region,
    Socket: { UDPAddress: `${place.listen}:${XRAY_PORT}`, TCPAddress: `${place.listen}:${XRAY_PORT}` },
    TotalBufferSizeMB: bufferMib(options.bufferMemory),
    Logging: { LogLevel: options.logLevel ?? CollectorLogLevel.INFO, LogRotation: true },
    LocalMode: place.localMode,
    ...concurrency !== undefined && { Concurrency: concurrency },
    ...endpoint !== undefined && { Endpoint: endpoint },
    ...resourceArn !== undefined && { ResourceARN: resourceArn },
    ...role !== undefined && { RoleARN: role.roleRef.roleArn },
    ...proxy !== undefined && { ProxyAddress: proxy },
  });
}

/** The same as flags: the daemon's image has no shell that could write a file. The image listens everywhere unless told otherwise. */
export function daemonCommand(options: XRayDaemonOptions, place: CollectorPlace): string[] {
  for (const name of ['endpoint', 'concurrency'] as const) {
    if (options[name] !== undefined) {
      invalid('TraceCollector.xrayDaemon()',
        `${name} can't be given to the daemon's container, got ${JSON.stringify(options[name])}: the daemon takes it from a file only; `
        + 'use TraceCollector.cloudWatchAgent() or .openTelemetry() in containers, or an image of your own with the file in it');
    }
  }
  const flags: [string, string | undefined][] = [
    ['--bind', `${place.listen}:${XRAY_PORT}`],
    ['--bind-tcp', `${place.listen}:${XRAY_PORT}`],
    ['--region', options.region ?? place.region],
    ['--buffer-memory', Tokenization.stringifyNumber(bufferMib(options.bufferMemory))],
    ['--log-level', options.logLevel ?? CollectorLogLevel.INFO],
    ['--resource-arn', options.resourceArn],
    ['--role-arn', options.role?.roleRef.roleArn],
    ['--proxy-address', options.proxy],
  ];
  return [
    ...flags.flatMap(([name, value]) => value === undefined ? [] : [name, value]),
    ...place.localMode ? ['--local-mode'] : [],
  ];
}
