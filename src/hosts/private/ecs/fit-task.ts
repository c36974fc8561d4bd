import { NetworkMode, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { hasCollector, sidecarOf } from './application-containers';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE, XRAY_DAEMON_IMAGE } from '../../../collectors/versions';
import { fail } from '../../../errors';
import { messageOf, platformMismatch } from '../../../findings';

const OWN_IMAGES = [XRAY_DAEMON_IMAGE, CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE];

/** Stops with an error where a task can't have this collector as a container of its own. */
export function refuseUnfitTask(taskDefinition: TaskDefinition, { title, image }: CollectorFacts, containerName: string, onWindows: boolean): void {
  const { networkMode } = taskDefinition;
  if (hasCollector(taskDefinition)) {
    const other = sidecarOf(taskDefinition)?.containerName;
    fail(taskDefinition, `a task definition must have one collector, it has ${other === undefined ? 'that of its instance' : `container ${other}`} already: remove one of them`);
  }
  if (networkMode === NetworkMode.NONE || networkMode === NetworkMode.NAT) {
    fail(taskDefinition, `networkMode must be awsvpc, bridge or host, got ${networkMode}: containers of a task can't reach each other otherwise`);
  }
  if (onWindows && OWN_IMAGES.includes(image._reference())) {
    fail(taskDefinition, messageOf(platformMismatch(title, 'Windows')));
  }
  if (taskDefinition.findContainer(containerName)) {
    fail(taskDefinition, `containerName must be free, got ${containerName}, which another container has: pass another containerName to EcsSidecarCollector`);
  }
}
