import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CollectorLink, linkOf } from './application-containers';
import { checkHopLimit } from './hop-limit';
import { servicesOf } from './services-of';
import { taskFindings } from './task-checks';
import { isTaskDefinition } from './task-definition';
import { TaskFacts, taskOf } from './task-facts';
import { Ledger } from '../../../ledger';
import { checkRoute } from '../../../network/private/reachability';
import { ownerOf } from '../../../owner';

const CHECKED_LATE = new WeakSet<IConstruct>();

/** Has a task definition that was given a collector checked when nothing moves any more, wherever tracing is enabled. */
export function checkLate(taskDefinition: IConstruct): void {
  const resource = taskDefinition.node.defaultChild;
  if (!CHECKED_LATE.has(taskDefinition) && CfnResource.isCfnResource(resource)) {
    CHECKED_LATE.add(taskDefinition);
    taskDefinition.node.addValidation({
      validate: () => {
        checkTask(resource);
        return [];
      },
    });
  }
}

/** Says what is wrong with a task definition and its collectors. */
export function checkTask(resource: CfnResource): void {
  const ledger = Ledger.of(resource);
  if (ledger.directives.exclusionOf(resource) !== undefined) {
    return;
  }
  const owner = ownerOf(resource);
  const link = owner && isTaskDefinition(owner) ? linkOf(owner) : undefined;
  const task = withSidecar(taskOf(resource), link);
  for (const { container, finding } of taskFindings(task, link === undefined)) {
    ledger.warn(containerOf(owner, container) ?? resource, finding);
  }
  checkHopLimit(resource, task);
  if (link?.dependsOn) {
    servicesOf(resource).forEach((service) => checkRoute(service, link));
  }
}

/** A sidecar of this library is known for what it is, also with an image of the user's own. */
function withSidecar(task: TaskFacts, link: CollectorLink | undefined): TaskFacts {
  const name = link?.dependsOn?.containerName;
  const containers = task.containers.map((container) => container.name === name ? { ...container, kind: link?.collector.kind } : container);
  return { ...task, containers };
}

function containerOf(owner: IConstruct | undefined, name: string | undefined): IConstruct | undefined {
  return name === undefined ? undefined : owner?.node.children.find((child) => 'containerName' in child && child.containerName === name);
}
