import { ContainerDefinition, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { knownContainer } from './known-container';
import { serviceNameOf, usesOpenTelemetry } from './open-telemetry-use';
import { CollectorFacts } from '../../../collectors/private/collector-facts';

/** A task whose containers send to a collector of this library. */
export interface SendingTask {
  readonly taskDefinition: TaskDefinition;
  readonly host: string;
  readonly collector: CollectorFacts;
  /** Those that were told where the collector is; there may be more of them later. */
  readonly containers: ReadonlySet<ContainerDefinition>;
}

/** A container of such a task. */
export interface Sender {
  readonly containerName: string;
  readonly collector: CollectorFacts;
  readonly isOfOpenTelemetry: boolean;
  /** What it calls itself, where that is known. */
  readonly serviceName: string | undefined;
}

const APPS = new WeakMap<IConstruct, SendingTask[]>();

export function noteSendingTask(task: SendingTask): void {
  const { root } = task.taskDefinition.node;
  APPS.set(root, [...APPS.get(root) ?? [], task]);
}

/** The sending tasks in the app of a construct. */
export function sendingTasksBeside(construct: IConstruct): readonly SendingTask[] {
  return APPS.get(construct.node.root) ?? [];
}

export function sendersOf({ containers, host, collector }: SendingTask): Sender[] {
  return [...containers].map((container) => {
    const known = knownContainer(container);
    return {
      containerName: container.containerName,
      collector,
      isOfOpenTelemetry: collector.takesOtlp && usesOpenTelemetry(known, { host, collector }),
      serviceName: serviceNameOf(known),
    };
  });
}
