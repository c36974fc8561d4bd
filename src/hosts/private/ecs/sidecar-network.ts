import { ContainerDependencyCondition, NetworkMode, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { readiness } from './collector-container';
import { ContainerSettings } from '../../../collectors/private/collector-facts';

const LOOPBACK = '127.0.0.1';

/** How the containers of a task get to a collector among them. */
export interface SidecarNetwork {
  readonly listen: string;
  readonly host: string;
  condition(settings: ContainerSettings): ContainerDependencyCondition;
}

export function sidecarNetwork({ networkMode }: TaskDefinition, containerName: string): SidecarNetwork {
  switch (networkMode) {
    case NetworkMode.BRIDGE:
      return { listen: '0.0.0.0', host: containerName, condition: readiness };
    case NetworkMode.HOST:
      // the collector of another task may have the instance's ports already: this one ends then, that one serves, and the application must start
      return { listen: LOOPBACK, host: LOOPBACK, condition: () => ContainerDependencyCondition.START };
    default:
      return { listen: LOOPBACK, host: LOOPBACK, condition: readiness };
  }
}
