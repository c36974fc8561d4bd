import { finding, statementJson } from './finding-ids';
import { Finding } from '../finding';

export function daemonInMaintenance(): Finding {
  return finding('daemonInMaintenance',
    'AWS keeps the X-Ray daemon in maintenance mode since 2026-02-25: it gets security fixes only, and no end date is announced',
    'Nothing has to be done; TraceCollector.cloudWatchAgent() and .openTelemetry() take the segments of the X-Ray SDKs as well. Acknowledge this to keep the daemon');
}

export function healthCheckNeedsShell(container: string, image: string): Finding {
  return finding('healthCheckNeedsShell',
    `the health check of container ${container} can't run: the image ${image} has neither a shell nor tools, so the task never becomes healthy`,
    'Remove the health check; of AWS\'s collector images only the OpenTelemetry collector\'s can run one: ["CMD", "/healthcheck"]');
}

export function dependencyNeverHealthy(container: string, dependency: string): Finding {
  return finding('dependencyNeverHealthy',
    `container ${container} waits until ${dependency} is HEALTHY, but ${dependency} has no health check: Amazon ECS refuses the task definition`,
    'Wait for START instead');
}

export function daemonAddressConflict(container: string, value: string, expected: string): Finding {
  return finding('daemonAddressConflict',
    `container ${container} sends to AWS_XRAY_DAEMON_ADDRESS=${value}, but the collector beside it is reached at ${expected}`,
    'Remove the variable, or give the value that is right');
}

export function daemonAddressUnknown(container: string, expected: string): Finding {
  return finding('daemonAddressUnknown',
    `container ${container} has environment files, which may set AWS_XRAY_DAEMON_ADDRESS, so it was not set here`,
    `Set AWS_XRAY_DAEMON_ADDRESS=${expected} in the container's environment, or in the file`);
}

export function openTelemetryBesideDaemon(container: string, sign: string): Finding {
  return finding('openTelemetryBesideDaemon',
    `container ${container} uses OpenTelemetry (${sign}), and the X-Ray daemon beside it does not take OTLP`,
    'Use TraceCollector.cloudWatchAgent() or TraceCollector.openTelemetry(), which take the segments of the X-Ray SDKs as well');
}

export function unpinnedImage(container: string, image: string): Finding {
  return finding('unpinnedImage',
    `container ${container} runs ${image}, which becomes another version without a deployment, also in a rollback`,
    'Give an exact version or a digest, such as public.ecr.aws/xray/aws-xray-daemon:3.6.6');
}

export function platformMismatch(collector: string, platform: string): Finding {
  return finding('platformMismatch',
    `there is no image of the ${collector} for ${platform}: its images are for Linux on x86_64 and arm64`,
    'Run the collector on the instance (Ec2Collector), or give an image of your own for this platform');
}

export function machineMismatch(collector: string, platform: string, remedy: string): Finding {
  return finding('platformMismatch', `the ${collector} can't be installed on ${platform}`, remedy);
}

export function taskMemoryExceeded(sum: number, limit: number): Finding {
  return finding('taskMemoryExceeded',
    `the containers of this task reserve ${sum} MiB, and the task has ${limit} MiB: Amazon ECS refuses the task definition`,
    'Give the task more memory, or its containers less');
}

export function essentialCollector(container: string): Finding {
  return finding('essentialCollector',
    `container ${container} is essential: when it stops, the application stops with it`,
    'Set essential: false; tracing must never take the application down');
}

export function daemonUnreachable(container: string, why: string): Finding {
  return finding('daemonUnreachable',
    `container ${container} can't be reached by those that send to it: ${why}`,
    'EcsSidecarCollector and EcsDaemonCollector make ports, links and addresses right; on a bridge, a configuration of your own has to listen on 0.0.0.0');
}

export function imdsHopLimit(): Finding {
  return finding('imdsHopLimit',
    'the instances answer metadata requests at one hop only, and containers on a bridge are two hops away: they get no credentials of the instance',
    'Set httpPutResponseHopLimit: 2 in the launch template, or give tasks a role of their own');
}

export function noRouteToXRay(missing: readonly string[], image?: string): Finding {
  const lacks = [
    ...missing.length > 0 ? [`the VPC has no endpoint for ${missing.join(', ')}`] : [],
    ...image ? [`no endpoint serves the image ${image}`] : [],
  ];
  const remedies = [
    ...missing.length > 0 ? ['new TraceEndpoints(scope, id, { vpc, hosts })'] : [],
    ...image ? ['a copy of the image in Amazon ECR (CollectorImage.fromEcrRepository())'] : [],
  ];
  return finding('noRouteToXRay',
    `its subnets have no way out of the VPC, and ${lacks.join(', and ')}`,
    `Add ${remedies.join(' and ')}, or a NAT gateway`);
}

export function collectorRoleNotWritable(role: string, actions: readonly string[], resource?: string): Finding {
  return finding('collectorRoleNotWritable',
    `the collector runs, but its role ${role} can't be changed from this app, and without the permission nothing is sent`,
    `Let the owner of the role add ${statementJson(actions, resource)} to it, then acknowledge this`);
}

export function collectorRoleNotFound(): Finding {
  return finding('collectorRoleNotFound',
    'the machines have no role that can be found here, and without credentials the collector sends nothing',
    'Give the launch template a role, or acknowledge this where its instance profile has one that may send');
}

export function secondCollector(other: string, port = 2000): Finding {
  return finding('secondCollector',
    `there is a collector already, ${other}: two of them can't listen on port ${port}, and the later one stops`,
    'Remove one of them');
}

export function userDataNotExtended(why: string): Finding {
  return finding('userDataNotExtended',
    `the collector is not installed: ${why}`,
    'Run installScript of this construct in your own user data, image or configuration management');
}

export function userDataRunsOnce(): Finding {
  return finding('userDataRunsOnce',
    'an instance that runs already does not run new user data: CloudFormation restarts it, and cloud-init runs user data at the first boot only',
    'A new instance needs nothing. Replace one that runs already (userDataCausesReplacement: true), or run installScript on it by hand; then acknowledge this');
}

export function daemonNotEnabled(): Finding {
  return finding('daemonNotEnabled',
    'its user data installs the package of the X-Ray daemon, which starts the daemon and does not enable it: after a restart it does not run',
    'Add "systemctl enable xray" after it, or use Ec2Collector instead');
}

export function taskDefinitionNotExtended(why: string, remedy: string): Finding {
  return finding('taskDefinitionNotExtended',
    `the task gets no collector: ${why}`,
    `${remedy}; or exclude it`);
}

export function executionRoleNotWritable(role: string, actions: readonly string[]): Finding {
  return finding('executionRoleNotWritable',
    `the execution role ${role} can't be changed from this app, and the task does not start without the permission to write the collector's log`,
    `Let the owner of the role add ${statementJson(actions)} to it, then acknowledge this; or give EcsSidecarCollector a logging of your own`);
}
