import { IConstruct } from 'constructs';
import { AppGroup } from './app-group';
import { customerKeyFindings } from './customer-key';
import { filterFindings } from './filter-findings';
import { groupsOfApp } from './groups-of-app';
import { duplicateGroups, tooManyGroups } from './place-findings';
import { Ledger } from '../../../ledger';
import { whenValidated } from '../../../stages';

const REGISTERED = new WeakSet<IConstruct>();

/** Has all groups looked at that are in the Stage of a scope, once nothing moves any more. */
export function checkTraceGroups(scope: IConstruct): void {
  whenValidated(scope, REGISTERED, lookAtGroups);
}

/** Looks at the groups of a Stage that is being validated, unless that is done anyway. */
export function checkGroupsNow(stage: IConstruct): void {
  if (!REGISTERED.has(stage)) {
    lookAtGroups(stage);
  }
}

function lookAtGroups(stage: IConstruct): void {
  const ledger = Ledger.of(stage);
  customerKeyFindings(stage).forEach(([resource, finding]) => ledger.warn(resource, finding));
  const app = groupsOfApp(stage);
  const own: ReadonlySet<AppGroup> = new Set(app.lookAt(stage));
  for (const group of own) {
    filterFindings(group).forEach((finding) => ledger.warn(group.resource, finding, finding.cause));
  }
  for (const place of new Set([...own].map(({ place: { key } }) => key))) {
    const groups = app.all().filter((group) => group.place.key === place);
    [...duplicateGroups(groups, own), ...tooManyGroups(groups)]
      .filter(([group]) => own.has(group))
      .forEach(([{ resource }, finding]) => ledger.warn(resource, finding));
  }
}
