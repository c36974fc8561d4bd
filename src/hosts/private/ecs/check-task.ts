import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CollectorLink, linkOf } from './application-containers';
import { checkRoutes } from './check-routes';
import { checkHopLimit } from './hop-limit';
import { taskFindings } from './task-checks';
import { isTaskDefinition } from './task-definition';
import { ContainerFacts, taskOf } from './task-facts';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { Ledger } from '../../../ledger';
import { ownerOf } from '../../../owner';

const CHECKED_LATE = new WeakSet<IConstruct>();

/** By task definition, the collector that is all of its task. */
const OWN_COLLECTORS = new WeakMap<IConstruct, CollectorFacts>();

/** Has a task definition that was given a collector, or is one, checked when nothing moves any more, wherever tracing is enabled. */
export function checkLate(taskDefinition: IConstruct, own?: CollectorFacts): void {
  const resource = taskDefinition.node.defaultChild;
  if (own && resource) {
    OWN_COLLECTORS.set(resource, own);
  }
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
  const facts = taskOf(resource);
  const task = { ...facts, containers: withSidecar(facts.containers, link) };
  for (const { container, finding } of taskFindings(task, link === undefined)) {
    ledger.warn(containerOf(owner, container) ?? resource, finding);
  }
  checkHopLimit(resource, task);
  checkRoutes(resource, task, link?.dependsOn ? link.collector : OWN_COLLECTORS.get(resource));
}

/** A sidecar of this library is known for what it is, also with an image of the user's own. */
export function withSidecar(containers: readonly ContainerFacts[], link: CollectorLink | undefined): ContainerFacts[] {
  const name = link?.dependsOn?.containerName;
  return containers.map((container) => container.name === name ? { ...container, kind: link?.collector.kind } : container);
}

function containerOf(owner: IConstruct | undefined, name: string | undefined): IConstruct | undefined {
  return owner && isTaskDefinition(owner) && name !== undefined ? owner.findContainer(name) : undefined;
}
