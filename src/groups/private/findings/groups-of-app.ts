import { IConstruct } from 'constructs';
import { AppGroup, appGroupOf } from './app-group';
import { isTraceGroup } from './group-resource';
import { ResourcesOfApp } from '../../../resources-of-app';

const APPS = new WeakMap<IConstruct, ResourcesOfApp<AppGroup>>();

/** All groups in the app of a construct that are deployed with it. */
export function groupsOfApp({ node: { root } }: IConstruct): ResourcesOfApp<AppGroup> {
  const known = APPS.get(root) ?? new ResourcesOfApp(root, (construct) => isTraceGroup(construct) ? appGroupOf(construct) : undefined);
  APPS.set(root, known);
  return known;
}
