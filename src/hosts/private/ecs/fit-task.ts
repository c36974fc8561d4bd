import { NetworkMode, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { hasCollector, sidecarOf } from './application-containers';
import { isOnWindows } from './task-resource';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE, XRAY_DAEMON_IMAGE } from '../../../collectors/versions';
import { fail } from '../../../errors';
import { platformMismatch } from '../../../findings';

const OWN_IMAGES = [XRAY_DAEMON_IMAGE, CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE];

/** Why a task can't have a collector, and what to do about it. */
export interface Unfit {
  readonly cause: string;
  readonly remedy: string;
}

/** Why a task can't have this collector as a container of its own, if it can't. */
export function whyUnfit(taskDefinition: TaskDefinition, { title, image }: CollectorFacts, containerName: string): Unfit | undefined {
  const { networkMode } = taskDefinition;
  if (networkMode === NetworkMode.NONE || networkMode === NetworkMode.NAT) {
    return { cause: `networkMode must be awsvpc, bridge or host, got ${networkMode}`, remedy: 'Change it, as containers of a task can\'t reach each other otherwise' };
  }
  if (isOnWindows(taskDefinition) && OWN_IMAGES.includes(image._reference())) {
    return platformMismatch(title, 'Windows');
  }
  return taskDefinition.findContainer(containerName)
    ? { cause: `containerName must be free, got ${containerName}, which another container has`, remedy: 'Give EcsSidecarCollector another containerName' }
    : undefined;
}

/** Stops with an error where a task can't have this collector as a container of its own. */
export function refuseUnfitTask(taskDefinition: TaskDefinition, collector: CollectorFacts, containerName: string): void {
  if (hasCollector(taskDefinition)) {
    const other = sidecarOf(taskDefinition)?.containerName;
    fail(taskDefinition, `a task definition must have one collector, it has ${other === undefined ? 'that of its instance' : `container ${other}`} already: `
      + 'remove one of them. Where it is the sidecar of XRayTracing.enable({ collector }), which comes with the Aspects, exclude the task definition from it, '
      + 'or add the extension before the Aspects');
  }
  const unfit = whyUnfit(taskDefinition, collector, containerName);
  if (unfit) {
    fail(taskDefinition, `${unfit.cause}. ${unfit.remedy}.`);
  }
}
