import { AppGroup, GroupFinding } from './app-group';
import { namesakes } from '../../../account/named-resource-in-place';
import { firstBeyond, placeProvisoOf, provisoOf } from '../../../account/placed-resource';
import { duplicateTraceGroup, traceGroupQuota } from '../../../findings';

/** How many groups X-Ray allows for an account and Region. Source: AWS General Reference, X-Ray endpoints and quotas; read 2026-11-22. */
const QUOTA = 25;

/** Groups of one name in one place; each is said of the one that comes later. */
export function duplicateGroups(groups: readonly AppGroup[], asked: ReadonlySet<AppGroup>): GroupFinding[] {
  return namesakes(groups, asked).map(([group, other]) => {
    const name = group.isNameKnown ? group.name : undefined;
    return [group, duplicateTraceGroup(name, other.resource.node.path, group.place.title, provisoOf(group, [other]))];
  });
}

/** More groups than X-Ray allows, where it is known that they come to one place; said of the first that is too much. */
export function tooManyGroups(groups: readonly AppGroup[]): GroupFinding[] {
  const beyond = firstBeyond(groups.filter(({ place }) => place.isKnown), QUOTA);
  if (!beyond) {
    return [];
  }
  const { first, certain } = beyond;
  return [[first, traceGroupQuota(`${first.place.title}${placeProvisoOf(first, certain)}`, certain.length)]];
}
